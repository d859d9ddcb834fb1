"""A snapshot's cells as rows of a plain file, one line per cell."""

from collections.abc import Iterator

from inspect_app.findings.figures import Cell, Column, Estimate, Row, Table
from inspect_app.findings.snapshot import Snapshot

HEADER = (
    *("table", "section", "question", "row", "label", "measure"),
    *("break_by", "column", "column_label"),
    *("numerator", "denominator", "not_applicable", "dont_know", "not_asked", "not_answered"),
    *("per_cent", "exact", "value", "suppressed", "reason"),
    *(
        "outside",
        "small_base",
        "estimate",
        "se",
        "df",
        "level",
        "method",
        "interval_low",
        "interval_high",
        "why_none",
    ),
    "weight",
)
CellRow = tuple[str | int | float, ...]


def cell_rows(snapshot: Snapshot) -> Iterator[CellRow]:
    """Rows under HEADER in the order of the tables; a number that is missing or suppressed is blank."""
    for table in snapshot.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield (*_place(table, row, column), *_figures(cell), table.weight)


def _place(table: Table, row: Row, column: Column) -> CellRow:
    return (
        *(table.id, table.section or "", row.question, row.id, row.label, row.measure.value),
        *(table.break_by or "", column.id, column.label),
    )


def _figures(cell: Cell) -> CellRow:
    counts = (
        *(cell.numerator, cell.denominator, cell.not_applicable),
        *(cell.dont_know, cell.not_asked, cell.not_answered, cell.per_cent),
    )
    return (
        *("" if count is None else count for count in counts),
        "/".join(map(str, cell.exact)) if cell.exact else "",
        cell.value or "",
        "yes" if cell.suppressed else "no",
        cell.reason or "",
        "" if cell.outside is None else cell.outside,
        "yes" if cell.low else "no",
        *_estimate(cell.estimate),
    )


def _estimate(estimate: Estimate | None) -> CellRow:
    if estimate is None:
        return ("",) * 8
    numbers = (estimate.value, estimate.se, estimate.df, estimate.level)
    figures = (*numbers, estimate.method.value, estimate.low, estimate.high, estimate.reason)
    return tuple("" if figure is None else figure for figure in figures)
