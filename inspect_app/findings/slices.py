"""The cells of every row of tables that are about the same cases in the same columns: arrays first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings import weights as weighing
from inspect_app.findings.cell_estimates import LEVEL, estimate_cells, estimate_of_mean
from inspect_app.findings.counts import QuestionCounts, Tally, half_up, why_nothing
from inspect_app.findings.cubes import Counts
from inspect_app.findings.design_of import SampleDesign
from inspect_app.findings.estimates import remarks
from inspect_app.findings.estimates.means import estimate_means
from inspect_app.findings.figures import Cell, Estimate, Measure
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.numeric import shown_value, statistic_in_order
from inspect_app.findings.populations import population
from inspect_app.findings.selection import select
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
_MOST = 2**16
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
    """Cells of one slice, each row at most once however many tables show it."""

    def __init__(
        self, matrix: AnswerMatrix, sample: SampleDesign | None, of: SliceOf, phrasing: Phrasing
    ) -> None:
        if of.filter is not None:
            kept = select(of.filter, matrix)
            matrix = matrix.subset(kept)
            sample = sample and sample.subset(kept)
        self.of = of
        self.matrix = matrix
        self.population = population(matrix, of.break_, phrasing)
        self._sample = sample
        self._weights = _weights(matrix, sample, of.weight)
        strata = sample.strata if sample else None
        if isinstance(of.weight, AttributeWeight) and self._weights:
            strata = self._weights.classes
        base = None if of.base is None else select(of.base, matrix)
        self.tally = Tally(matrix, self.population, strata, base)
        self._members: dict[str, list[NDArray[np.intp]]] = {}

    def cells(self, wanted: Iterable[tuple[Measure, Part]]) -> dict[Key, Cells]:
        """The cells of rows by what the rows are; estimates of all shares are worked out at once."""
        found: dict[Key, Cells] = {}
        shares: dict[Key, _Share] = {}
        for measure, part in wanted:
            key = key_of(measure, part)
            if measure in SHARES:
                shares.setdefault(key, self._share(measure, part))
            elif key not in found:
                found[key] = tuple(self._statistics(measure, part.question))
        estimates = self._estimates(list(shares.values()))
        for (key, share), estimated in zip(shares.items(), estimates, strict=True):
            found[key] = tuple(self._share_cells(share, estimated))
        return found

    def share_counts(self, measure: Measure, part: Part) -> tuple[Counts, Counts]:
        """The cases that a share counts and those it is out of, by column and stratum."""
        share = self._share(measure, part)
        return share.positive, share.judged

    def _share(self, measure: Measure, part: Part) -> _Share:
        counts = self.tally.question(part.question)
        if measure is Measure.ANSWERED:
            return _Share(measure, counts, counts.answered, counts.answered + counts.not_answered)
        judged = counts.answered
        if measure is Measure.SHARE_ASKED:
            judged = judged + counts.not_applicable + counts.dont_know + counts.not_answered
        return _Share(measure, counts, counts.given(part.options), judged)

    def _estimates(self, shares: list[_Share]) -> list[list[Estimate | None]]:
        columns = len(self.population.columns)
        if not shares or isinstance(self.of.weight, AttributeWeight):
            return [[None] * columns for _ in shares]
        strata = shares[0].judged.shape[-1]
        positive, judged = (
            np.stack(arrays).reshape(-1, strata)
            for arrays in ([share.positive for share in shares], [share.judged for share in shares])
        )
        design = self._sample.design if self._sample else None
        found = estimate_cells(design, self.of.interval, positive, judged)
        return [found[start : start + columns] for start in range(0, len(found), columns)]

    def _share_cells(self, share: _Share, estimates: list[Estimate | None]) -> Iterator[Cell]:
        top, bottom = share.positive.sum(axis=-1), share.judged.sum(axis=-1)
        values = self._counts(share, top) if share.measure is Measure.COUNT else [None] * len(top)
        ratios = self._ratios(share, top, bottom)
        has_base, low_base = self.of.base is not None, self.of.low_base
        statuses, outside = _set_aside(share.counts)
        counted = zip(top.tolist(), bottom.tolist(), statuses, outside, strict=True)
        figures = zip(ratios, values, estimates, strict=True)
        for (numerator, denominator, apart, out), (ratio, value, estimate) in zip(
            counted, figures, strict=True
        ):
            per_cent, exact = ratio if denominator and value is None else _NONE
            reason = None
            if value is None and exact is None:
                reason = _WEIGHT_ZERO if denominator else why_nothing(*apart, out)
            yield Cell(
                *(numerator, denominator, *apart),
                per_cent=per_cent,
                exact=exact,
                value=value,
                reason=reason,
                outside=out if has_base else None,
                estimate=estimate,
                low=0 < denominator < low_base,
            )

    def _ratios(self, share: _Share, top: Counts, bottom: Counts) -> list[_Ratio]:
        """Whole per cents and reduced fractions by column; what weighs nothing has none."""
        if self._weights is None:
            common = np.maximum(np.gcd(top, bottom), 1)
            per_cents = (200 * top + bottom) // np.maximum(2 * bottom, 1)
            exact = zip((top // common).tolist(), (bottom // common).tolist(), strict=True)
            return list(zip(per_cents.tolist(), exact, strict=True))
        weighed = zip(self._weights.sums(share.positive), self._weights.sums(share.judged), strict=True)
        ratios = [Fraction(part, whole) if whole else None for part, whole in weighed]
        return [
            _NONE if ratio is None else (half_up(ratio), (ratio.numerator, ratio.denominator))
            for ratio in ratios
        ]

    def _counts(self, share: _Share, top: Counts) -> list[str]:
        if self._weights is None:
            return [str(count) for count in top.tolist()]
        weighed = [Fraction(weight, self._weights.scale) for weight in self._weights.sums(share.positive)]
        return [shown_value(Measure.MEAN, weight) for weight in weighed]

    def _statistics(self, measure: Measure, question: Question) -> Iterator[Cell]:
        counts = self.tally.question(question)
        answered = counts.answered.sum(axis=-1).tolist()
        statuses, outside = _set_aside(counts)
        numbers = self.matrix.number(question.id)
        members = self._members_of(question)
        means = self._means(question) if measure is Measure.MEAN else [None] * len(members)
        columns = zip(members, answered, statuses, outside, means, strict=True)
        for cases, given, apart, out, mean in columns:
            if self._weights is None:
                exact = statistic_in_order(measure, numbers[cases])
            else:
                exact = weighing.statistic(measure, numbers, self._weights, cases)
            reason = _WEIGHT_ZERO if given else why_nothing(*apart, out)
            yield Cell(
                *(given, given, *apart),
                exact=None if exact is None else (exact.numerator, exact.denominator),
                value=None if exact is None else shown_value(measure, exact),
                reason=reason if exact is None else None,
                outside=out if self.of.base is not None else None,
                estimate=mean if exact is not None else None,
                low=0 < given < self.of.low_base,
            )

    def _members_of(self, question: Question) -> list[NDArray[np.intp]]:
        """The places of the cases with a number that count, by column, each in the order of the numbers."""
        if question.id not in self._members:
            everybody = self.matrix.in_order(question.id)
            if self.tally.base is not None:
                everybody = everybody[self.tally.base[everybody]]
            groups = self.population.group[everybody]
            cases = np.bincount(groups, minlength=self.population.groups)[: self.population.groups]
            # Small integers are sorted by their digits, which is many times faster.
            small = groups.astype(np.uint16) if self.population.groups < _MOST else groups
            broken = np.split(everybody[np.argsort(small, kind="stable")], np.cumsum(cases)[:-1])
            self._members[question.id] = [everybody, *(broken if self.population.groups else [])]
        return self._members[question.id]

    def _means(self, question: Question) -> list[Estimate | None]:
        """Estimates of a mean by column; none without a design, or where cases weigh otherwise."""
        columns = len(self.population.columns)
        otherwise = self.of.interval is Interval.NONE or isinstance(self.of.weight, AttributeWeight)
        if self._sample is None or otherwise:
            return [None] * columns
        everybody = self._members_of(question)[0]
        numbers = self.matrix.number(question.id)[everybody]
        strata = self._sample.strata.places[everybody]
        groups = self.population.group[everybody]
        design = self._sample.design
        found = estimate_means(design, strata, numbers, np.zeros_like(groups), 1, LEVEL)
        if self.population.groups:
            found += estimate_means(design, strata, numbers, groups, self.population.groups, LEVEL)
        return [estimate_of_mean(mean) for mean in found]


def key_of(measure: Measure, part: Part) -> Key:
    """What tells rows of one slice apart."""
    return measure, part.question.id, part.options


def _set_aside(counts: QuestionCounts) -> tuple[list[tuple[int, int, int, int]], list[int]]:
    """The four statuses of each column, and its cases outside the base."""
    first, second, third, fourth = (each.sum(axis=-1).tolist() for each in counts.statuses)
    return list(zip(first, second, third, fourth, strict=True)), counts.outside.sum(axis=-1).tolist()


def _weights(matrix: AnswerMatrix, sample: SampleDesign | None, weight: Weight) -> weighing.Weights | None:
    if isinstance(weight, AttributeWeight):
        return weighing.by_attribute(matrix.attribute(weight.attribute))
    return weighing.by_design(sample) if weight == "design" and sample is not None else None
