import pytest

from tests.unit.questionnaire.small_questionnaire import Folder


def test_asked_later(folder: Folder) -> None:
    folder.question(
        "plan_made",
        "ask_when: {question: visits, at_least: 1} # <- the condition depends on “visits”, asked later\n",
    )
    folder.question(
        "visits",
        "ask_when:\n  not:\n"
        "    {question: visits, answered: true} # <- the condition depends on the question's own answer\n",
    )
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("question", "test", "kind", "fitting"),
    [
        ("plan_made", "at_least: 1", "choice", "answered, any_of, is"),
        ("needs", "at_most: 1", "choices", "answered, any_of, is"),
        ("visits", "is: 3", "whole_number", "answered, at_least, at_most"),
        ("plan_date", "any_of: [x]", "date", "answered, at_least, at_most"),
    ],
)
def test_operator_for_another_type(folder: Folder, question: str, test: str, kind: str, fitting: str) -> None:
    words = f"{test.partition(':')[0]} cannot test “{question}”, a {kind} question: use {fitting}"
    folder.question("plan_good", f"ask_when: {{question: {question}, {test}}} # <- {words}\n")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("question: visits, at_least: 2016-01-01", "“visits” must be compared with a number"),
        ("question: plan_date, at_most: 3", "“plan_date” must be compared with a date written yyyy-mm-dd"),
    ],
)
def test_limit_of_another_kind(folder: Folder, test: str, words: str) -> None:
    folder.question("plan_good", f"ask_when: {{{test}}} # <- {words}\n")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize("test", ["is: perhaps", "any_of: [yes, perhaps]"])
def test_answer_not_an_option(folder: Folder, test: str) -> None:
    words = "“perhaps” is not an answer to “plan_made” (yes, no, na)"
    folder.question("visits", f"ask_when: {{question: plan_made, {test}}} # <- {words}\n")
    assert folder.reports_what_it_says()


def test_value_not_an_option(folder: Folder) -> None:
    words = "“medium” is not a value of “rosh” (low, high)"
    folder.question(
        "visits",
        f"ask_when:\n  all:\n    - {{attribute: rosh, any_of: [high, medium]}} # <- {words}\n"
        "    - {attribute: cluster, is: North}\n",
    )
    assert folder.reports_what_it_says()


def test_strata_on_questions(folder: Folder) -> None:
    words = "a stratum can only use case attributes, not answers"
    folder.manifest(
        ("when: {attribute: rosh, is: low}}", f"when: {{question: plan_made, is: yes}}}} # <- {words}")
    )
    assert folder.reports_what_it_says()
