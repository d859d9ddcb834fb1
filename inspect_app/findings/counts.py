"""How many cases gave each answer to a question, and how many gave none for which reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.cubes import OUTSIDE, Counts, Cube, Strata, one_stratum
from inspect_app.findings.figures import Cell
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.populations import Population
from inspect_app.questionnaire.codes import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED
from inspect_app.questionnaire.model import OptionKind, Question, QuestionType


@dataclass(frozen=True)
class QuestionCounts:
    """Cases by answer and by status: arrays of columns (all cases first) × strata.

    `options` holds the options of kind ANSWER alone; `answered` are the cases judged. `outside` are cases
    that a table counts but puts no question to.
    """

    options: Mapping[str, Counts]
    answered: Counts
    not_applicable: Counts
    dont_know: Counts
    not_asked: Counts
    not_answered: Counts
    outside: Counts

    def given(self, options: tuple[str, ...]) -> Counts:
        """Cases that gave any of some options of a `choice`, or one of a `choices`."""
        found = [self.options[option] for option in options]
        return sum(found[1:], found[0]) if found else np.zeros_like(self.answered)

    @property
    def statuses(self) -> tuple[Counts, Counts, Counts, Counts]:
        """The four ways to be left out of the cases judged, in the order in which cells have them."""
        return self.not_applicable, self.dont_know, self.not_asked, self.not_answered

    @cached_property
    def apart(self) -> list[list[int]]:
        """What stands beside the figures of each column: four statuses, then the cases outside the base."""
        found: list[list[int]] = np.stack([*self.statuses, self.outside]).sum(axis=-1).T.tolist()
        return found


class Tally:
    """Counts the questions of a matrix over one population, each at most once."""

    def __init__(
        self,
        matrix: AnswerMatrix,
        population: Population,
        strata: Strata | None = None,
        base: NDArray[np.bool_] | None = None,
    ) -> None:
        self.matrix = matrix
        self.population = population
        self.base = base
        self._cube = Cube(population, strata or one_stratum(matrix), base)
        self._counted: dict[str, QuestionCounts] = {}

    def question(self, question: Question) -> QuestionCounts:
        """The counts of one question."""
        if question.id not in self._counted:
            self._counted[question.id] = self._count(question)
        return self._counted[question.id]

    def _count(self, question: Question) -> QuestionCounts:
        kinds = self.matrix.definition.kinds[question.id]
        codes = self._cube.count(self.matrix.column(question.id), FIRST_OPTION + len(kinds))
        given = self._given(question, codes)
        nobody = np.zeros(codes.shape[:2], dtype=np.int64)
        not_applicable, dont_know = (
            sum((given[value] for value, its_kind in kinds.items() if its_kind is kind), nobody)
            for kind in (OptionKind.NOT_APPLICABLE, OptionKind.DONT_KNOW)
        )
        answers = codes[..., ANSWERED] + codes[..., FIRST_OPTION:].sum(axis=-1)
        return QuestionCounts(
            {value: given[value] for value, kind in kinds.items() if kind is OptionKind.ANSWER},
            answers - not_applicable - dont_know,
            not_applicable,
            dont_know,
            codes[..., NOT_ASKED],
            codes[..., NOT_ANSWERED],
            codes[..., OUTSIDE],
        )

    def _given(self, question: Question, codes: Counts) -> dict[str, Counts]:
        """Cases that gave each option, whatever its kind."""
        options = list(self.matrix.definition.kinds[question.id])
        if question.type is QuestionType.CHOICES:
            columns = {value: self.matrix.column(question.id, value) for value in options}
            return {
                value: self._cube.count(column, 2, outside=0)[..., 1] for value, column in columns.items()
            }
        return {value: codes[..., FIRST_OPTION + place] for place, value in enumerate(options)}


def half_up(share: Fraction) -> int:
    """A fraction of one as a whole per cent, halves rounded up (domain rule: 129 of 200 is 65)."""
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)


def share_cell(counts: QuestionCounts, columns: Sequence[int], options: tuple[str, ...]) -> Cell:
    """The share of the cases judged in some columns together that gave any of some options."""
    places = np.array(columns, dtype=np.intp)
    numerator = int(counts.given(options)[places].sum())
    denominator = int(counts.answered[places].sum())
    not_applicable, dont_know, not_asked, not_answered = (
        int(status[places].sum()) for status in counts.statuses
    )
    statuses = (not_applicable, dont_know, not_asked, not_answered)
    if denominator == 0:
        return Cell(numerator, denominator, *statuses, reason=why_nothing(*statuses))
    share = Fraction(numerator, denominator)
    exact = (share.numerator, share.denominator)
    return Cell(numerator, denominator, *statuses, per_cent=half_up(share), exact=exact)


def why_nothing(
    not_applicable: int, dont_know: int, not_asked: int, not_answered: int, outside: int = 0
) -> str:
    """Why a figure has no denominator, in a sentence."""
    cases = not_applicable + dont_know + not_asked + not_answered
    if cases == 0:
        return "No case is part of the base of this table." if outside else "There is no case to count."
    if cases == not_asked:
        return "The question was asked in no case."
    if cases == not_asked + not_applicable:
        return "The question applied in no case."
    if cases == not_asked + not_answered:
        return "No case has an answer."
    return "No case was judged."
