"""For which cases of a matrix a condition holds: what questionnaire.conditions says case by case, at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.questionnaire.codes import EPOCH, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED
from inspect_app.questionnaire.conditions import OPERATORS
from inspect_app.questionnaire.model import Question, QuestionType
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.routing import AllOf, AnyOf, AttributeTest, Condition, Not, QuestionTest

Flags = NDArray[np.bool_]


class Truths(NamedTuple):
    """Of each case whether a condition holds, and whether that can't be told yet; never both."""

    holds: Flags
    untold: Flags


def select(condition: Condition, matrix: AnswerMatrix) -> Flags:
    """The cases of which a condition holds; those of which it can't be told yet are not among them."""
    return _Selector(matrix).truths(condition).holds


def truths(condition: Condition, matrix: AnswerMatrix) -> Truths:
    """Of each case whether a condition holds, in Kleene's strong three-valued logic."""
    return _Selector(matrix).truths(condition)


class _Selector:
    """Evaluates conditions over one matrix; whether a question is awaited is worked out once."""

    def __init__(self, matrix: AnswerMatrix) -> None:
        self._matrix = matrix
        self._none = np.zeros(matrix.cases, dtype=np.bool_)
        self._awaited: dict[str, Flags] = {}

    def truths(self, condition: Part) -> Truths:
        if isinstance(condition, Not):
            holds, untold = self.truths(condition.not_)
            return Truths(~(holds | untold), untold)
        if isinstance(condition, AllOf):
            return self._every([self.truths(part) for part in condition.all])
        if isinstance(condition, AnyOf):
            return self._some([self.truths(part) for part in condition.any])
        if isinstance(condition, AttributeTest):
            return Truths(self._attribute(condition), self._none)
        assert isinstance(condition, QuestionTest), condition  # noqa: S101  # the union has no other member
        question = self._matrix.definition.by_id[condition.question]
        return Truths(self._answers(question, condition), self._waiting(question))

    def _every(self, parts: list[Truths]) -> Truths:
        holds = np.logical_and.reduce([part.holds for part in parts])
        fails = np.logical_or.reduce([~(part.holds | part.untold) for part in parts])
        return Truths(holds, ~(holds | fails))

    def _some(self, parts: list[Truths]) -> Truths:
        holds = np.logical_or.reduce([part.holds for part in parts])
        untold = np.logical_or.reduce([part.untold for part in parts])
        return Truths(holds, untold & ~holds)

    def _attribute(self, test: AttributeTest) -> Flags:
        fact = self._matrix.attribute(test.attribute)
        compare: Callable[[str, object], bool] = OPERATORS[test.operator]
        # A case without the attribute passes no test of it; one that holds an empty text is the same here.
        passes = [bool(value) and compare(value, test.operand) for value in fact.values]
        if not passes:
            return self._none
        held: Flags = np.array(passes, dtype=np.bool_)[fact.places]
        return held

    def _answers(self, question: Question, test: QuestionTest) -> Flags:
        codes = self._matrix.column(question.id)
        given = _both(codes != NOT_ANSWERED, codes != NOT_ASKED)
        if test.operator == "answered":
            return given
        if question.type is QuestionType.CHOICES:
            return _any([self._matrix.column(question.id, value) == 1 for value in _values(test)])
        if question.type is QuestionType.CHOICE:
            options = list(self._matrix.definition.kinds[question.id])
            return _any([codes == FIRST_OPTION + options.index(value) for value in _values(test)])
        passes = _COMPARE[test.operator](self._matrix.number(question.id), _number(test.operand))
        return _both(given, passes)

    def _waiting(self, question: Question) -> Flags:
        """Where the answer is still awaited: it is owed, or it is not known yet whether it is asked."""
        if question.id not in self._awaited:
            empty = self._matrix.column(question.id) == NOT_ANSWERED
            if not question.required:
                asked_when = question.ask_when
                empty = _both(empty, self._none if asked_when is None else self.truths(asked_when).untold)
            self._awaited[question.id] = empty
        return self._awaited[question.id]


def _both(first: Flags, second: Flags) -> Flags:
    return np.asarray(first & second, dtype=np.bool_)


def _any(flags: list[Flags]) -> Flags:
    found: Flags = np.logical_or.reduce(flags)
    return found


def _values(test: QuestionTest) -> tuple[str, ...]:
    return test.any_of if test.any_of is not None else (str(test.is_),)


def _number(operand: object) -> float:
    """A limit as the matrix holds numbers; different decimals that make one float count as equal."""
    if isinstance(operand, date):
        return float((operand - EPOCH).days)
    return float(Decimal(str(operand)))


_COMPARE: dict[str, Callable[[NDArray[np.float64], float], Flags]] = {
    "is": lambda numbers, limit: numbers == limit,
    "at_least": lambda numbers, limit: numbers >= limit,
    "at_most": lambda numbers, limit: numbers <= limit,
}
