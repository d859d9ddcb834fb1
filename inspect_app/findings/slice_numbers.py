"""The numbers that cases gave to a question, by column of a table and in order, with their exact sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Measure
from inspect_app.findings.matrix import AnswerMatrix, Places
from inspect_app.findings.numeric import Numbers, statistic_in_order
from inspect_app.findings.populations import Population
from inspect_app.findings.whole_numbers import Whole

_MOST = 2**16


@dataclass(frozen=True)
class NumbersOf:
    """A question's numbers from the least to the greatest, with the cases that gave them and their groups.

    `broken` are their places in order of the groups, each group from `starts` on. `totals` are the exact sums
    by column, all cases first; None where they are to be added up one by one.
    """

    cases: Places
    numbers: Numbers
    groups: Places
    broken: Places
    starts: Places
    totals: tuple[Fraction, ...] | None

    @cached_property
    def columns(self) -> list[Numbers]:
        """The numbers by column: all cases first."""
        return self._by_column(self.numbers)

    @cached_property
    def members(self) -> list[Places]:
        """The cases by column."""
        return self._by_column(self.cases)

    def _by_column(self, values: NDArray[Any]) -> list[NDArray[Any]]:
        return [values, *(np.split(values[self.broken], self.starts[1:]) if self.starts.size else [])]

    def statistics(self, measure: Measure) -> Iterator[Fraction | None]:
        """A statistic by column, of cases that all weigh the same."""
        if measure is not Measure.MEAN or self.totals is None:
            for numbers in self.columns:
                yield statistic_in_order(measure, numbers)
        else:
            for numbers, total in zip(self.columns, self.totals, strict=True):
                yield total / numbers.size if numbers.size else None


def numbers_of(
    matrix: AnswerMatrix, question: str, population: Population, base: NDArray[np.bool_] | None
) -> NumbersOf:
    """The numbers of the cases that count."""
    cases, whole = matrix.in_order(question), matrix.whole_in_order(question)
    if base is not None:
        kept = base[cases]
        cases, whole = cases[kept], whole and (whole[0], whole[1][kept])
    groups = population.group[cases]
    # Small integers are sorted by their digits, which is many times faster.
    small = groups.astype(np.uint16) if population.groups < _MOST else groups
    broken = np.argsort(small, kind="stable")
    held = np.bincount(groups, minlength=population.groups)[: population.groups]
    totals = _totals(whole, groups, population.groups) if whole else None
    return NumbersOf(cases, matrix.number(question)[cases], groups, broken, np.cumsum(held) - held, totals)


def _totals(found: Whole, groups: Places, number: int) -> tuple[Fraction, ...]:
    scale, whole = found
    by_group = np.bincount(groups, whole, minlength=number)[:number].tolist()
    return tuple(Fraction(int(total), scale) for total in (whole.sum(), *by_group))
