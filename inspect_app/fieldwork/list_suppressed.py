"""The log of what is suppressed in an inspection's report or an area's edition, with the reason for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.fieldwork.find_area_edition import find_area_figures
from inspect_app.fieldwork.find_figures import find_whole
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.disclosure import Disclosure, Part, SuppressedCell, Why
from inspect_app.findings.disclosure_log import suppressed_cells
from inspect_app.findings.figures import Table
from inspect_app.findings.snapshot import Snapshot
from inspect_app.records.engine import Session

REPORT = "The report and the workbook"
_GROUP = "Cases in the group"


@dataclass(frozen=True)
class SuppressedLine:
    """One line of the log: what is suppressed, where, and why in words; never the number."""

    table: str
    table_title: str
    row: str
    row_label: str
    column: str
    column_label: str
    part: Part
    why: Why
    words: str
    sum: tuple[str, ...]


@dataclass(frozen=True)
class SuppressedLog:
    """Everything an edition made now would suppress, in the order of its tables.

    `cells` counts the figures of the edition, suppressed or not, and `signed_off` the cases they rest on.
    """

    edition: str
    disclosure: Disclosure
    signed_off: int
    cells: int
    lines: tuple[SuppressedLine, ...]


def list_suppressed(session: Session, ref: str, area: int | None = None) -> SuppressedLog:
    """The log of the report of an inspection, or of an area's edition, by the settings as they are now.

    It is for the inspectorate alone: the reason why a number is not shown nearly tells it. Raises UserError
    when there is no such inspection or area.
    """
    if area is None:
        settings, name = get_inspection(session, ref).disclosure, REPORT
        whole = find_whole(session, ref, frozen=False)
        snapshot, found = whole.snapshot, suppressed_cells(whole.snapshot, settings, whole.background)
    else:
        figures = find_area_figures(session, ref, area)
        settings, name = figures.disclosure, figures.name
        snapshot = figures.snapshot
        found = suppressed_cells(snapshot, settings, figures.background)
    cells = sum(len(table.rows) * len(table.columns) for table in snapshot.tables)
    return SuppressedLog(name, settings, snapshot.cases.signed_off, cells, tuple(_lines(snapshot, found)))


def _lines(snapshot: Snapshot, found: tuple[SuppressedCell, ...]) -> Iterator[SuppressedLine]:
    tables = {table.id: _Labels(table) for table in snapshot.tables}
    for cell in found:
        labels = tables[cell.table]
        yield SuppressedLine(
            cell.table,
            labels.title,
            cell.row,
            labels.rows.get(cell.row, _GROUP),
            cell.column,
            labels.columns[cell.column],
            cell.part,
            cell.why,
            cell.words,
            cell.sum,
        )


class _Labels:
    """What the places of a table are called."""

    def __init__(self, table: Table) -> None:
        self.title = table.title
        self.columns = {column.id: column.label for column in table.columns}
        self.rows = {
            row.id: row.label if row.label == row.question_text else f"{row.question_text}: {row.label}"
            for row in table.rows
        }
