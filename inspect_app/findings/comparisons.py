"""How far groups of cases lie apart on the shares of a table, and how far from an earlier inspection."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from inspect_app.findings.cell_estimates import LEVEL
from inspect_app.findings.cubes import Counts
from inspect_app.findings.design_of import SampleDesign
from inspect_app.findings.estimates.differences import (
    Difference,
    difference,
    inspections_apart,
    simple_difference,
)
from inspect_app.findings.estimates.shares import Judged
from inspect_app.findings.figures import Column, Measure
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.slices import Slice, slice_of
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.words import Phrasing
from inspect_app.findings.tables import PlannedRow, plan_rows


@dataclass(frozen=True)
class Sampled:
    """Cases that were read, and how they were drawn; None: nobody knows."""

    matrix: AnswerMatrix
    sample: SampleDesign | None


@dataclass(frozen=True)
class Apart:
    """The difference on one row, the second share less the first; `first` and `second` are their names."""

    row: str
    question: str
    label: str
    first: str
    second: str
    figures: Difference


def groups_apart(
    cases: Sampled, table: TableDefinition, phrasing: Phrasing, against: str | None = None
) -> tuple[Apart, ...]:
    """Each two groups of a table that hold cases, or each less one; only shares are compared."""
    found = _Shares(cases, table, phrasing)
    groups = [(place, column) for place, column in enumerate(found.columns) if place and column.cases]
    pairs = [
        (one, other) if against != other[1].id else (other, one)
        for one, other in combinations(groups, 2)
        if against is None or against in (one[1].id, other[1].id)
    ]
    return tuple(
        Apart(*found.told(row), first.label, second.label, found.difference(row, place, other))
        for row in found.rows
        for (place, first), (other, second) in pairs
    )


def since_earlier(
    earlier: Sampled, later: Sampled, table: TableDefinition, phrasing: Phrasing
) -> tuple[Apart, ...]:
    """All cases, and each group of the same name, against those of an earlier inspection.

    Rows whose question or answers the earlier questionnaire does not have are left out.
    """
    before, now = _Shares(earlier, table, phrasing), _Shares(later, table, phrasing)
    rows = {row.id: row for row in before.rows}
    places = {column.label: place for place, column in enumerate(before.columns)}
    return tuple(
        Apart(
            *now.told(row),
            column.label,
            column.label,
            now.since(before, row, rows[row.id], (places[column.label], place)),
        )
        for row in now.rows
        if row.id in rows
        for place, column in enumerate(now.columns)
        if column.label in places and column.cases and before.columns[places[column.label]].cases
    )


class _Shares:
    """The shares of a table as counts by column and stratum."""

    def __init__(self, cases: Sampled, table: TableDefinition, phrasing: Phrasing) -> None:
        self.design = cases.sample.design if cases.sample else None
        self._slice = Slice(cases.matrix, cases.sample, slice_of(table), phrasing)
        self.columns: tuple[Column, ...] = self._slice.population.columns
        self.rows = tuple(self._comparable(cases.matrix, table, phrasing))

    @staticmethod
    def _comparable(matrix: AnswerMatrix, table: TableDefinition, phrasing: Phrasing) -> Iterator[PlannedRow]:
        for row in plan_rows(matrix.definition, table, phrasing):
            if row.measure in (Measure.SHARE, Measure.SHARE_ASKED) and len(row.parts) == 1:
                yield row

    @staticmethod
    def told(row: PlannedRow) -> tuple[str, str, str]:
        return row.id, row.text, row.label

    def difference(self, row: PlannedRow, first: int, second: int) -> Difference:
        if self.design is None:
            return simple_difference(self.simple(row, first), self.simple(row, second), LEVEL)
        return difference(self.design, self.judged(row, first), self.judged(row, second), LEVEL)

    def since(
        self, earlier: "_Shares", row: PlannedRow, row_then: PlannedRow, columns: tuple[int, int]
    ) -> Difference:
        before, now = columns
        if self.design is None or earlier.design is None:
            return simple_difference(earlier.simple(row_then, before), self.simple(row, now), LEVEL)
        then = earlier.design, earlier.judged(row_then, before)
        return inspections_apart(then, (self.design, self.judged(row, now)), LEVEL)

    def judged(self, row: PlannedRow, column: int) -> Judged:
        positive, judged = self._counts(row, column)
        return Judged(positive, judged - positive, 0 * judged)

    def simple(self, row: PlannedRow, column: int) -> tuple[int, int]:
        positive, judged = self._counts(row, column)
        return int(positive.sum()), int(judged.sum())

    def _counts(self, row: PlannedRow, column: int) -> tuple[Counts, Counts]:
        positive, judged = self._slice.share_counts(row.measure, row.parts[0])
        return positive[column], judged[column]
