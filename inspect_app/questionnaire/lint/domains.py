"""The few answers and attribute values that a set of tests can tell apart."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations

from inspect_app.questionnaire.conditions import Answer, Blank
from inspect_app.questionnaire.lint.parts import values_in
from inspect_app.questionnaire.model import Option, Question, QuestionType
from inspect_app.questionnaire.part import Limit
from inspect_app.questionnaire.routing import AttributeTest, QuestionTest

Tests = Sequence[QuestionTest | AttributeTest]
_MOST_COMBINED = 6
_STEPS = {QuestionType.WHOLE_NUMBER: Decimal(1), QuestionType.DECIMAL: Decimal("0.001")}


def values_apart(attribute: str, options: Sequence[str], tests: Tests) -> list[str]:
    """The values of an attribute that the tests name, and one they do not."""
    own = [test for test in tests if isinstance(test, AttributeTest) and test.attribute == attribute]
    named = list(dict.fromkeys(value for test in own for value in values_in(test)))
    others = [value for value in options or ["(another)"] if value not in named]
    return named + others[:1]


def answers_apart(question: Question, options: Sequence[Option], tests: Tests) -> list[Answer]:
    """The answers to a question that the tests of it tell apart, and its blank when it may stay empty."""
    own = [test for test in tests if isinstance(test, QuestionTest) and test.question == question.id]
    answers: list[Answer]
    if question.type is QuestionType.CHOICE:
        answers = [option.value for option in _apart(options, own)]
    elif question.type is QuestionType.CHOICES:
        answers = _mixes(_apart(options, own))
    elif question.type is QuestionType.TEXT:
        answers = ["text"]
    else:
        answers = _amounts(question, [test.operand for test in own])
    return answers if question.required else [*answers, Blank.NONE]


def _apart(options: Sequence[Option], tests: Sequence[QuestionTest]) -> list[Option]:
    named = {value for test in tests for value in values_in(test)}
    others = [option for option in options if option.value not in named]
    return [option for option in options if option.value in named] + others[:1]


def _mixes(options: Sequence[Option]) -> list[Answer]:
    """Every way to choose several of the options; some of them rule the others out."""
    alone = [option.value for option in options if option.stands_alone]
    together = [option.value for option in options if option.value not in alone][:_MOST_COMBINED]
    sizes = range(1, len(together) + 1)
    mixes = chain.from_iterable(combinations(together, size) for size in sizes)
    return [*([value] for value in alone), *(list(mix) for mix in mixes)]


def _amounts(question: Question, operands: Sequence[object]) -> list[Answer]:
    """Numbers or dates on, just below and just above each limit, as far as the question allows them."""
    marks = [
        mark for mark in (*operands, question.minimum, question.maximum) if isinstance(mark, Decimal | date)
    ]
    if question.type is QuestionType.DATE:
        known = [mark for mark in marks if isinstance(mark, date)] or [date(2016, 1, 1)]
        days = [mark + timedelta(days=way) for mark in known for way in (-1, 0, 1)]
        return [day.isoformat() for day in days if _allowed(question, day)]
    step = _STEPS[question.type]
    numbers = [mark + way * step for mark in marks if isinstance(mark, Decimal) for way in (-1, 0, 1)]
    allowed = [number for number in numbers or [Decimal(0)] if _allowed(question, number)]
    if question.type is QuestionType.WHOLE_NUMBER:
        return [int(number) for number in allowed]
    return [format(number, "f") for number in allowed]


def _allowed(question: Question, value: Limit) -> bool:
    low, high = question.minimum, question.maximum
    above = low is None or (type(low) is type(value) and low <= value)  # type: ignore[operator]  # of one type
    below = high is None or (type(high) is type(value) and high >= value)  # type: ignore[operator]  # of one type
    return above and below
