"""The tables that need no file keep their ids, titles and order."""

import pytest

from inspect_app.findings.figures import TableKind
from inspect_app.findings.specs.defaults import break_label, default_tables
from inspect_app.findings.specs.model import Break, RowsOf
from inspect_app.findings.specs.words import TableWords, fill_in, in_sentence
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.text import Text
from tests.unit.findings.small_instrument import BODY, SMALL

WORDS = TableWords()


def test_a_table_for_each_section_and_key_question_then_the_summary_and_its_breakdowns() -> None:
    made = default_tables(SMALL, WORDS)
    assert [(table.id, table.kind, table.title.into("en")) for table in made] == [
        ("section.plan", TableKind.SECTION, "Plan"),
        ("key_question.plan_enough", TableKind.KEY_QUESTION, "Did the plan do enough?"),
        ("section.protection", TableKind.SECTION, "Public protection"),
        ("key_question.protection_enough", TableKind.KEY_QUESTION, "Was enough done to protect the public?"),
        ("key_question.alerts_enough", TableKind.KEY_QUESTION, "Were alerts raised in time?"),
        ("key_questions", TableKind.KEY_QUESTIONS, "Key questions: cases judged sufficient"),
        (
            "key_questions.by.rosh",
            TableKind.BREAKDOWN,
            "Key questions: cases judged sufficient, by risk of serious harm",
        ),
    ]
    assert made[0].rows == (RowsOf(sections=("plan",)),)
    assert made[1].rows == (RowsOf(questions=("plan_enough",)),)
    assert made[-1].rows == (RowsOf(key_questions="all"),)
    assert made[-1].break_ == Break(attribute="rosh")


def test_with_a_break_every_one_has_it_and_says_so() -> None:
    made = default_tables(SMALL, WORDS, Break(attribute="ldu"))
    assert [table.id for table in made] == [
        "section.plan.by.ldu",
        "key_question.plan_enough.by.ldu",
        "section.protection.by.ldu",
        "key_question.protection_enough.by.ldu",
        "key_question.alerts_enough.by.ldu",
        "key_questions.by.ldu",
    ]
    assert {table.break_ for table in made} == {Break(attribute="ldu")}
    assert made[2].title == Text({"en": "Public protection, by LDU", "cy": "Diogelu'r cyhoedd, yn ôl LDU"})


@pytest.mark.parametrize(
    ("break_", "ending", "label"),
    [
        (Break(area="unit"), ".by.area.unit", "Delivery unit"),
        (Break(assessor=True), ".by.assessor", "Assessor"),
        (Break(point=True), ".by.point", "Assessment point"),
        (Break(attribute="rosh"), ".by.rosh", "Risk of serious harm"),
    ],
)
def test_each_kind_of_break_has_an_id_and_a_name(break_: Break, ending: str, label: str) -> None:
    assert all(table.id.endswith(ending) for table in default_tables(SMALL, WORDS, break_))
    assert break_label(SMALL, WORDS, break_).into("en") == label


def test_the_tables_of_through_the_gate_keep_their_ids() -> None:
    made = [table.id for table in default_tables(find("through-the-gate"), WORDS)]
    assert made[:2] == ["section.screening_and_plan", "key_question.screening_and_plan_sufficient"]
    assert made[-4:] == [
        "key_questions",
        "key_questions.by.sex",
        "key_questions.by.sentence_type",
        "key_questions.by.rosh",
    ]
    assert len(made) == len(set(made)) == 20


def test_without_key_questions_there_are_sections_alone() -> None:
    questions = [{key: one[key] for key in one if key != "key_question"} for one in BODY["questions"]]
    body = BODY | {"questions": questions, "standards": [], "ratings": []}
    made = default_tables(Definition.model_validate(body), WORDS)
    assert [table.id for table in made] == ["section.plan", "section.protection"]


def test_an_attribute_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"no case attribute “sex”. This questionnaire has: rosh, ldu"):
        default_tables(SMALL, WORDS, Break(attribute="sex"))
    without = Definition.model_validate(BODY | {"attributes": []})
    with pytest.raises(UserError, match="has: none"):
        break_label(without, WORDS, Break(attribute="sex"))


def test_words_are_put_together_in_every_language_of_either() -> None:
    pattern = Text({"en": "{title}, by {break}", "cy": "{title}, yn ôl {break}"})
    parts = {"title": Text("Plan"), "break": Text({"cy": "rhyw", "fr": "sexe"})}
    assert fill_in(pattern, parts) == Text(
        {"en": "Plan, by rhyw", "cy": "Plan, yn ôl rhyw", "fr": "Plan, by sexe"}
    )
    assert fill_in(Text("{title}!"), parts | {"break": Text("sex")}) == Text("Plan!")


def test_a_name_loses_its_capital_in_a_sentence_unless_it_is_an_abbreviation() -> None:
    assert in_sentence(Text({"en": "Sex", "cy": "Rhyw"})) == Text({"en": "sex", "cy": "rhyw"})
    assert in_sentence(Text("LDU")) == Text("LDU")
