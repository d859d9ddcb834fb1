"""Everything that was said about a question."""

from dataclasses import replace

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.answer_history import answer_history, case_history
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, EntryKind
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records.engine import Session
from tests.integration.fieldwork.scoring import COMPLETE, QUESTIONS, Scorer, questionnaire


def said(session: Session, question: str) -> list[tuple[str, str, str]]:
    """Kind, words and verdict of everything said about a question of case 001."""
    history = answer_history(session, "homes", "001", question)
    return [(each.kind.value, each.words, each.verdict) for each in history.tellings]


def test_every_version_is_there_with_what_became_of_it(session: Session, scorer: Scorer) -> None:
    scorer.save({"home": "no", "visits": "3"}, {"home": "None was free."})
    page = scorer.open()
    scorer.save({"home": "yes"}, {"home": ""})
    scorer.save({"home": "na"}, case=page)
    assert said(session, "home") == [
        ("answer", "No", "Replaced by a later version"),
        ("comment", "None was free.", "Replaced by a later version"),
        ("answer", "Yes", "In conflict with another version"),
        ("comment", "No comment", "Stands"),
        ("answer", "Not applicable", "In conflict with another version"),
    ]
    assert said(session, "visits") == [("answer", "3", "Stands")]
    assert said(session, "left_on") == []


def test_it_says_who_where_and_when(session: Session, scorer: Scorer, actor: Actor) -> None:
    scorer.save({"home": "yes"})
    (one,) = answer_history(session, "homes", "001", "home").tellings
    assert (one.author, one.device) == (actor.name, actor.device)
    assert (one.wording, one.text_revision) == ("Was a home found?", 1)
    assert one.received_at.isoformat(timespec="milliseconds") >= one.made_at


def test_it_gives_the_wording_that_its_author_had(session: Session, scorer: Scorer, actor: Actor) -> None:
    reworded = [{**question, "text": f"{question['text'][:-1]}, then?"} for question in QUESTIONS]
    add_definition(session, actor, scorer.clock, questionnaire(questions=reworded, text_revision=2))
    scorer.save({"visits": "3"})
    for revision in (2, 9):
        case = scorer.open()
        then = replace(case, inspection=replace(case.inspection, text_revision=revision))
        said_then = Change(EntryKind.ANSWER, "visits", revision, case.heads["answer:visits"])
        store_changes(session, scorer.actor, scorer.clock, then, [said_then])
    told = answer_history(session, "homes", "001", "visits").tellings
    assert [(each.text_revision, each.wording) for each in told] == [
        (1, "How many visits?"),
        (2, "How many visits, then?"),
        (9, None),
    ]


def test_what_is_parked_and_what_came_late_is_told(session: Session, scorer: Scorer) -> None:
    scorer.save({"home": "no"}, {"home": "None was free."})
    scorer.save({"tried": ["hostel", "family"]})
    scorer.save({**COMPLETE, "home": "yes"})
    assert said(session, "tried") == [
        ("answer", "Hostel; Family", "Stands, but is parked: the question does not apply now")
    ]
    case = scorer.open()
    scorer.move(Action.SUBMIT)
    late = Change(EntryKind.ANSWER, "visits", 4, case.heads["answer:visits"])
    store_changes(session, scorer.actor, scorer.clock, case, [late])
    assert said(session, "visits")[-1][2].startswith("Came after the case was closed")
    store_changes(session, scorer.actor, scorer.clock, case, [Change(EntryKind.ANSWER, "visits", "many", ())])
    assert said(session, "visits")[-1][1] == "many"


def test_the_history_of_a_case_lists_what_is_late_until_the_case_is_open_again(
    session: Session, scorer: Scorer
) -> None:
    scorer.save(COMPLETE)
    case = scorer.open()
    scorer.move(Action.SUBMIT)
    changes = [
        Change(EntryKind.ANSWER, "visits", 4, case.heads["answer:visits"]),
        Change(EntryKind.ANSWER, "visits", "many", ()),
        Change(EntryKind.COMMENT, "home", None, (), "None was free."),
    ]
    for change in changes:
        store_changes(session, scorer.actor, scorer.clock, case, [change])
    told = case_history(session, "homes", "001")
    assert [(each.kind.value, each.words) for each in told.late] == [
        ("answer", "4"),
        ("answer", "many"),
        ("comment", "None was free."),
    ]
    assert [each.verdict.partition("opened again")[0] for each in told.late] == [
        "Came after the case was closed: it becomes part of the case if that is ",
        "Came after the case was closed, and does not count if it is ",
        "Came after the case was closed: it becomes part of the case if that is ",
    ]
    scorer.move(Action.RETURN, "Something came late.")
    assert case_history(session, "homes", "001").late == ()


def test_evidence_and_alerts_are_told_under_their_question_and_visits_under_the_case(
    session: Session, scorer: Scorer
) -> None:
    cited = {"system": "nomis", "record": None, "date": "2016-03-04"}
    visit = {
        "reviewed_on": None,
        "outcome": "held",
        "interviewed": ["person"],
        "consent": "given",
        "note": None,
    }
    alert = {"step": "raised", "told_at": None, "words": None}
    changes = [
        Change(EntryKind.EVIDENCE, "home/0a0b0c0d", cited, (), "Case note"),
        Change(EntryKind.VISIT, "custody", visit, (), "In the visits hall."),
        Change(EntryKind.ALERT, "home/0a0b0c0e", alert, (), '{"told":"The governor","what":"A threat"}'),
    ]
    store_changes(session, scorer.actor, scorer.clock, scorer.open(), changes)
    assert said(session, "home") == [
        ("evidence", "NOMIS, Case note, 4 March 2016", "Stands"),
        ("alert", "Raised: A threat", "Stands"),
    ]
    told = case_history(session, "homes", "001")
    assert dict(told.said) == {"home": 2}
    assert [(each.kind.value, each.wording) for each in told.apart] == [
        ("visit", "In custody"),
        ("alert", "Was a home found?"),
    ]


def test_a_question_that_is_not_there_has_no_history(session: Session, scorer: Scorer) -> None:
    assert scorer
    with pytest.raises(NotThere, match="no question nothing"):
        answer_history(session, "homes", "001", "nothing")


def test_what_the_questionnaire_does_not_allow_is_told_as_it_was_said(
    session: Session, scorer: Scorer
) -> None:
    case = scorer.open()
    visit = {"reviewed_on": "soon", "outcome": 3, "interviewed": ["dog"], "consent": "given", "note": None}
    changes = [
        Change(EntryKind.EVIDENCE, "home/0a0b0c0d", {"system": "diary", "record": None, "date": "soon"}, ()),
        Change(EntryKind.EVIDENCE, "home/0a0b0c0e", [1, {"a": None}], ()),
        Change(EntryKind.VISIT, "custody", visit, (), "In the hall."),
        Change(
            EntryKind.ALERT, "home/0a0b0c0f", {"step": "seen", "told_at": None, "words": None}, (), "Not JSON"
        ),
        Change(EntryKind.ANSWER, "tried", ["hostel", 7], ()),
        Change(EntryKind.COMMENT, "tried", None, (), "It takes none."),
    ]
    for change in changes:
        store_changes(session, scorer.actor, scorer.clock, case, [change])
    verdicts = [verdict for _, _, verdict in said(session, "home") + said(session, "tried")]
    assert all(verdict.startswith("Kept, but not applied: ") for verdict in verdicts)
    (visited, raised) = case_history(session, "homes", "001").apart
    assert "In the hall." in visited.words
    assert "Not JSON" in raised.words
