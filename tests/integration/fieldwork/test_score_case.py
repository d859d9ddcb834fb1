import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.policies import can_edit, can_move
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.path import Asked, Status
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session
from tests.integration.fieldwork.scoring import COMPLETE, Scorer


def saves_of(scorer: Scorer) -> int:
    """How many saves the whole database holds, but for the one of the inspection beside."""
    return int(scorer.session.execute(text("SELECT count(*) FROM save")).scalar_one()) - 1


@contextmanager
def counted_queries(session: Session) -> Iterator[list[str]]:
    """The queries that are run meanwhile."""
    run: list[str] = []
    engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def other(scorer: Scorer) -> Scorer:
    """A colleague on another device."""
    return replace(scorer, actor=Actor("sam.inspector", "laptop-8"))


def test_a_new_case_has_everything_to_do(scorer: Scorer) -> None:
    case = scorer.open()
    assert (case.status, case.inspection.ref, case.reference) == (CaseStatus.ALLOCATED, "homes", "001")
    assert (case.answers, case.comments, case.heads, case.conflicts, case.history) == ({}, {}, {}, (), ())
    assert case.path.unanswered == ("home", "visits", "left_on")
    assert case.path.asked["tried"] is Asked.CANNOT_TELL_YET
    assert can_edit(case.status)
    assert [action for action in Action if can_move(case, action)] == [Action.WITHDRAW]


def test_answers_of_every_kind_are_kept_as_values(scorer: Scorer) -> None:
    result = scorer.save(
        {
            "home": "no",
            "tried": ["family", "hostel"],
            "visits": "3",
            "left_on": ["4", "3", "2016"],
            "summary": "A long story.",
        },
        {"home": "None was free."},
    )
    case = scorer.open()
    assert (result.saved, result.problems) == (6, {})
    assert case.status is CaseStatus.IN_PROGRESS
    assert case.answers == {
        "home": "no",
        "tried": ["hostel", "family"],
        "visits": 3,
        "left_on": "2016-03-04",
        "summary": "A long story.",
    }
    assert case.comments == {"home": "None was free."}
    assert case.path.counted["summary"].value == "A long story."
    assert case.path.complete


def test_words_stand_in_clear_in_one_table_only(scorer: Scorer) -> None:
    scorer.save({"home": "no", "summary": "A secret answer."}, {"home": "A secret comment."})
    scorer.save({**COMPLETE, "home": "yes"})
    scorer.move(Action.SUBMIT)
    scorer.move(Action.RETURN, "A secret reason.")
    stored = {
        "save": "SELECT entries FROM save",
        "state": "SELECT state FROM assessment_state",
        "access_log": "SELECT detail FROM access_log",
        "save_text": "SELECT text FROM save_text",
    }
    holding = {
        name: sum("secret" in str(value) for value in scorer.session.scalars(text(query)))
        for name, query in stored.items()
    }
    assert holding == {"save": 0, "state": 0, "access_log": 0, "save_text": 3}


def test_a_bad_answer_keeps_no_other_back(scorer: Scorer) -> None:
    result = scorer.save({"home": "yes", "visits": "many", "left_on": "31/02/2016"}, {"tried": "Not here."})
    assert result.saved == 1
    assert result.problems == {
        "answer:visits": "Enter a whole number in figures, such as 3",
        "answer:left_on": "Enter a real date as day, month and year, such as 27/3/2016",
        "comment:tried": "This question takes no comment",
    }
    assert scorer.open().answers == {"home": "yes"}


def test_nothing_but_problems_makes_no_save(scorer: Scorer) -> None:
    assert scorer.save({"visits": "51"}).saved == 0
    assert saves_of(scorer) == 0
    assert scorer.open().status is CaseStatus.ALLOCATED


def test_an_unchanged_page_makes_no_save(scorer: Scorer) -> None:
    page = {"home": "yes", "visits": "3", "tried": [], "summary": "Word."}
    scorer.save(page, {"home": "Well."})
    assert scorer.save(page, {"home": "Well.\r\n", "visits": ""}).saved == 0
    assert saves_of(scorer) == 1


def test_only_what_changed_becomes_an_entry(scorer: Scorer) -> None:
    scorer.save(COMPLETE)
    assert scorer.save({**COMPLETE, "visits": "4"}).saved == 1
    entries = [
        json.loads(one)
        for one in scorer.session.scalars(text("SELECT entries FROM save ORDER BY received_at"))
    ]
    assert [entry["subject"] for entry in entries[-1]] == ["visits"]


def test_an_answer_can_be_cleared(scorer: Scorer) -> None:
    scorer.save({"home": "yes", "summary": "Word."}, {"home": "Well."})
    assert scorer.save({"home": "", "summary": ""}, {"home": ""}).saved == 3
    case = scorer.open()
    assert (case.answers, case.comments) == ({}, {})
    assert case.path.counted["home"].status is Status.NOT_ANSWERED
    assert case.status is CaseStatus.IN_PROGRESS


def test_a_stale_page_makes_a_conflict_and_never_overwrites(scorer: Scorer) -> None:
    stale = scorer.open()
    scorer.save({"home": "yes", "visits": "3"})
    result = other(scorer).save({"home": "no", "visits": "3"}, case=stale)
    case = scorer.open()
    assert result.problems == {}
    [conflict] = case.conflicts
    assert (conflict.kind, conflict.subject) == ("answer", "home")
    assert {(version.shown, version.author) for version in conflict.versions} == {
        ("Yes", "pat.inspector"),
        ("No", "sam.inspector"),
    }
    assert {version.entry for version in conflict.versions} == set(case.heads["answer:home"])
    assert case.answers == {"visits": 3}
    assert case.path.asked["tried"] is Asked.CANNOT_TELL_YET
    assert not can_move(case, Action.SUBMIT)
    assert [(line.reference, line.conflicts) for line in list_cases(scorer.session, "homes")] == [
        ("001", 1),
        ("002", 0),
        ("003", 0),
    ]


def test_a_stale_page_does_not_undo_what_it_left_alone(scorer: Scorer) -> None:
    scorer.save({"home": "yes", "visits": "3"})
    stale = scorer.open()
    scorer.save({"home": "na"})
    assert scorer.save({"home": "yes", "visits": "4"}, case=stale).saved == 1
    assert scorer.open().answers == {"home": "na", "visits": 4}


def test_a_conflict_about_words_shows_them(scorer: Scorer) -> None:
    stale = scorer.open()
    scorer.save({"summary": "Mine."}, {"home": "My view."})
    scorer.save({"summary": "Yours."}, {"home": "Your view."}, case=stale)
    shown = {
        (conflict.kind, conflict.subject): {version.shown for version in conflict.versions}
        for conflict in scorer.open().conflicts
    }
    assert shown == {
        ("answer", "summary"): {"Mine.", "Yours."},
        ("comment", "home"): {"My view.", "Your view."},
    }


def test_clearing_against_a_change_is_a_conflict_too(scorer: Scorer) -> None:
    scorer.save({"home": "yes"}, {"home": "Well."})
    stale = scorer.open()
    scorer.save({"home": "na"}, {"home": "Better."})
    scorer.save({"home": ""}, {"home": ""}, case=stale)
    shown = [{version.shown for version in conflict.versions} for conflict in scorer.open().conflicts]
    assert shown == [{"Not applicable", "No answer"}, {"Better.", "No comment"}]


@pytest.mark.parametrize("choice", ["", "yes", "no", "na"])
def test_a_page_that_showed_a_conflict_does_not_settle_it(scorer: Scorer, choice: str) -> None:
    stale = scorer.open()
    scorer.save({"home": "yes"})
    other(scorer).save({"home": "no"}, case=stale)
    result = scorer.save({"home": choice, "visits": "2"})
    assert (result.saved, list(result.problems)) == (1, ["answer:home"] if choice else [])
    assert len(scorer.open().heads["answer:home"]) == 2
    scorer.save({"home": "na"}, case=stale)
    assert [len(conflict.versions) for conflict in scorer.open().conflicts] == [3]


def test_an_answer_routed_out_is_parked_and_comes_back(scorer: Scorer) -> None:
    scorer.save({"home": "no", "tried": ["hostel"]}, {"home": "None was free."})
    scorer.save({"home": "yes"})
    case = scorer.open()
    assert case.parked == ("tried",)
    assert case.path.counted["tried"].status is Status.NOT_ASKED
    assert case.answers["tried"] == ["hostel"]
    scorer.save({"home": "no"})
    case = scorer.open()
    assert case.parked == ()
    assert case.path.counted["tried"].value == ["hostel"]


def test_a_comment_that_is_owed_is_to_do(scorer: Scorer) -> None:
    scorer.save({**COMPLETE, "home": "no", "tried": ["hostel"]})
    assert scorer.open().path.comments_owed == ("home",)
    [line, *_] = list_cases(scorer.session, "homes")
    assert (line.answered, line.to_do, line.status) == (4, 1, CaseStatus.IN_PROGRESS)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([Action.SUBMIT], "This case is submitted. It must be returned before its answers can change."),
        (
            [Action.SUBMIT, Action.SIGN_OFF],
            "This case is signed off. It must be re-opened before its answers can change.",
        ),
    ],
)
def test_a_closed_case_takes_no_answers(scorer: Scorer, steps: list[Action], message: str) -> None:
    scorer.save(COMPLETE)
    for step in steps:
        scorer.move(step)
    assert not can_edit(scorer.open().status)
    with pytest.raises(UserError) as refused:
        scorer.save({"visits": "4"})
    assert str(refused.value) == message
    assert scorer.open().answers["visits"] == 3


@pytest.mark.parametrize(
    ("ref", "reference", "message"),
    [
        ("homes", "999", "There is no case 999 in inspection homes."),
        ("north", "001", "There is no inspection north. See inspect-app inspection list."),
    ],
)
def test_an_unknown_case_is_an_error(scorer: Scorer, ref: str, reference: str, message: str) -> None:
    with pytest.raises(UserError) as refused:
        replace(scorer, ref=ref).open(reference)
    assert str(refused.value) == message


def test_a_case_opens_and_cases_are_listed_in_as_many_queries_however_much_was_saved(scorer: Scorer) -> None:
    scorer.save({"visits": "9"}, {"home": "View 9."})
    with counted_queries(scorer.session) as at_first:
        scorer.open()
        list_cases(scorer.session, "homes")
    for number in range(5):
        scorer.save({"visits": str(number)}, {"home": f"View {number}."})
    with counted_queries(scorer.session) as later:
        scorer.open()
        list_cases(scorer.session, "homes")
    assert len(later) == len(at_first) <= 6
