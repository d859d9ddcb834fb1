import pytest

from tests.unit.questionnaire.small_questionnaire import Folder

NEVER = "this question can never be asked: nothing meets its condition"


@pytest.mark.parametrize(
    "condition",
    [
        "all: [{question: plan_made, is: yes}, {question: plan_made, is: no}]",
        "all: [{attribute: rosh, is: low}, {attribute: rosh, is: high}]",
        "all: [{attribute: cluster, is: North}, {attribute: cluster, is: South}]",
        "not: {any: [{attribute: rosh, is: low}, {not: {attribute: rosh, is: low}}]}",
        "all: [{question: visits, at_least: 5}, {question: visits, at_most: 4}]",
        "question: visits, at_least: 61",
        "all: [{question: plan_date, at_most: 2016-01-01}, {question: plan_date, at_least: 2016-01-02}]",
        "all: [{question: plan_made, is: no}, {question: plan_date, answered: true}]",
        "all: [{question: needs, is: none}, {question: needs, is: home}]",
        "not: {question: visits, answered: true}",
    ],
)
def test_never_asked(folder: Folder, condition: str) -> None:
    folder.question("plan_good", f"ask_when: {{{condition}}} # <- {NEVER}\n")
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    "condition",
    [
        "all: [{question: needs, is: work}, {question: needs, is: home}]",
        "not: {question: needs, answered: true}",
        "not: {question: plan_date, answered: true}",
        "all: [{question: needs, answered: true}, {not: {question: needs, any_of: [work, home]}}]",
        "all: [{question: visits, at_least: 5}, {question: visits, at_most: 5}]",
        "question: visits, at_least: 60",
        "not: {any: [{attribute: cluster, is: North}, {attribute: cluster, is: South}]}",
        "all: [{question: plan_date, at_most: 2016-01-01}, {question: plan_date, at_least: 2016-01-01}]",
    ],
)
def test_a_condition_that_some_case_meets_is_let_be(folder: Folder, condition: str) -> None:
    folder.question("plan_good", f"ask_when: {{{condition}}}\n")
    assert folder.reported() == []


def test_a_decimal_between_two_limits_is_found(folder: Folder) -> None:
    folder.question("visits", "id: visits\ntype: decimal\ntext: How long?\nminimum: 0.5\nmaximum: 2\n")
    folder.question(
        "plan_good",
        "ask_when: {not: {any: [{question: visits, at_least: 1.001}, {question: visits, at_most: 1}]}}",
    )
    assert len(folder.reported()) == 1
    folder.question(
        "plan_good",
        "ask_when: {not: {any: [{question: visits, at_least: 1.002}, {question: visits, at_most: 1}]}}",
    )
    assert folder.reported() == []


def test_a_text_that_may_stay_empty_and_numbers_without_limits_are_tried(folder: Folder) -> None:
    folder.question("visits", "id: visits\ntype: text\ntext: Why?\nrequired: false\n")
    folder.question("needs", "id: needs\ntype: decimal\ntext: How long?\n")
    folder.question("plan_date", "id: plan_date\ntype: date\ntext: When?\n")
    tests = ", ".join(f"{{question: {name}, answered: true}}" for name in ("visits", "needs", "plan_date"))
    folder.question(
        "plan_good",
        f"ask_when: {{all: [{tests}, {{not: {{question: visits, answered: true}}}}]}} # <- {NEVER}",
    )
    assert folder.reports_what_it_says()
    folder.question("plan_good", f"ask_when: {{all: [{tests}]}}")
    assert folder.reported() == []


def test_too_many_cases_to_try_blame_nobody(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.question(
        "plan_good", "ask_when: {all: [{question: visits, at_least: 5}, {question: visits, at_most: 4}]}"
    )
    assert len(folder.reported()) == 1
    monkeypatch.setattr("inspect_app.questionnaire.lint.reach.MOST_TRIED", 2)
    assert folder.reported() == []


def test_empty_strata(folder: Folder) -> None:
    folder.manifest(
        (
            "when: {attribute: rosh, is: low}}",
            (
                "when: {all: [{attribute: rosh, is: low}, {attribute: rosh, is: high}]}}"
                " # <- no case can belong to this stratum: nothing meets its condition"
            ),
        )
    )
    assert folder.reports_what_it_says()
