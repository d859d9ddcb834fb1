"""One table as a file of its own, which says first what it is: CSV, or a sheet."""

from collections.abc import Iterator
from datetime import date, datetime, time

from inspect_app.findings.figures import Cell, Column, Estimate, Row, Table
from inspect_app.findings.snapshot import Snapshot
from inspect_app.reports.safe_csv import safe_csv
from inspect_app.reports.sheet_figures import MISSING, Value, as_number
from inspect_app.reports.sheets import SheetContent
from inspect_app.reports.xlsx import add_sheet, new_book, save, writable

Facts = tuple[tuple[str, str], ...]
"""What a table says of itself, each with its heading: the data version, the filter and the like."""

FONT = "Liberation Sans"
FIELDS = (
    *(("Question", 60), ("Answer", 34), ("Column", 24), ("Cases in column", 12)),
    *(("Numerator", 12), ("Denominator", 14), ("Per cent", 10), ("Value", 12), ("Small base", 10)),
    *(("Not applicable", 12), ("Don’t know", 12), ("Not asked", 12), ("Not answered", 14)),
    *(("Outside the base", 12), ("Estimate", 12), ("Interval from", 12), ("Interval to", 12)),
    ("Why there is no figure", 50),
)
HEADINGS = tuple(heading for heading, _ in FIELDS)
NO_FIGURE = f"{MISSING} stands where there is no number; where there is no figure the last column says why."


def as_csv(table: Table, facts: Facts) -> bytes:
    """The facts, one a line, an empty line, the headings, and one line for each cell."""
    return safe_csv([*facts, (), HEADINGS, *_lines(table)])


def as_xlsx(snapshot: Snapshot, facts: Facts) -> bytes:
    """The same as a sheet, which begins with the facts; the same figures give the same bytes."""
    table = snapshot.tables[0]
    lines = (*(f"{heading}: {words}" for heading, words in facts[1:]), NO_FIGURE)
    rows = tuple(tuple(MISSING if value == "" else value for value in line) for line in _lines(table))
    widths = tuple(width for _, width in FIELDS)
    book = new_book(FONT)
    sheet = SheetContent("Figures", table.title, lines, HEADINGS, widths, rows)
    add_sheet(book, sheet, snapshot.inspection.marking)
    about = book.properties
    about.title = writable(table.title)
    about.creator = about.lastModifiedBy = "inspect-app"
    about.language = snapshot.language
    day = date.fromisoformat(snapshot.as_at[:10]) if snapshot.as_at else date(2000, 1, 1)
    about.created = about.modified = datetime.combine(day, time())
    return save(book)


def _lines(table: Table) -> Iterator[tuple[Value, ...]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield (*_place(row, column), *_figures(cell))


def _place(row: Row, column: Column) -> tuple[Value, ...]:
    answer = "Judged sufficient" if row.label == row.question_text else row.label
    return row.question_text, answer, column.label, _number(column.cases)


def _figures(cell: Cell) -> tuple[Value, ...]:
    counts = (cell.numerator, cell.denominator, cell.per_cent)
    statuses = (cell.not_applicable, cell.dont_know, cell.not_asked, cell.not_answered, cell.outside)
    return (
        *(_number(count) for count in counts),
        "" if cell.value is None else as_number(cell.value),
        "suppressed" if cell.suppressed else "yes" if cell.low else "no",
        *(_number(count) for count in statuses),
        *_estimate(cell.estimate),
        cell.reason or "",
    )


def _estimate(estimate: Estimate | None) -> tuple[Value, ...]:
    ends = (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)
    return tuple(_number(end) for end in ends)


def _number(number: float | None) -> Value:
    return "" if number is None else number
