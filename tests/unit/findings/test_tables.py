"""The default tables: which there are, their rows in order, their columns with the total first."""

import pytest

from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.figures import Column, Measure, TableKind
from inspect_app.findings.specs.words import Phrasing, TableWords
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from tests.unit.findings.small_instrument import (
    BODY,
    SMALL,
    Case,
    answered,
    default_set,
    facts_of,
    matrix_of,
    snapshot_of,
)

CASES: list[Case] = [
    ({"rosh": "high", "ldu": "North"}, {"screening": "present", "help": ["housing"], "contacts": 4}),
    ({"rosh": "low", "ldu": "East"}, {"screening": "present", "help": ["housing", "debt"], "contacts": 1}),
    ({"rosh": "low"}, {"screening": "absent", "released": "2016-03-01", "protection_enough": "yes"}),
]


def test_the_default_set() -> None:
    assert [spec.id for spec in default_set()] == [
        "section.plan",
        "key_question.plan_enough",
        "section.protection",
        "key_question.protection_enough",
        "key_question.alerts_enough",
        "key_questions",
        "key_questions.by.rosh",
    ]


def test_the_default_set_broken_down_by_an_attribute() -> None:
    assert [spec.id for spec in default_set(SMALL, "ldu")] == [
        "section.plan.by.ldu",
        "key_question.plan_enough.by.ldu",
        "section.protection.by.ldu",
        "key_question.protection_enough.by.ldu",
        "key_question.alerts_enough.by.ldu",
        "key_questions.by.ldu",
    ]


def test_an_instrument_without_key_questions_has_section_tables_only() -> None:
    body = BODY | {
        "standards": [],
        "sections": [BODY["sections"][0] | {"questions": ["screening"]}],
        "questions": [BODY["questions"][0]],
    }
    assert [spec.id for spec in default_set(Definition.model_validate(body))] == ["section.plan"]


def test_a_section_of_words_only_needs_no_note() -> None:
    sections = [
        BODY["sections"][0] | {"questions": ["story"]},
        BODY["sections"][1] | {"questions": [one for one in SMALL.by_id if one != "story"]},
    ]
    story = next(one for one in BODY["questions"] if one["id"] == "story")
    others = [one for one in BODY["questions"] if one["id"] != "story"]
    definition = Definition.model_validate(BODY | {"sections": sections, "questions": [story, *others]})
    assert snapshot_of([], definition).table("section.plan").notes == ()


def test_titles_name_the_break() -> None:
    titles = {spec.id: str(spec.title) for by in ("rosh", "ldu") for spec in default_set(SMALL, by)}
    assert titles["section.plan.by.rosh"] == "Plan, by risk of serious harm"
    assert titles["key_questions.by.ldu"] == "Key questions: cases judged sufficient, by LDU"


def test_rows_are_in_the_order_of_questions_and_options() -> None:
    table = snapshot_of(CASES).table("section.plan")
    assert [row.id for row in table.rows] == [
        *("screening.present", "screening.blank", "screening.absent"),
        *("help.housing", "help.debt"),
        *("contacts.mean", "contacts.median", "contacts.lowest", "contacts.highest"),
        *("miles.mean", "miles.median", "miles.lowest", "miles.highest"),
        *("released.earliest", "released.latest"),
        "story.answered",
        *("plan_enough.fully", "plan_enough.mostly", "plan_enough.no"),
    ]
    assert table.rows[0].label == "Present"
    assert table.rows[0].question_text == "Was there a screening?"
    assert "A case can have several answers to “What help was given?”." in table.notes


def test_the_total_comes_first_and_values_in_the_order_of_the_attribute() -> None:
    table = snapshot_of(CASES).table("key_questions.by.rosh")
    assert table.columns == (
        Column("total", "All cases", 3),
        Column("low", "Low", 2),
        Column("medium", "Medium", 0),
        Column("high", "High", 1),
    )
    row = next(row for row in table.rows if row.question == "protection_enough")
    assert [cell.numerator for cell in row.cells] == [1, 1, 0, 0]
    assert row.options == ("yes",)


def test_an_attribute_without_options_and_cases_without_a_value() -> None:
    columns = snapshot_of(CASES, break_by="ldu").table("section.plan.by.ldu").columns
    assert [(column.id, column.label) for column in columns] == [
        ("total", "All cases"),
        ("East", "East"),
        ("North", "North"),
        ("", "Not recorded"),
    ]


def test_statistics_are_broken_down_too() -> None:
    table = snapshot_of(CASES, break_by="rosh").table("section.plan.by.rosh")
    means = next(row for row in table.rows if row.id == "contacts.mean")
    assert means.measure is Measure.MEAN
    assert [cell.value for cell in means.cells] == ["2.5", "1", None, "4"]
    assert [cell.denominator for cell in means.cells] == [2, 1, 0, 1]


def test_a_key_question_table_names_its_question() -> None:
    table = snapshot_of(CASES).table("key_question.plan_enough")
    assert (table.kind, table.section, table.question) == (TableKind.KEY_QUESTION, "plan", "plan_enough")
    assert snapshot_of(CASES).table("section.plan").question is None


def test_an_unknown_attribute_is_a_plain_error() -> None:
    with pytest.raises(UserError, match=r"“shoe_size”\. This questionnaire has: rosh, ldu"):
        snapshot_of(CASES, break_by="shoe_size")


def test_an_instrument_without_attributes_says_so() -> None:
    with pytest.raises(UserError, match="has: none"):
        default_set(Definition.model_validate(BODY | {"attributes": []}), "rosh")


def test_texts_are_in_the_language_asked_for() -> None:
    matrix = matrix_of(CASES)
    snapshot = build_snapshot(
        matrix, facts_of(matrix), tables=default_set(), phrasing=Phrasing(TableWords(), "cy")
    )
    assert snapshot.table("section.protection").title == "Diogelu'r cyhoedd"
    assert snapshot.instrument.title == "Offeryn bach"
    assert snapshot.table("key_questions").columns[0].label == "Pob achos"
    assert snapshot.language == "cy"


def test_a_snapshot_says_what_it_was_made_from() -> None:
    snapshot = snapshot_of(CASES)
    assert snapshot.instrument.structure_hash == matrix_of(CASES).structure_hash
    assert snapshot.counted == ("001", "002", "003")
    assert [(section.id, section.point_title) for section in snapshot.sections] == [
        ("plan", "In custody"),
        ("protection", "In custody"),
    ]
    assert snapshot.sections[0].tables == ("section.plan", "key_question.plan_enough")


def test_only_signed_off_cases_are_counted() -> None:
    with pytest.raises(ValueError, match="1 cases are counted, but 3 are to be"):
        build_snapshot(matrix_of(answered("screening", present=1)), facts_of(matrix_of(CASES)), tables=())
