"""Which cases stand behind one number of a table."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Measure
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.populations import population
from inspect_app.findings.selection import select
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.words import ENGLISH
from inspect_app.findings.tables import Part, PlannedRow, plan_rows
from inspect_app.questionnaire.codes import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED
from inspect_app.questionnaire.model import OptionKind, QuestionType

Flags = NDArray[np.bool_]


class Behind(StrEnum):
    """The number of a cell whose cases are asked for, by the name that cells have for it."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"
    OUTSIDE = "outside"


def cases_of(
    matrix: AnswerMatrix, table: TableDefinition, row: str, column: str, behind: Behind
) -> tuple[str, ...]:
    """The references of the cases that a number of a cell counts, in order.

    Raises KeyError when the table has no such row or column.
    """
    if table.filter is not None:
        matrix = matrix.subset(select(table.filter, matrix))
    planned = {each.id: each for each in plan_rows(matrix.definition, table, ENGLISH)}[row]
    found = _by_point if table.break_ is not None and table.break_.point else _by_group
    counted = found(matrix, table, planned, column, behind)
    return tuple(np.array(matrix.references, dtype=object)[counted].tolist())


def _by_group(
    matrix: AnswerMatrix, table: TableDefinition, row: PlannedRow, column: str, behind: Behind
) -> Flags:
    groups = population(matrix, table.break_, ENGLISH)
    place = {each.id: place for place, each in enumerate(groups.columns)}[column]
    among = np.ones(matrix.cases, dtype=np.bool_) if place == 0 else groups.group == place - 1
    return _and(among, _of_parts(matrix, table, row, behind))


def _by_point(
    matrix: AnswerMatrix, table: TableDefinition, row: PlannedRow, column: str, behind: Behind
) -> Flags:
    """A question belongs to one point, so a column has its part's cases, or all of them as not asked."""
    definition = matrix.definition
    if column == population(matrix, table.break_, ENGLISH).columns[0].id:
        return _of_parts(matrix, table, row, behind)
    if column not in {point.id for point in definition.points}:
        raise KeyError(column)
    here = [part for part in row.parts if definition.section_of[part.question.id].point == column]
    if here:
        return _of_part(matrix, table, row.measure, here[0], behind)
    return np.full(matrix.cases, behind is Behind.NOT_ASKED)


def _of_parts(matrix: AnswerMatrix, table: TableDefinition, row: PlannedRow, behind: Behind) -> Flags:
    if len(row.parts) == 1:
        return _of_part(matrix, table, row.measure, row.parts[0], behind)
    # Questions of several points are not added together: all their cases count as not asked.
    outside = _outside(matrix, table)
    if behind is Behind.OUTSIDE:
        return outside
    return _and(~outside, np.full(matrix.cases, behind is Behind.NOT_ASKED))


def _of_part(
    matrix: AnswerMatrix, table: TableDefinition, measure: Measure, part: Part, behind: Behind
) -> Flags:
    outside = _outside(matrix, table)
    if behind is Behind.OUTSIDE:
        return outside
    answers = _Answers(matrix, part)
    if behind is Behind.NUMERATOR:
        found = answers.numerator(measure)
    elif behind is Behind.DENOMINATOR:
        found = answers.denominator(measure)
    else:
        found = answers.status(behind)
    return _and(~outside, found)


def _outside(matrix: AnswerMatrix, table: TableDefinition) -> Flags:
    if table.base is None:
        return np.zeros(matrix.cases, dtype=np.bool_)
    return ~select(table.base, matrix)


class _Answers:
    """The answers to the question of one part of a row."""

    def __init__(self, matrix: AnswerMatrix, part: Part) -> None:
        self._matrix = matrix
        self._part = part
        self._codes = matrix.column(part.question.id)

    def numerator(self, measure: Measure) -> Flags:
        """The cases that a row counts."""
        shares = (Measure.SHARE, Measure.SHARE_ASKED, Measure.COUNT)
        return self._given(self._part.options) if measure in shares else self._judged()

    def denominator(self, measure: Measure) -> Flags:
        """The cases that its figure is out of."""
        if measure is Measure.SHARE_ASKED:
            return ~self._is(NOT_ASKED)
        if measure is Measure.ANSWERED:
            return self._any([self._judged(), self._is(NOT_ANSWERED)])
        return self._judged()

    def status(self, behind: Behind) -> Flags:
        """The cases left out for one reason."""
        if behind in (Behind.NOT_ASKED, Behind.NOT_ANSWERED):
            return self._is(NOT_ASKED if behind is Behind.NOT_ASKED else NOT_ANSWERED)
        return self._of_kind(OptionKind(behind.value))

    def _judged(self) -> Flags:
        answered = self._any([self._is(ANSWERED), self._codes >= FIRST_OPTION])
        aside = self._of_kind(OptionKind.NOT_APPLICABLE) | self._of_kind(OptionKind.DONT_KNOW)
        return _and(answered, ~aside)

    def _of_kind(self, kind: OptionKind) -> Flags:
        kinds = self._matrix.definition.kinds[self._part.question.id]
        return self._given([value for value, its_kind in kinds.items() if its_kind is kind])

    def _given(self, options: Collection[str]) -> Flags:
        question = self._part.question
        if question.type is QuestionType.CHOICES:
            return self._any([self._matrix.column(question.id, option) == 1 for option in options])
        values = list(self._matrix.definition.kinds[question.id])
        return self._any([self._is(FIRST_OPTION + values.index(option)) for option in options])

    def _is(self, code: int) -> Flags:
        return np.asarray(self._codes == code, dtype=np.bool_)

    def _any(self, flags: Sequence[Flags]) -> Flags:
        nobody = np.zeros(self._matrix.cases, dtype=np.bool_)
        found: Flags = np.logical_or.reduce([nobody, *flags])
        return found


def _and(first: Flags, second: Flags) -> Flags:
    return np.asarray(first & second, dtype=np.bool_)
