"""The tests inside conditions, each with its place, for the checks to go through."""

from collections.abc import Iterator, Mapping
from datetime import date

from inspect_app.questionnaire.draft import Draft, Place
from inspect_app.questionnaire.model import Question, QuestionType
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.routing import AllOf, AnyOf, AttributeTest, Not, QuestionTest
from inspect_app.questionnaire.source import Steps

_FOR_OPTIONS = frozenset({"is", "any_of", "answered"})
_FOR_AMOUNTS = frozenset({"at_least", "at_most", "answered"})
FITTING: Mapping[QuestionType, frozenset[str]] = {
    QuestionType.CHOICE: _FOR_OPTIONS,
    QuestionType.CHOICES: _FOR_OPTIONS,
    QuestionType.WHOLE_NUMBER: _FOR_AMOUNTS,
    QuestionType.DECIMAL: _FOR_AMOUNTS,
    QuestionType.DATE: _FOR_AMOUNTS,
    QuestionType.TEXT: frozenset({"answered"}),
}
"""The operators that can be used on each type of question."""


def _walk(condition: Part, steps: Steps) -> Iterator[tuple[QuestionTest | AttributeTest, Steps]]:
    match condition:
        case AllOf():
            for row, part in enumerate(condition.all):
                yield from _walk(part, (*steps, "all", row))
        case AnyOf():
            for row, part in enumerate(condition.any):
                yield from _walk(part, (*steps, "any", row))
        case Not():
            yield from _walk(condition.not_, (*steps, "not"))
        case QuestionTest() | AttributeTest():
            yield condition, steps


def tests_in(condition: Part) -> Iterator[QuestionTest | AttributeTest]:
    """Every test in a condition."""
    return (test for test, _ in _walk(condition, ()))


def tests_at(condition: Part, place: Place) -> Iterator[tuple[QuestionTest | AttributeTest, Place]]:
    """Every test in a condition that stands at a place, with its own place."""
    return ((test, place.at(*steps)) for test, steps in _walk(condition, ()))


def tests(draft: Draft) -> Iterator[tuple[QuestionTest | AttributeTest, Place]]:
    """Every test in the conditions of the questions, of the strata and exclusions, and of what is further."""
    for item in draft.questions:
        if item.part.ask_when is not None:
            yield from tests_at(item.part.ask_when, item.place.at("ask_when"))
    for condition, place in (*((one, place) for _, one, place in drawn_by(draft)), *draft.further):
        yield from tests_at(condition, place)


def drawn_by(draft: Draft) -> Iterator[tuple[str, Part, Place]]:
    """The conditions that a sample is drawn by, each with what it is of and its place."""
    for stratum in draft.strata:
        yield "a stratum", stratum.part.when, stratum.place.at("when")
    for exclusion in draft.exclusions:
        if exclusion.part.when is not None:
            yield "an exclusion", exclusion.part.when, exclusion.place.at("when")


def question_tests(draft: Draft) -> Iterator[tuple[QuestionTest, Place]]:
    """Every test of a question, in all conditions."""
    return ((test, place) for test, place in tests(draft) if isinstance(test, QuestionTest))


def attribute_tests(draft: Draft) -> Iterator[tuple[AttributeTest, Place]]:
    """Every test of an attribute, in all conditions."""
    return ((test, place) for test, place in tests(draft) if isinstance(test, AttributeTest))


def values_in(test: QuestionTest | AttributeTest) -> tuple[str, ...]:
    """The option values a test names."""
    return (test.is_,) if test.is_ is not None else test.any_of or ()


def values_at(test: QuestionTest | AttributeTest, place: Place) -> Iterator[tuple[str, Place]]:
    """The option values a test names, each with its place."""
    for row, value in enumerate(values_in(test)):
        yield value, place.at("is") if test.is_ is not None else place.at("any_of", row)


def fits(test: QuestionTest, question: Question) -> bool:
    """Whether a test's operator, and the kind of its limit, suit the question."""
    if test.operator not in FITTING[question.type]:
        return False
    is_amount = test.operator in ("at_least", "at_most")
    return not is_amount or isinstance(test.operand, date) == (question.type is QuestionType.DATE)


def by_id(draft: Draft) -> dict[str, Question]:
    """The questions that could be read, by id, in order."""
    return {item.part.id: item.part for item in draft.questions}
