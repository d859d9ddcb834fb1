import pytest

from inspect_app.questionnaire import codes
from tests.unit.questionnaire.small_questionnaire import Folder


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_options_missing(folder: Folder, kind: str) -> None:
    words = f"a {kind} question needs answers: an answer set or a list of options"
    folder.question("visits", f"id: visits\ntype: {kind} # <- {words}\ntext: How many?\n")
    folder.question("needs", f"id: needs\ntext: Which?\ntype: {kind}\nanswers: [] # <- {words}\n")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize("kind", ["whole_number", "decimal", "date", "text"])
def test_options_not_wanted(folder: Folder, kind: str) -> None:
    words = f"a {kind} question has no answers to choose from"
    folder.question("visits", f"id: visits\ntype: {kind}\ntext: How many?\nanswers: yes_no_na # <- {words}\n")
    assert folder.reports_what_it_says()


def test_too_many_options(folder: Folder) -> None:
    options = "".join(
        f"  - {{value: o{row}, label: Option {row}}}\n" for row in range(codes.MOST_OPTIONS + 1)
    )
    start = "id: visits\ntype: choice\ntext: Which?\nanswers: # <- a question can have at most 100 options\n"
    folder.question("visits", start + options)
    assert folder.reports_what_it_says()


@pytest.mark.parametrize("kind", ["choice", "choices", "text"])
def test_limits_not_wanted(folder: Folder, kind: str) -> None:
    answers = "" if kind == "text" else "answers: yes_no_na\n"
    folder.question(
        "visits",
        f"id: visits\ntype: {kind}\ntext: Which?\n{answers}"
        f"minimum: 1 # <- a {kind} question has no minimum\n"
        f"maximum: 9 # <- a {kind} question has no maximum\n",
    )
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("kind", "limit", "words"),
    [
        ("date", "3", "the minimum of a date question must be a date written yyyy-mm-dd"),
        ("decimal", "2016-01-01", "the minimum of a decimal question must be a number"),
        ("whole_number", "2016-01-01", "the minimum of a whole_number question must be a number"),
        ("whole_number", "0.5", "the minimum of a whole_number question must be a whole number"),
    ],
)
def test_limits_of_another_kind(folder: Folder, kind: str, limit: str, words: str) -> None:
    folder.question("visits", f"id: visits\ntype: {kind}\ntext: How many?\nminimum: {limit} # <- {words}\n")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("kind", "low", "high"), [("decimal", "2.5", "1"), ("date", "2016-02-01", "2016-01-31")]
)
def test_minimum_above_maximum(folder: Folder, kind: str, low: str, high: str) -> None:
    words = f"the minimum {low} is above the maximum {high}"
    folder.question(
        "visits", f"id: visits\ntype: {kind}\ntext: How many?\nmaximum: {high}\nminimum: {low} # <- {words}\n"
    )
    assert folder.reports_what_it_says()
