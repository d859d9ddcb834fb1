"""Which figures of a snapshot add up to which, so that none can be got by subtraction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from inspect_app.findings.figures import Cell, Column, Measure, Row, Table
from inspect_app.findings.populations import TOTAL

BASE = "base"
CASES = "cases"


@dataclass(frozen=True, order=True)
class Key:
    """What a number is about: the same number has the same key in every table it stands in.

    `what` is the row's id (`employment_found.yes`), BASE for a question's denominator, or CASES (with no
    question) for the cases of a column; `column` is "total", or the value of the attribute `break_by`.
    """

    question: str
    what: str
    break_by: str
    column: str


Relation = tuple[Key, ...]
"""Numbers tied by one sum: any one of them can be worked out from the others."""


def column_key(table: Table, column: Column, question: str = "", what: str = CASES) -> Key:
    """The key of a number in a column; the total of every break is one and the same."""
    return Key(question, what, "" if column.id == TOTAL else table.break_by or "", column.id)


def cells_of(tables: Iterable[Table]) -> Iterator[tuple[Key, Row, Cell]]:
    """Every cell with its key."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield column_key(table, column, row.question, row.id), row, cell


def relations(tables: Iterable[Table]) -> set[Relation]:
    """Every sum that ties figures of these tables: across the columns of a row, and down the options."""
    tables = list(tables)
    found = set(_across(tables))
    for _, cells in groupby(sorted(_shares(tables), key=_place), key=_place):
        found.update(_down(list(cells)))
    return found


def _across(tables: list[Table]) -> Iterator[Relation]:
    for table in tables:
        if table.break_by is None:
            continue
        yield tuple(column_key(table, column) for column in table.columns)
        for row in table.rows:
            for what in (row.id, BASE):
                yield tuple(column_key(table, column, row.question, what) for column in table.columns)


_Share = tuple[Key, tuple[str, ...], int, int]


def _shares(tables: list[Table]) -> set[_Share]:
    return {
        (key, row.options, cell.numerator or 0, cell.denominator or 0)
        for key, row, cell in cells_of(tables)
        if row.measure is Measure.SHARE
    }


def _place(share: _Share) -> tuple[str, str, str]:
    key = share[0]
    return key.question, key.break_by, key.column


def _down(shares: list[_Share]) -> Iterator[Relation]:
    """The options of one question in one column: together the base, and some of them a key question's."""
    options = {share[1][0]: share for share in shares if len(share[1]) == 1}
    first = shares[0][0]
    base = Key(first.question, BASE, first.break_by, first.column)
    if sum(share[2] for share in options.values()) == shares[0][3]:
        yield (base, *(share[0] for share in options.values()))
    for key, parts, _, _ in shares:
        if len(parts) > 1 and set(parts) <= set(options):
            yield (key, *(options[part][0] for part in parts))
            yield (base, key, *(share[0] for part, share in options.items() if part not in parts))
