"""Options and limits go with the type of the question."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from inspect_app.questionnaire.codes import MOST_OPTIONS
from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.model import QuestionType
from inspect_app.questionnaire.problems import Problem

WITH_OPTIONS = frozenset({QuestionType.CHOICE, QuestionType.CHOICES})
WITH_LIMITS = frozenset({QuestionType.WHOLE_NUMBER, QuestionType.DECIMAL, QuestionType.DATE})
_LIMITS = ("minimum", "maximum")


def options_missing(draft: Draft) -> Iterator[Problem]:
    """A choice with nothing to choose from."""
    for item in draft.questions:
        if item.part.type in WITH_OPTIONS and draft.options(item.part) == ():
            place = item.place.at("type") if item.part.answers is None else item.place.at("answers")
            yield place.problem(
                f"a {item.part.type} question needs answers: an answer set or a list of options"
            )


def options_not_wanted(draft: Draft) -> Iterator[Problem]:
    """Options for a number, a date or a text."""
    for item in draft.questions:
        if item.part.type not in WITH_OPTIONS and item.part.answers is not None:
            yield item.place.at("answers").problem(
                f"a {item.part.type} question has no answers to choose from"
            )


def too_many_options(draft: Draft) -> Iterator[Problem]:
    """More options than can be counted."""
    for item in draft.questions:
        if len(draft.options(item.part) or ()) > MOST_OPTIONS:
            yield item.place.at("answers").problem(f"a question can have at most {MOST_OPTIONS} options")


def limits_not_wanted(draft: Draft) -> Iterator[Problem]:
    """A minimum or maximum on a choice or a text."""
    for item, limit in product(draft.questions, _LIMITS):
        if getattr(item.part, limit) is not None and item.part.type not in WITH_LIMITS:
            yield item.place.at(limit).problem(f"a {item.part.type} question has no {limit}")


def limits_of_another_kind(draft: Draft) -> Iterator[Problem]:
    """A number limited by a date, a date by a number, a whole number by a fraction."""
    for item, name in product(draft.questions, _LIMITS):
        limit, kind = getattr(item.part, name), item.part.type
        if limit is None or kind not in WITH_LIMITS:
            continue
        if isinstance(limit, date) != (kind is QuestionType.DATE):
            wanted = "a date written yyyy-mm-dd" if kind is QuestionType.DATE else "a number"
            yield item.place.at(name).problem(f"the {name} of a {kind} question must be {wanted}")
        elif kind is QuestionType.WHOLE_NUMBER and limit != int(limit):
            yield item.place.at(name).problem(f"the {name} of a {kind} question must be a whole number")


def minimum_above_maximum(draft: Draft) -> Iterator[Problem]:
    """Limits between which nothing lies."""
    for item in draft.questions:
        low, high = item.part.minimum, item.part.maximum
        if type(low) is type(high) and low is not None and low > high:  # type: ignore[operator]  # of one type
            yield item.place.at("minimum").problem(f"the minimum {low} is above the maximum {high}")
