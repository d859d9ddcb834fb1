"""Exports the long list as corrected, in a form from which draws can be verified. It identifies people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.fieldwork.check_long_list import load_list
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, headings, inspections
from inspect_app.records.engine import Session
from inspect_app.sampling.columns import COLUMNS, Column, column_of


@dataclass(frozen=True)
class ExportedRow:
    """A row's number in the spreadsheet that was imported, and its cells in the order of the columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ExportedList:
    """Every row of a long list, with the headings that the inspection knows its columns by."""

    ref: str
    title: str
    synthetic: bool
    as_at: date
    corrections: int
    headings: tuple[str, ...]
    rows: Sequence[ExportedRow]


def export_list(session: Session, actor: Actor, clock: Clock, *, ref: str) -> ExportedList:
    """The current long list as corrected, the excluded rows included; UserError if there is none.

    Rows keep their numbers, for an exported draw names those that people excluded or restored by them.
    It is logged.
    """
    inspection, _ = inspections.find(session, ref)
    stored = load_list(session, inspection.id)
    own = headings.own_headings(session, inspection.id)
    access_log.record(session, clock(), actor, "cases.export", ref, "long list", {"rows": len(stored.rows)})
    return ExportedList(
        ref=ref,
        title=inspection.title,
        synthetic=inspection.synthetic,
        as_at=stored.imported.as_at,
        corrections=sum(change.action == "correct" for change in stored.changes),
        headings=tuple(_heading(column, own) for column in COLUMNS),
        rows=[
            ExportedRow(row.number, tuple(row.cells[column.key] for column in COLUMNS)) for row in stored.rows
        ],
    )


def _heading(column: Column, own: Mapping[str, str]) -> str:
    """A heading that means the column in this inspection, where a usual one may mean another."""
    known = (column.heading, *(heading for heading, key in own.items() if key == column.key), *column.others)
    return next((heading for heading in known if column_of(heading, own) is column), column.heading)
