"""Alerts are raised and closed whatever becomes of the case, and count in nothing."""

from dataclasses import replace
from datetime import datetime

import pytest

from inspect_app.fieldwork.close_alert import find_alert
from inspect_app.fieldwork.list_alerts import AlertLine, list_alerts
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.verify_ledger import verify_ledger
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log
from tests.integration.fieldwork.alerts import ALERT, close_one, raise_one
from tests.integration.fieldwork.scoring import COMPLETE, Scorer
from tests.integration.records.test_queries import count_queries


def open_alerts(scorer: Scorer, reference: str = "001") -> int:
    return next(case.alerts for case in list_cases(scorer.session, scorer.ref) if case.reference == reference)


def listed(scorer: Scorer) -> list[AlertLine]:
    return list_alerts(scorer.session, get_inspection(scorer.session, scorer.ref))


def test_an_alert_says_what_who_and_when(scorer: Scorer) -> None:
    raise_one(scorer)
    lead = replace(scorer, actor=Actor("lee.lead", "desktop"))
    [alert] = scorer.open().alerts
    assert (alert.words.what, alert.words.told, alert.told_at) == (*ALERT[2:],)
    assert (alert.raised_by, alert.is_open, open_alerts(scorer)) == ("pat.inspector", True, 1)
    close_one(lead, " The police went there.\r\nShe is safe. ")
    alert = find_alert(scorer.open(), ALERT.question, ALERT.key)
    assert (alert.words.what, alert.raised_by) == (ALERT.what, "pat.inspector")
    assert (alert.closing, alert.closed_by) == ("The police went there.\nShe is safe.", "lee.lead")
    assert (alert.is_open, open_alerts(scorer)) == (False, 0)
    assert verify_ledger(scorer.session, scorer.ref).findings == ()


def test_what_is_done_with_an_alert_is_logged_without_its_words(scorer: Scorer) -> None:
    raise_one(scorer)
    close_one(scorer, "She is safe.")
    logged = [
        (event.action, event.subject, event.detail)
        for event in access_log.events(scorer.session, "homes")
        if event.action.startswith("alert.")
    ]
    alert = {"alert": "home/3f2a9c01"}
    assert logged == [("alert.raise", "case 001", alert), ("alert.close", "case 001", alert)]


def reach(scorer: Scorer, status: CaseStatus) -> None:
    """Brings case 001 into a state."""
    steps: dict[CaseStatus, tuple[Action, ...]] = {
        CaseStatus.IN_PROGRESS: (),
        CaseStatus.SUBMITTED: (Action.SUBMIT,),
        CaseStatus.RETURNED: (Action.SUBMIT, Action.RETURN),
        CaseStatus.SIGNED_OFF: (Action.SUBMIT, Action.SIGN_OFF),
        CaseStatus.WITHDRAWN: (Action.WITHDRAW,),
    }
    scorer.save(COMPLETE)
    for action in steps[status]:
        scorer.move(action, "A reason." if action in (Action.RETURN, Action.WITHDRAW) else None)


@pytest.mark.parametrize("status", [each for each in CaseStatus if each is not CaseStatus.ALLOCATED])
def test_an_alert_changes_nothing_else_whatever_the_state(scorer: Scorer, status: CaseStatus) -> None:
    reach(scorer, status)
    before = scorer.open()
    raise_one(scorer)
    raise_one(scorer, ALERT._replace(key="a" * 32, what="Another."))
    close_one(scorer, "Raised by mistake.")
    after = scorer.open()
    assert [alert.is_open for alert in after.alerts] == [False, True]
    assert (after.status, after.late, after.conflicts) == (status, 0, ())
    assert (after.answers, after.path, after.history) == (before.answers, before.path, before.history)


def test_an_open_alert_keeps_no_case_from_its_sign_off(scorer: Scorer) -> None:
    raise_one(scorer)
    scorer.finish()
    assert (scorer.open().status, open_alerts(scorer)) == (CaseStatus.SIGNED_OFF, 1)


def test_an_alert_that_is_sent_twice_is_raised_once(scorer: Scorer) -> None:
    raise_one(scorer)
    raise_one(scorer)
    assert len(scorer.open().alerts) == 1
    assert len([event for event in access_log.events(scorer.session) if event.action == "alert.raise"]) == 1
    with pytest.raises(UserError, match="raised already, with other words"):
        raise_one(scorer, ALERT._replace(what="Something else."))


def test_an_alert_is_closed_once(scorer: Scorer) -> None:
    raise_one(scorer)
    close_one(scorer, "She is safe.")
    with pytest.raises(UserError, match="closed already"):
        close_one(scorer, "Again.")
    with pytest.raises(NotThere, match="no such alert"):
        close_one(scorer, "She is safe.", ALERT._replace(key="b" * 8))
    assert scorer.open().alerts[0].closing == "She is safe."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"question": "none"}, "has no question “none”"),
        ({"key": "XYZ"}, "Load the page again"),
        ({"key": "a" * 33}, "Load the page again"),
        ({"what": " \n"}, "Say what you saw"),
        ({"told": ""}, "who was told"),
        ({"what": "x" * 5_001}, "too long"),
        ({"told": "x" * 501}, "too long"),
        ({"told_at": datetime.fromisoformat("2016-06-07T10:00")}, "still to come"),
    ],
)
def test_what_cannot_be_raised(scorer: Scorer, change: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        raise_one(scorer, ALERT._replace(**change))  # type: ignore[arg-type]  # of several types
    assert scorer.open().alerts == ()


@pytest.mark.parametrize(
    ("now", "told_at", "taken"),
    [
        ("2016-06-06T09:00", "2016-06-06T10:05", True),  # an hour ahead of UTC in summer, and a fast clock
        ("2016-06-06T09:00", "2016-06-06T10:06", False),
        ("2016-01-06T09:00", "2016-01-06T09:05", True),
        ("2016-01-06T09:00", "2016-01-06T09:06", False),
        ("2016-10-30T01:15", "2016-10-30T01:45", True),  # clocks went back: 01:45 came before, too
    ],
)
def test_nobody_was_told_in_the_future(scorer: Scorer, now: str, told_at: str, *, taken: bool) -> None:
    at = replace(scorer, clock=lambda: datetime.fromisoformat(f"{now}:00+00:00"))
    alert = ALERT._replace(told_at=datetime.fromisoformat(told_at))
    if taken:
        raise_one(at, alert)
    else:
        with pytest.raises(UserError, match="still to come"):
            raise_one(at, alert)


@pytest.mark.parametrize("how", ["", " \n", "x" * 5_001])
def test_closing_needs_words(scorer: Scorer, how: str) -> None:
    raise_one(scorer)
    with pytest.raises(UserError, match="Say how it was dealt with"):
        close_one(scorer, how)


def test_the_list_has_open_alerts_first_and_each_with_its_case(scorer: Scorer) -> None:
    noise = replace(scorer, ref="noise")
    raise_one(noise)
    for number, reference in enumerate(("002", "001", "003")):
        raise_one(scorer, ALERT._replace(key=f"{number}" * 8, what=f"Seen in {reference}"), reference)
    close_one(scorer, "Safe.", ALERT._replace(key="0" * 8), "002")
    found = [(line.reference, line.alert.words.what, line.alert.closing) for line in listed(scorer)]
    assert found == [
        ("001", "Seen in 001", None),
        ("003", "Seen in 003", None),
        ("002", "Seen in 002", "Safe."),
    ]


def test_the_list_takes_as_many_queries_for_many_alerts_as_for_few(scorer: Scorer) -> None:
    def queries() -> int:
        with count_queries(scorer.session) as statements:
            listed(scorer)
        return len(statements)

    raise_one(scorer)
    close_one(scorer, "Safe.")
    few = queries()
    for number in range(12):
        raise_one(scorer, ALERT._replace(key=f"{number:08x}"), ("001", "002", "003")[number % 3])
    assert (queries(), len(listed(scorer))) == (few, 13)
