from hypothesis import given
from hypothesis import strategies as st

from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.conditions import OPERATORS, Answer, Blank, evaluate
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.routing import AttributeTest, QuestionTest
from tests.unit.questionnaire.definitions import QUICK, cases, values


def test_every_operator_that_can_be_written_is_in_the_table() -> None:
    written = {name.rstrip("_") for name in (*QuestionTest.operators(), *AttributeTest.operators())}
    assert written == set(OPERATORS)


@QUICK
@given(cases(), st.data())
def test_what_can_be_told_stays_so_whatever_is_answered(
    case: tuple[Definition, dict[str, str], dict[str, Value]], data: st.DataObject
) -> None:
    asked, attributes, answers = case
    awaited: dict[str, Answer] = {
        question.id: answers.get(question.id, Blank.AWAITED) for question in asked.questions
    }
    answered = {
        question.id: answers[question.id] if question.id in answers else data.draw(values(question))
        for question in asked.questions
    }
    for question in asked.questions:
        if question.ask_when is not None:
            early = evaluate(question.ask_when, awaited, attributes)
            late = evaluate(question.ask_when, answered, attributes)
            assert late is not None
            assert early in (None, late)
