"""What each number of some tables is about, so that the same one is known again wherever it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspect_app.findings.disclosure import Background
from inspect_app.findings.figures import Cell, Column, Measure, Row, Table, TableKind
from inspect_app.findings.populations import TOTAL
from inspect_app.findings.specs.model import POINT

CASES = "cases"
BASE = "base"
NOT_ASKED = "not_asked"
EVERYBODY = ""
"""The population of all cases; how many there are is always public."""
SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.COUNT)
_BASES = {Measure.SHARE_ASKED: "asked", Measure.ANSWERED: "owed"}
BASES = (BASE, *_BASES.values())


@dataclass(frozen=True, order=True)
class Key:
    """What a number is about: the same number has the same key in every table it stands in.

    `what` is the options counted ("yes", "fully+mostly"), a statistic, one of BASES, NOT_ASKED, or CASES
    (with no question) for the cases of a column; `population` names the set of cases.
    """

    question: str
    what: str
    population: str


@dataclass(frozen=True)
class Figure:
    """A cell of a table with the keys of its numbers."""

    table: Table
    row: Row
    column: Column
    cell: Cell
    key: Key
    base: Key

    @property
    def options(self) -> tuple[str, ...]:
        """The options that its numerator counts; none for a statistic."""
        return tuple(self.key.what.split("+")) if self.row.measure in SHARES and self.is_known else ()

    @property
    def is_known(self) -> bool:
        """Whether it is known what the figure counts."""
        return "/" not in self.key.question

    @property
    def judged(self) -> int:
        """The cases whose answers count."""
        cell = self.cell
        if self.row.measure is Measure.SHARE_ASKED:
            return _sum(cell.denominator, -_sum(cell.not_applicable, cell.dont_know, cell.not_answered))
        return _sum(cell.numerator if self.row.measure is Measure.ANSWERED else cell.denominator)

    @property
    def cases(self) -> int:
        """All cases of its population."""
        cell = self.cell
        return self.judged + _sum(cell.not_applicable, cell.dont_know, cell.not_asked, cell.not_answered)


class Places:
    """Which number stands where in some tables. Sets of cases that are known to be the same are one."""

    def __init__(self, tables: Iterable[Table], background: Background) -> None:
        self.tables = tuple(tables)
        self.background = background
        known = background.everybody
        self.bits: dict[str, int] = {EVERYBODY: known} if known else {}
        self._named: dict[int, str] = {known: EVERYBODY} if known else {}
        self.rows: list[tuple[Figure, ...]] = []
        for table in self.tables:
            self._check(table)
            self.rows += self._rows(table)

    def column_key(self, table: Table, column: Column) -> Key:
        """The key of how many cases a column has."""
        return Key("", CASES, self.column(table, column))

    def column(self, table: Table, column: Column) -> str:
        """The population of a column; a column of a point holds the cases of the first."""
        first = table.columns[0] if table.break_by == POINT else column
        name = EVERYBODY if first.id == TOTAL else f"{table.break_by}|{first.id}"
        return self._population(table, name, self.background.columns.get((table.id, first.id)))

    def inside(self, table: Table, column: Column) -> str:
        """The population of the figures in a column: those of its cases that are part of the base."""
        whole, base = self.column(table, column), self.background.bases.get(table.id)
        return whole if base is None else self._population(table, whole, self.bits[whole] & base)

    def _population(self, table: Table, name: str, bits: int | None) -> str:
        if bits is None:
            return name
        if bits not in self._named:
            named = name if name not in self.bits else f"{name}#{table.id}.{len(self.bits)}"
            self._named[bits], self.bits[named] = named, bits
        return self._named[bits]

    def _check(self, table: Table) -> None:
        known = self.background.columns
        if table.kind is TableKind.DEFINED and (table.id, table.columns[0].id) not in known:
            raise ValueError(f"Which cases table {table.id} is about must be known to hide figures in it.")

    def _rows(self, table: Table) -> Iterator[tuple[Figure, ...]]:
        populations = [self.inside(table, column) for column in table.columns]
        for row in table.rows:
            yield tuple(
                Figure(table, row, column, cell, *self._keys(table, row, column, population))
                for column, cell, population in zip(table.columns, row.cells, populations, strict=True)
                if not _of_another_point(table, column, cell)
            )

    def _keys(self, table: Table, row: Row, column: Column, population: str) -> tuple[Key, Key]:
        question, what = row.question, row.measure.value
        if row.measure in SHARES:
            parts = self.background.parts.get((table.id, row.id, column.id))
            if row.options:
                what = options_key(row.options)
            elif parts:
                question, what = parts[0], options_key(parts[1])
            else:
                question, what = f"{table.id}/{row.id}", column.id
        return Key(question, what, population), Key(question, _BASES.get(row.measure, BASE), population)


def options_key(options: Iterable[str]) -> str:
    """How keys name a number that counts some options."""
    return "+".join(sorted(options))


def _of_another_point(table: Table, column: Column, cell: Cell) -> bool:
    """Whether the column is of a point that the row's question does not belong to."""
    return table.break_by == POINT and column.id != TOTAL and not cell.denominator


def _sum(*counts: int | None) -> int:
    return sum(count or 0 for count in counts)
