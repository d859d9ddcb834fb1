"""What stands in each sheet of the workbook: plain values and shorthand, before any formatting."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inspect_app.findings.figures import OverallRating, Table, TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.reports.annexe import COLUMNS, published_figures
from inspect_app.reports.design import Sheet
from inspect_app.reports.sheet_figures import DECISIONS, FIGURES, OVERALL, RATINGS, STRATA, Value, pick


@dataclass(frozen=True)
class SheetContent:
    """One sheet with one table: `lines` stand above it, a cell each; headings are all different.

    `notes` hold for the whole table; the workbook numbers them and explains them on a sheet of their own.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


def contents_of(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    """The sheets that a kind of sheet comes to for this snapshot: none, one, or one a table."""
    yield from _SOURCES[sheet.source](sheet, snapshot, intro)


def _one(rows: tuple[tuple[Value, ...], ...], sheet: Sheet, intro: str) -> Iterator[SheetContent]:
    if rows:
        headings = tuple(field.heading for field in sheet.fields)
        widths = tuple(field.width for field in sheet.fields)
        yield SheetContent(sheet.name, sheet.title, (intro,), headings, widths, rows)


def _ratings(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    rows = tuple(
        tuple(pick(RATINGS, field.shows)(rating, snapshot.decision(rating.id)) for field in sheet.fields)
        for rating in snapshot.ratings
    )
    yield from _one(rows, sheet, intro)


def _decisions(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    rows = (tuple(pick(DECISIONS, field.shows)(each) for field in sheet.fields) for each in snapshot.decided)
    yield from _one(tuple(rows), sheet, intro)


def _overall(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    yield from _points(snapshot.overall, sheet, intro)


def _overall_decided(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    yield from _points(snapshot.overall_decided, sheet, intro)


def _points(overall: OverallRating | None, sheet: Sheet, intro: str) -> Iterator[SheetContent]:
    if overall is None:
        return
    bands = [band for band in overall.ranges if band.lowest <= band.highest]
    rows = (tuple(pick(OVERALL, field.shows)(overall, band) for field in sheet.fields) for band in bands)
    yield from _one(tuple(rows), sheet, intro)


def _strata(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    strata = snapshot.sampling.strata if snapshot.sampling else ()
    rows = tuple(tuple(pick(STRATA, field.shows)(stratum) for field in sheet.fields) for stratum in strata)
    yield from _one(rows, sheet, intro)


def _figures(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
    names = [pick({name: name for name in COLUMNS}, field.shows) for field in sheet.fields]
    rows = (tuple(line[name] for name in names) for line in published_figures(snapshot))
    yield from _one(tuple(rows), sheet, intro)


def _tables(kind: TableKind) -> Callable[[Sheet, Snapshot, str], Iterator[SheetContent]]:
    def make(sheet: Sheet, snapshot: Snapshot, intro: str) -> Iterator[SheetContent]:
        tables = [table for table in snapshot.tables if table.kind is kind]
        for number, table in enumerate(tables, 1):
            words = {
                "table": table.title,
                "number": number,
                "break_label": table.break_label,
            }
            columns = [
                (field, column) for column in range(len(table.columns)) for field in sheet.column_fields
            ]
            fields = [(field, 0) for field in sheet.fields] + columns
            headings = (field.heading.format(column=table.columns[n].label) for field, n in fields)
            yield SheetContent(
                sheet.name.format_map(words),
                sheet.title.format_map(words),
                (intro, *_above(table)),
                _all_different(headings),
                tuple(field.width for field, _ in fields),
                tuple(
                    tuple(pick(FIGURES, field.shows)(row, row.cells[n]) for field, n in fields)
                    for row in table.rows
                ),
                table.notes,
            )

    return make


def _above(table: Table) -> Iterator[str]:
    if table.subtitle:
        yield table.subtitle
    if table.source:
        yield f"Source: {table.source}"


def _all_different(headings: Iterator[str]) -> tuple[str, ...]:
    """A second heading like one before it (two groups of the same name) gets a number."""
    seen: dict[str, int] = {}
    different = []
    for heading in headings:
        key = heading.casefold()
        seen[key] = seen.get(key, 0) + 1
        different.append(heading if seen[key] == 1 else f"{heading} ({seen[key]})")
    return tuple(different)


_SOURCES: Mapping[str, Callable[[Sheet, Snapshot, str], Iterator[SheetContent]]] = {
    "ratings": _ratings,
    "decisions": _decisions,
    "overall": _overall,
    "overall_decided": _overall_decided,
    "strata": _strata,
    "key_questions": _tables(TableKind.KEY_QUESTIONS),
    "section": _tables(TableKind.SECTION),
    "breakdown": _tables(TableKind.BREAKDOWN),
    "defined": _tables(TableKind.DEFINED),
    "figures": _figures,
}
