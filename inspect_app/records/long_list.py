"""Queries on the long list: imports, rows and where they stand, what people changed. Identifiable."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.orm import Session

from inspect_app.records.base import Attributes, RowProblems
from inspect_app.records.models import LongListChangeRow, LongListImportRow, LongListRow

CELLS = (
    *("family_name", "first_names", "date_of_birth", "gender", "sentence_type", "crn", "pnc", "rosh"),
    *("start_date", "terminated", "cluster", "ldu", "team", "officer", "manager", "office"),
)
"""The columns of a row that hold its cells, as the file has them."""


@dataclass(frozen=True)
class Standing:
    """What a row's cells mean and where it stands: "eligible", "excluded" (with the reason) or "problem".

    `case_key` and `stratum` are None where the cells say none.
    """

    state: str
    exclusion_reason: str | None
    problems: RowProblems
    attributes: Attributes
    start_on: date | None
    born_on: date | None
    case_key: str | None
    stratum: str | None


@dataclass(frozen=True)
class StoredRow:
    """A row as stored: its number in the spreadsheet, its cells by column, and where it stands."""

    id: int
    number: int
    cells: Mapping[str, str]
    standing: Standing

    def with_change(self, change: "Change") -> Self:
        """The row with a cell corrected; other changes are about where it stands."""
        if change.column is None or change.after is None:
            return self
        return replace(self, cells={**self.cells, change.column: change.after})


@dataclass(frozen=True)
class Change:
    """A correction of a cell, or the exclusion or restoration of a row, with its reason.

    `number` is the row's; `action` is "correct", "exclude" or "restore".
    """

    number: int
    action: str
    column: str | None
    before: str | None
    after: str | None
    reason: str
    author: str
    device: str
    at: datetime


def current_import(session: Session, inspection: int) -> LongListImportRow | None:
    """The import whose rows are the inspection's long list: the one brought in last."""
    return session.scalars(_imports(inspection).limit(1)).one_or_none()


def imports(session: Session, inspection: int) -> Sequence[LongListImportRow]:
    """All imports of an inspection, the current one first."""
    return session.scalars(_imports(inspection)).all()


def same_import(
    session: Session, inspection: int, content_hash: str, as_at: date
) -> LongListImportRow | None:
    """The import of the same content as at the same day, current or replaced since."""
    return session.scalars(
        _imports(inspection).where(
            LongListImportRow.content_hash == content_hash, LongListImportRow.as_at == as_at
        )
    ).one_or_none()


def make_current(session: Session, earlier: LongListImportRow, at: datetime) -> None:
    """Make an import that was replaced the current one again, with its rows and the changes made to them."""
    latest = max(row.imported_at for row in imports(session, earlier.inspection_id))
    earlier.imported_at = max(at, latest + timedelta(microseconds=1))
    session.flush()


def add_import(session: Session, row: LongListImportRow) -> LongListImportRow:
    """Store an import and give it its id; it becomes the current one."""
    if latest := current_import(session, row.inspection_id):
        row.imported_at = max(row.imported_at, latest.imported_at + timedelta(microseconds=1))
    session.add(row)
    session.flush()
    return row


def add_rows(
    session: Session, imported: LongListImportRow, rows: Iterable[tuple[int, Mapping[str, str], Standing]]
) -> None:
    """Store the rows of an import: number, cells by column, and where each stands."""
    where = {"import_id": imported.id, "inspection_id": imported.inspection_id}
    values = [
        {**where, "number": number, **{key: cells.get(key, "") for key in CELLS}, **vars(standing)}
        for number, cells, standing in rows
    ]
    session.execute(insert(LongListRow), values)


def rows_of(session: Session, import_id: int) -> list[StoredRow]:
    """The rows of an import in the order of the spreadsheet."""
    return list(_rows(session, _ROW.where(LongListRow.import_id == import_id).order_by(LongListRow.number)))


def row_at(session: Session, import_id: int, number: int) -> StoredRow | None:
    """The row of an import that has this number in the spreadsheet."""
    return next(
        _rows(session, _ROW.where(LongListRow.import_id == import_id, LongListRow.number == number)), None
    )


def identifiers(session: Session, import_id: int) -> list[tuple[int, int, str, str]]:
    """The id, number, CRN and PNC of every row of an import."""
    columns = LongListRow.id, LongListRow.number, LongListRow.crn, LongListRow.pnc
    rows = session.execute(select(*columns).where(LongListRow.import_id == import_id))
    return [(id_, number, crn, pnc) for id_, number, crn, pnc in rows]


def rows_among(
    session: Session, import_id: int, ids: Collection[int], born: Collection[date]
) -> list[StoredRow]:
    """The rows of an import with one of these ids, or of somebody born on one of these days."""
    either = LongListRow.id.in_(ids) | LongListRow.born_on.in_(born)
    return list(_rows(session, _ROW.where(LongListRow.import_id == import_id, either)))


def counts_by_state(session: Session, import_id: int) -> dict[str, int]:
    """How many rows of an import are in each state; a state without any is not named."""
    query = select(LongListRow.state, func.count()).where(LongListRow.import_id == import_id)
    return dict(session.execute(query.group_by(LongListRow.state)).all())


def excluded_rows(session: Session, import_id: int) -> list[tuple[int, str]]:
    """The excluded rows of an import with their reasons, in the order of the spreadsheet."""
    query = select(LongListRow.number, LongListRow.exclusion_reason).order_by(LongListRow.number)
    rows = session.execute(query.where(*_in_state(import_id, "excluded")))
    return [(number, reason or "") for number, reason in rows]


def excluded_by_reason(session: Session, import_id: int) -> dict[str, int]:
    """How many rows of an import each reason excludes."""
    query = select(LongListRow.exclusion_reason, func.count()).where(*_in_state(import_id, "excluded"))
    rows = session.execute(query.group_by(LongListRow.exclusion_reason))
    return {reason or "": count for reason, count in rows}


def open_problems(session: Session, import_id: int) -> list[tuple[int, RowProblems]]:
    """The rows of an import with problems, and these, in the order of the spreadsheet."""
    query = select(LongListRow.number, LongListRow.problems).order_by(LongListRow.number)
    rows = session.execute(query.where(*_in_state(import_id, "problem")))
    return [(number, problems) for number, problems in rows]


def restate(session: Session, standings: Mapping[int, Standing]) -> None:
    """Store where rows stand now, by row id."""
    if standings:
        session.execute(update(LongListRow), [{"id": id_, **vars(now)} for id_, now in standings.items()])


def set_cell(session: Session, row_id: int, column: str, value: str) -> None:
    """Replace one cell of a row."""
    session.execute(update(LongListRow), [{"id": row_id, column: value}])


def add_change(session: Session, row_id: int, change: Change) -> None:
    """Store a correction, exclusion or restoration of a row."""
    values = {key: value for key, value in vars(change).items() if key != "number"}
    session.add(LongListChangeRow(row_id=row_id, **values))
    session.flush()


def changes(session: Session, import_id: int) -> list[Change]:
    """The changes made to an import's rows, in the order they were made."""
    query = (
        select(LongListRow.number, LongListChangeRow)
        .join(LongListRow, LongListRow.id == LongListChangeRow.row_id)
        .where(LongListRow.import_id == import_id)
        .order_by(LongListChangeRow.id)
    )
    columns = [key for key in Change.__dataclass_fields__ if key != "number"]
    return [
        Change(number=number, **{key: getattr(row, key) for key in columns})
        for number, row in session.execute(query)
    ]


def last_changed(session: Session, inspection: int) -> datetime | None:
    """When an inspection's long list was last brought in or changed by a person; None without a list."""
    imported = current_import(session, inspection)
    if imported is None:
        return None
    return max([imported.imported_at, *(change.at for change in changes(session, imported.id))])


_ROW = select(
    *(getattr(LongListRow, key) for key in ("id", "number", *CELLS, *Standing.__dataclass_fields__))
)


def _rows(session: Session, query: Select[Any]) -> Iterator[StoredRow]:
    for id_, number, *rest in session.execute(query):
        cells, standing = rest[: len(CELLS)], rest[len(CELLS) :]
        yield StoredRow(id_, number, dict(zip(CELLS, cells, strict=True)), Standing(*standing))


def _in_state(import_id: int, state: str) -> tuple[ColumnElement[bool], ...]:
    return LongListRow.import_id == import_id, LongListRow.state == state


def _imports(inspection: int) -> Select[LongListImportRow]:
    return (
        select(LongListImportRow)
        .where(LongListImportRow.inspection_id == inspection)
        .order_by(LongListImportRow.imported_at.desc(), LongListImportRow.id.desc())
    )
