"""A tables.yaml becomes definitions: the default set first, then those that fit the questionnaire."""

import json
from pathlib import Path

import pytest

from inspect_app.fieldwork.find_tables import find_tables, find_words, lint_tables, report_folder
from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.load import load
from inspect_app.findings.specs.model import OwnTable, RowsOf, TableDefinition
from inspect_app.findings.specs.subject import questions_of
from inspect_app.findings.specs.words import TableWords
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.problems import Broken, NotThere
from inspect_app.questionnaire.text import Text
from tests.unit.findings.small_instrument import SMALL
from tests.unit.findings.specs.small_tables import TWO_POINTS, Tables

THROUGH_THE_GATE = find("through-the-gate")


def test_without_a_file_there_is_the_default_set(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL) == (default_tables(SMALL, TableWords()), [])


def test_own_tables_follow_the_default_set_or_stand_alone(tables: Tables) -> None:
    tables.table("instrument: small")
    made, _ = load(tables.path, TWO_POINTS)
    assert made[:-1] == default_tables(TWO_POINTS, TableWords())
    tables.write("default_tables: false\n" + (tables.path / "tables.yaml").read_text(encoding="utf-8"))
    assert [table.id for table in load(tables.path, TWO_POINTS)[0]] == ["here"]


def test_the_low_base_of_the_file_holds_for_tables_that_say_nothing(tables: Tables) -> None:
    tables.write(
        "low_base: 5\ntables:\n"
        "  - {id: one, title: One, rows: [{key_questions: all}]}\n"
        "  - {id: two, title: Two, rows: [{key_questions: all}], low_base: 20}\n"
    )
    made, _ = load(tables.path, TWO_POINTS)
    assert [table.low_base for table in made[-2:]] == [5, 20]
    assert {table.low_base for table in made[:-2]} == {5}


def test_the_words_of_the_file_are_those_of_the_default_set(tables: Tables) -> None:
    tables.write("words: {key_questions: The key questions}\n")
    (summary,) = (table for table in load(tables.path, SMALL)[0] if table.id == "key_questions")
    assert summary.title == Text("The key questions")


def test_a_table_for_another_questionnaire_is_left_out_unchecked(tables: Tables) -> None:
    tables.table("instrument: other", "base: {question: of_the_other, is: yes}")
    assert tables.load() == ()


def test_a_table_for_any_questionnaire_is_left_out_where_something_is_missing(tables: Tables) -> None:
    tables.table("base: {question: of_another, is: yes}")
    made, problems = load(tables.path, TWO_POINTS)
    assert made == default_tables(TWO_POINTS, TableWords())
    assert [str(problem) for problem in problems] == [
        "tables.yaml:5: warning: this table is left out for small: there is no question “of_another”"
    ]


def test_a_table_for_this_questionnaire_must_fit_it(tables: Tables) -> None:
    tables.table("instrument: small", "base: {question: of_another, is: yes}")
    made, problems = load(tables.path, TWO_POINTS)
    assert made == ()
    assert [problem.severity for problem in problems] == ["error"]


def test_a_table_that_no_questionnaire_can_have_is_a_mistake_for_the_report(tables: Tables) -> None:
    tables.table("base: {question: screening_completed, is: present}")
    assert lint_tables(tables.path, [SMALL, THROUGH_THE_GATE], None) == []
    (problem,) = lint_tables(tables.path, [SMALL, THROUGH_THE_GATE], "small")
    assert "left out for small" in problem.message
    assert problem.severity == "warning"
    tables.table("base: {question: nowhere, is: present}")
    (problem,) = lint_tables(tables.path, [SMALL, THROUGH_THE_GATE], None)
    assert str(problem) == (
        "tables.yaml:5: this table fits no questionnaire: "
        "left out for small: there is no question “nowhere”; "
        "left out for through-the-gate: there is no question “nowhere”"
    )
    tables.table("instrument: smal")
    (problem,) = lint_tables(tables.path, [SMALL], None)
    assert str(problem) == "tables.yaml:5: there is no questionnaire “smal”; is “small” meant?"


def test_a_table_comes_back_from_json(tables: Tables) -> None:
    tables.table(
        "subtitle: {en: There, cy: Yno}",
        "break: {area: team}",
        "filter: {all: [{attribute: rosh, is: low}, {question: contacts, at_least: 3}]}",
        "base: {question: screening, any_of: [present, blank]}",
        "weight: {attribute: load}",
        "interval: wilson",
    )
    made, _ = load(tables.path, TWO_POINTS)
    for table in made:
        text = table.model_dump_json(by_alias=True, exclude_none=True)
        again = TableDefinition.model_validate(json.loads(text))
        assert again.model_dump() == table.model_dump()
    assert isinstance(made[-1], OwnTable)
    assert OwnTable.model_validate_json(made[-1].model_dump_json(by_alias=True)) == made[-1]


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        (RowsOf(sections=("protection", "nowhere")), ["protection_enough", "alerts_enough"]),
        (RowsOf(questions=("miles", "nothing", "help")), ["miles", "help"]),
        (RowsOf(key_questions="all"), ["plan_enough", "protection_enough", "alerts_enough"]),
        (RowsOf(key_questions=("alerts_enough",)), ["alerts_enough"]),
    ],
)
def test_rows_are_of_questions_in_order(rows: RowsOf, ids: list[str]) -> None:
    assert [question.id for question in questions_of(rows, SMALL)] == ids


def test_all_questions_and_all_sections_are_every_question() -> None:
    assert questions_of(RowsOf(questions="all"), SMALL) == SMALL.questions
    assert questions_of(RowsOf(sections="all"), SMALL) == SMALL.questions


def test_the_tables_that_ship_have_nothing_wrong_and_are_in_english_and_welsh() -> None:
    assert lint_tables(report_folder(), [THROUGH_THE_GATE], None) == []
    own = [table for table in find_tables(THROUGH_THE_GATE) if table.kind is None]
    assert len(own) == 5
    assert {frozenset(table.title.languages()) for table in own} == {frozenset({"en", "cy"})}
    assert find_tables(THROUGH_THE_GATE) is find_tables(THROUGH_THE_GATE)
    assert [table.id for table in find_tables(SMALL) if table.kind is None] == ["key_questions_by_unit"]


def test_a_report_there_is_not_is_said_with_those_there_are() -> None:
    with pytest.raises(NotThere, match=r"no report “annual”. Those there are: inspection-report"):
        find_tables(SMALL, "annual")
    with pytest.raises(NotThere, match=r"no questionnaire “large”. Those there are: small"):
        lint_tables(report_folder(), [SMALL], "large")


def test_tables_with_a_mistake_are_not_used(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect_app.fieldwork.find_tables.report_folder", lambda _name: tables.path)
    tables.table("instrument: small", "base: {question: of_another, is: yes}")
    with pytest.raises(Broken, match=r"tables.yaml:6: there is no question “of_another”. Run inspect-app"):
        find_tables(SMALL)
    assert find_words() == TableWords()


def test_words_with_a_mistake_are_not_used(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect_app.fieldwork.find_tables.report_folder", lambda _name: tables.path)
    tables.write("words: {sum: Sum}\n")
    with pytest.raises(Broken, match=r"tables\.yaml:1"):
        find_words()
