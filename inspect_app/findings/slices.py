"""The cells of every row of tables that are about the same cases in the same columns: arrays first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap

import numpy as np

from inspect_app.findings import weights as weighing
from inspect_app.findings.cell_estimates import LEVEL, estimate_cells, estimate_of_mean
from inspect_app.findings.counts import QuestionCounts, Tally, half_up, why_nothing
from inspect_app.findings.cubes import Counts
from inspect_app.findings.design_of import SampleDesign
from inspect_app.findings.estimates import remarks
from inspect_app.findings.estimates.means import estimate_means
from inspect_app.findings.figures import Cell, Estimate, Measure
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.numeric import shown_value
from inspect_app.findings.populations import population
from inspect_app.findings.selection import select
from inspect_app.findings.slice_numbers import NumbersOf, numbers_of
from inspect_app.findings.specs.model import AttributeWeight, Break, Interval, TableDefinition, Weight
from inspect_app.findings.specs.words import Phrasing
from inspect_app.findings.tables import Part
from inspect_app.questionnaire.model import Question
from inspect_app.questionnaire.routing import Condition

Cells = tuple[Cell, ...]
Key = tuple[Measure, str, tuple[str, ...]]
_Ratio = tuple[int | None, tuple[int, int] | None]
_NONE: _Ratio = (None, None)
_WEIGHT_ZERO = remarks.WEIGHT_ZERO.sentence
SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.COUNT, Measure.ANSWERED)


@dataclass(frozen=True)
class SliceOf:
    """What tables have in common whose cells are worked out together."""

    filter: Condition | None
    base: Condition | None
    break_: Break | None
    weight: Weight
    interval: Interval
    low_base: int


def slice_of(table: TableDefinition) -> SliceOf:
    """What a table has in common with others."""
    return SliceOf(table.filter, table.base, table.break_, table.weight, table.interval, table.low_base)


@dataclass(frozen=True)
class _Share:
    """Cases by column and stratum: counted, and out of how many; no estimate is made of plain counts."""

    measure: Measure
    counts: QuestionCounts
    positive: Counts
    judged: Counts


class Slice:
    """Cells of one slice, each row at most once however many tables show it.

    `means` keeps the estimated means of all cases for slices that differ in their break alone.
    """

    def __init__(
        self,
        matrix: AnswerMatrix,
        sample: SampleDesign | None,
        of: SliceOf,
        phrasing: Phrasing,
        means: dict[str, Estimate | None] | None = None,
    ) -> None:
        if of.filter is not None:
            kept = select(of.filter, matrix)
            matrix = matrix.subset(kept)
            sample = sample and sample.subset(kept)
        self.of = of
        self.matrix = matrix
        self.population = population(matrix, of.break_, phrasing)
        self._sample = sample
        self._weights = weighing.weights_of(matrix, sample, of.weight)
        strata = sample.strata if sample else None
        if isinstance(of.weight, AttributeWeight) and self._weights:
            strata = self._weights.classes
        base = None if of.base is None else select(of.base, matrix)
        self._tally = Tally(matrix, self.population, strata, base)
        self._numbers: dict[str, NumbersOf] = {}
        self._means_of_all = {} if means is None else means

    @property
    def weighted(self) -> bool:
        """Whether its cases weigh differently; by the draw they do only where there was one."""
        return self._weights is not None

    def cells(self, wanted: Iterable[tuple[Measure, Part]]) -> dict[Key, Cells]:
        """The cells of rows by what the rows are; those of all shares are worked out at once."""
        found: dict[Key, Cells] = {}
        shares: dict[Key, _Share] = {}
        for measure, part in wanted:
            key = key_of(measure, part)
            if measure in SHARES:
                shares.setdefault(key, self._share(measure, part))
            elif key not in found:
                found[key] = tuple(self._statistics(measure, part.question))
        return found | dict(zip(shares, self._cells_of(list(shares.values())), strict=True))

    def share_counts(self, measure: Measure, part: Part) -> tuple[Counts, Counts]:
        """The cases that a share counts and those it is out of, by column and stratum."""
        share = self._share(measure, part)
        return share.positive, share.judged

    def _share(self, measure: Measure, part: Part) -> _Share:
        counts = self._tally.question(part.question)
        if measure is Measure.ANSWERED:
            return _Share(measure, counts, counts.answered, counts.answered + counts.not_answered)
        judged = counts.answered
        if measure is Measure.SHARE_ASKED:
            judged = judged + counts.not_applicable + counts.dont_know + counts.not_answered
        return _Share(measure, counts, counts.given(part.options), judged)

    def _cells_of(self, shares: list[_Share]) -> Iterator[Cells]:
        if not shares:
            return
        positive, judged = (
            np.stack(arrays)
            for arrays in ([share.positive for share in shares], [share.judged for share in shares])
        )
        estimates = self._estimates(positive, judged)
        top, bottom = positive.sum(axis=-1), judged.sum(axis=-1)
        ratios = self._ratios(positive, judged, top, bottom)
        of_each = zip(shares, top.tolist(), bottom.tolist(), ratios, estimates, strict=True)
        for share, numerators, denominators, ratio, estimated in of_each:
            values = self._counts(share, numerators)
            columns = zip(numerators, denominators, share.counts.apart, ratio, values, estimated, strict=True)
            yield tuple(starmap(self._share_cell, columns))

    def _estimates(self, positive: Counts, judged: Counts) -> list[list[Estimate | None]]:
        shares, columns, strata = positive.shape
        if isinstance(self.of.weight, AttributeWeight):
            return [[None] * columns] * shares
        design = self._sample.design if self._sample else None
        flat = (counts.reshape(-1, strata) for counts in (positive, judged))
        found = estimate_cells(design, self.of.interval, *flat)
        return [found[start : start + columns] for start in range(0, len(found), columns)]

    def _share_cell(
        self,
        numerator: int,
        denominator: int,
        apart: list[int],
        ratio: _Ratio,
        value: str | None,
        estimate: Estimate | None,
    ) -> Cell:
        not_applicable, dont_know, not_asked, not_answered, outside = apart
        per_cent, exact = ratio if denominator and value is None else _NONE
        reason = None
        if value is None and exact is None:
            reason = _WEIGHT_ZERO if denominator else why_nothing(*apart)
        return Cell(
            *(numerator, denominator, not_applicable, dont_know, not_asked, not_answered),
            per_cent=per_cent,
            exact=exact,
            value=value,
            reason=reason,
            outside=None if self.of.base is None else outside,
            estimate=estimate,
            low=0 < denominator < self.of.low_base,
        )

    def _ratios(self, positive: Counts, judged: Counts, top: Counts, bottom: Counts) -> list[list[_Ratio]]:
        """Whole per cents and reduced fractions by share and column; what weighs nothing has none."""
        if self._weights is None:
            common = np.maximum(np.gcd(top, bottom), 1)
            per_cents = ((200 * top + bottom) // np.maximum(2 * bottom, 1)).tolist()
            parts, wholes = (top // common).tolist(), (bottom // common).tolist()
            return [
                list(zip(each, zip(part, whole, strict=True), strict=True))
                for each, part, whole in zip(per_cents, parts, wholes, strict=True)
            ]
        sums = self._weights.sums
        return [
            [_weighed(part, whole) for part, whole in zip(sums(these), sums(those), strict=True)]
            for these, those in zip(positive, judged, strict=True)
        ]

    def _counts(self, share: _Share, numerators: list[int]) -> list[str] | list[None]:
        """The values of rows that show plain counts; others have none."""
        if share.measure is not Measure.COUNT:
            return [None] * len(numerators)
        if self._weights is None:
            return [str(count) for count in numerators]
        weighed = [Fraction(weight, self._weights.scale) for weight in self._weights.sums(share.positive)]
        return [shown_value(Measure.MEAN, weight) for weight in weighed]

    def _statistics(self, measure: Measure, question: Question) -> Iterator[Cell]:
        counts = self._tally.question(question)
        answered = counts.answered.sum(axis=-1).tolist()
        means = self._means(question) if measure is Measure.MEAN else [None] * len(answered)
        exacts = self._exact(measure, question)
        for exact, given, apart, mean in zip(exacts, answered, counts.apart, means, strict=True):
            not_applicable, dont_know, not_asked, not_answered, outside = apart
            reason = _WEIGHT_ZERO if given else why_nothing(*apart)
            yield Cell(
                *(given, given, not_applicable, dont_know, not_asked, not_answered),
                exact=None if exact is None else (exact.numerator, exact.denominator),
                value=None if exact is None else shown_value(measure, exact),
                reason=reason if exact is None else None,
                outside=None if self.of.base is None else outside,
                estimate=mean if exact is not None else None,
                low=0 < given < self.of.low_base,
            )

    def _exact(self, measure: Measure, question: Question) -> Iterable[Fraction | None]:
        """A statistic by column."""
        given = self._numbers_of(question)
        if self._weights is None:
            return given.statistics(measure)
        numbers, weights = self.matrix.number(question.id), self._weights
        return [weighing.statistic(measure, numbers, weights, cases) for cases in given.members]

    def _numbers_of(self, question: Question) -> NumbersOf:
        if question.id not in self._numbers:
            found = numbers_of(self.matrix, question.id, self.population, self._tally.base)
            self._numbers[question.id] = found
        return self._numbers[question.id]

    def _means(self, question: Question) -> list[Estimate | None]:
        """Estimates of a mean by column; none without a design, or where cases weigh otherwise."""
        otherwise = self.of.interval is Interval.NONE or isinstance(self.of.weight, AttributeWeight)
        if self._sample is None or otherwise:
            return [None] * len(self.population.columns)
        given, design = self._numbers_of(question), self._sample.design
        strata, groups = self._sample.strata.places[given.cases], self.population.groups
        if question.id not in self._means_of_all:
            together = np.zeros_like(given.groups)
            (mean,) = estimate_means(design, strata, given.numbers, together, 1, LEVEL)
            self._means_of_all[question.id] = estimate_of_mean(mean)
        of_all = self._means_of_all[question.id]
        if not groups:
            return [of_all]
        found = estimate_means(design, strata, given.numbers, given.groups, groups, LEVEL)
        return [of_all, *map(estimate_of_mean, found)]


def key_of(measure: Measure, part: Part) -> Key:
    """What tells rows of one slice apart."""
    return measure, part.question.id, part.options


def _weighed(part: int, whole: int) -> _Ratio:
    if not whole:
        return _NONE
    ratio = Fraction(part, whole)
    return half_up(ratio), (ratio.numerator, ratio.denominator)
