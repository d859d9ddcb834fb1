"""Whether a condition holds: three-valued, from a closed table of operators."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.routing import AllOf, AnyOf, AttributeTest, Not, QuestionTest

Value = str | int | list[str]
Truth = bool | None
"""None: cannot be told yet."""


class Blank(Enum):
    """Why a question has no answer that counts."""

    AWAITED = "awaited"
    """It must still be answered, or it is not known yet whether it is asked."""
    NONE = "none"
    """It may stay empty, or it is not asked."""


Answer = Value | Blank
Answers = Mapping[str, Answer]
Attributes = Mapping[str, str]


def evaluate(condition: Part, answers: Answers, attributes: Attributes) -> Truth:
    """Whether a condition holds, given every earlier question's answer (or blank) and the case's attributes.

    Kleene's strong three-valued logic; a test of a blank is false, or untold while an answer is awaited.
    """
    return _EVALUATORS[type(condition)](condition, answers, attributes)


def _all(condition: AllOf, answers: Answers, attributes: Attributes) -> Truth:
    truths = [evaluate(part, answers, attributes) for part in condition.all]
    return False if False in truths else None if None in truths else True


def _any(condition: AnyOf, answers: Answers, attributes: Attributes) -> Truth:
    truths = [evaluate(part, answers, attributes) for part in condition.any]
    return True if True in truths else None if None in truths else False


def _not(condition: Not, answers: Answers, attributes: Attributes) -> Truth:
    truth = evaluate(condition.not_, answers, attributes)
    return None if truth is None else not truth


def _question(test: QuestionTest, answers: Answers, _attributes: Attributes) -> Truth:
    answer = answers[test.question]
    if isinstance(answer, Blank):
        return None if answer is Blank.AWAITED else False
    return OPERATORS[test.operator](answer, test.operand)


def _attribute(test: AttributeTest, _answers: Answers, attributes: Attributes) -> Truth:
    value = attributes.get(test.attribute)
    return value is not None and OPERATORS[test.operator](value, test.operand)


def _is(answer: Value, operand: object) -> bool:
    """For a question with several answers: whether this is one of them."""
    return operand in answer if isinstance(answer, list) else answer == operand


def _any_of(answer: Value, operand: tuple[str, ...]) -> bool:
    return any(_is(answer, value) for value in operand)


def _at_least(answer: str | int, operand: Decimal | date) -> bool:
    # Dates in ISO form sort as text, which spares parsing them at each save.
    return str(answer) >= str(operand) if isinstance(operand, date) else Decimal(answer) >= operand


def _at_most(answer: str | int, operand: Decimal | date) -> bool:
    return str(answer) <= str(operand) if isinstance(operand, date) else Decimal(answer) <= operand


def _answered(_answer: Value, _operand: object) -> bool:
    return True


# The lint refuses an operator that does not fit its question, so the tables' looser types lose nothing.
OPERATORS: dict[str, Callable[..., bool]] = {
    "is": _is,
    "any_of": _any_of,
    "at_least": _at_least,
    "at_most": _at_most,
    "answered": _answered,
}
_EVALUATORS: dict[type[Part], Callable[..., Truth]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    QuestionTest: _question,
    AttributeTest: _attribute,
}
