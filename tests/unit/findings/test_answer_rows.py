"""The answers that count, one row per case and question, with free text left out."""

from inspect_app.findings.answer_rows import HEADER, answer_rows
from inspect_app.questionnaire.path import Path, walk
from tests.unit.findings.small_instrument import SMALL


def paths() -> list[tuple[str, Path]]:
    first = {
        "screening": "present",
        "help": ["housing", "debt"],
        "contacts": 3,
        "released": "2016-02-29",
        "story": "A name",
        "protection_enough": "na",
        "alerts_enough": "dk",
    }
    second = {"screening": "absent", "help": ["debt"]}
    return [("002", walk(SMALL, {}, second, ())), ("001", walk(SMALL, {}, first, ()))]


def test_one_row_per_case_and_question_in_order() -> None:
    rows = list(answer_rows(SMALL, paths()))
    assert len(HEADER) == 6
    assert [row[0] for row in rows] == ["001"] * 9 + ["002"] * 9
    assert rows[:9] == [
        ("001", "plan", "screening", "present", "Present", "answered"),
        ("001", "plan", "help", "housing;debt", "Housing; Debt", "answered"),
        ("001", "plan", "contacts", "3", "3", "answered"),
        ("001", "plan", "miles", "", "", "not_answered"),
        ("001", "plan", "released", "2016-02-29", "29 February 2016", "answered"),
        ("001", "plan", "story", "", "", "answered"),
        ("001", "plan", "plan_enough", "", "", "not_answered"),
        ("001", "protection", "protection_enough", "na", "Not applicable", "not_applicable"),
        ("001", "protection", "alerts_enough", "dk", "Don't know", "dont_know"),
    ]


def test_a_parked_answer_is_not_exported() -> None:
    rows = list(answer_rows(SMALL, paths()))
    assert rows[10] == ("002", "plan", "help", "", "", "not_asked")


def test_texts_only_when_asked_for() -> None:
    rows = list(answer_rows(SMALL, paths(), with_texts=True))
    assert rows[5] == ("001", "plan", "story", "A name", "A name", "answered")
