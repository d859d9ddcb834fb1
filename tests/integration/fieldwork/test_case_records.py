"""Evidence, visits and alerts: what is kept of a case beside its answers."""

from datetime import date, datetime

from inspect_app.fieldwork.case_records import AlertWords, Evidence, Visit, alert_text
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.ledger.states import Action
from tests.integration.fieldwork.scoring import COMPLETE, Scorer

CITED: dict[str, Json] = {"system": "ndelius", "date": "2016-06-01", "record": None}
VISIT: dict[str, Json] = {
    "reviewed_on": "2016-06-06",
    "outcome": "held",
    "interviewed": ["person"],
    "consent": "given",
    "note": None,
}


def say(
    scorer: Scorer,
    kind: EntryKind,
    subject: str,
    value: Json,
    text: str | None = None,
    *,
    seen: CaseView | None = None,
) -> CaseView:
    """Says one thing about case 001, from the page that `seen` was shown on; the case as it stands then."""
    case = seen or scorer.open()
    parents = case.heads.get(f"{kind}:{subject}", ())
    store_changes(
        scorer.session, scorer.actor, scorer.clock, case, [Change(kind, subject, value, parents, text)]
    )
    return scorer.open()


def test_evidence_stands_by_its_question_until_it_is_removed(scorer: Scorer) -> None:
    say(scorer, EntryKind.EVIDENCE, "home/0123abcd", CITED, "Contact log")
    case = say(scorer, EntryKind.EVIDENCE, "home/00000001", {**CITED, "system": "interview", "date": None})
    first = Evidence("0123abcd", "ndelius", "Contact log", date(2016, 6, 1))
    second = Evidence("00000001", "interview", "", None)
    assert case.evidence == {"home": (first, second)}
    assert case.conflicts == ()
    case = say(scorer, EntryKind.EVIDENCE, "home/0123abcd", None)
    assert case.evidence == {"home": (second,)}


def test_two_people_who_cite_evidence_at_once_are_in_no_conflict(scorer: Scorer) -> None:
    stale = scorer.open()
    say(scorer, EntryKind.EVIDENCE, "home/0123abcd", CITED, "Contact log")
    case = say(scorer, EntryKind.EVIDENCE, "home/00000002", CITED, "Contact log", seen=stale)
    assert (len(case.evidence["home"]), case.conflicts) == (2, ())


def test_a_visit_stands_by_its_assessment_point(scorer: Scorer) -> None:
    stale = scorer.open()
    case = say(scorer, EntryKind.VISIT, "custody", VISIT, "In the library.")
    assert case.visits == {
        "custody": Visit(date(2016, 6, 6), "held", ("person",), "given", "In the library.")
    }
    case = say(scorer, EntryKind.VISIT, "custody", {**VISIT, "outcome": "refused"}, seen=stale)
    (conflict,) = case.conflicts
    assert (conflict.kind, conflict.subject, case.visits) == ("visit", "custody", {})
    assert sorted(version.shown for version in conflict.versions) == [
        "Reviewed on 6 June 2016. Visit held. Interviewed: the person. Consent given. In the library.",
        "Reviewed on 6 June 2016. Visit refused. Interviewed: the person. Consent given",
    ]


def raise_alert(scorer: Scorer) -> CaseView:
    value: dict[str, Json] = {"step": "raised", "told_at": "2016-06-06T14:30", "words": None}
    words = alert_text(AlertWords("A threat in the contact log.", "The head of service"))
    return say(scorer, EntryKind.ALERT, "home/0123abcd", value, words)


def close_alert(scorer: Scorer, how: str, seen: CaseView | None = None) -> CaseView:
    value: dict[str, Json] = {"step": "closed", "told_at": None, "words": None}
    return say(scorer, EntryKind.ALERT, "home/0123abcd", value, alert_text(AlertWords(how)), seen=seen)


def test_an_alert_is_open_until_somebody_closes_it_and_tells_both(scorer: Scorer) -> None:
    raised = raise_alert(scorer)
    (alert,) = raised.alerts
    assert raised.status == "allocated"  # nobody has begun to score it
    assert (alert.question, alert.key, alert.is_open) == ("home", "0123abcd", True)
    assert alert.words == AlertWords("A threat in the contact log.", "The head of service")
    assert alert.told_at == datetime(2016, 6, 6, 14, 30)  # noqa: DTZ001 - local time, as it was given
    assert scorer.open().state.open_alerts == 1

    (closed,) = close_alert(scorer, "Police were told.").alerts

    assert (closed.is_open, closed.closing, closed.closed_by) == (False, "Police were told.", "pat.inspector")
    assert (closed.words, closed.raised_at) == (alert.words, alert.raised_at)
    assert scorer.open().state.open_alerts == 0


def test_an_alert_can_be_raised_and_closed_on_a_closed_case_and_never_conflicts(scorer: Scorer) -> None:
    scorer.save(COMPLETE)
    scorer.move(Action.SUBMIT)
    raised = raise_alert(scorer)
    assert (len(raised.alerts), raised.late) == (1, 0)
    close_alert(scorer, "Police were told.")
    twice = close_alert(scorer, "The prison was told.", seen=raised)
    assert (twice.conflicts, [alert.is_open for alert in twice.alerts]) == ((), [False])
    assert scorer.move(Action.SIGN_OFF).status == "signed_off"
