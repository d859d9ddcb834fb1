"""Takes out of the database whatever in an inspection tells who the people of its long lists are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from inspect_app.records.engine import Engine
from inspect_app.records.models import (
    CaseRow,
    DrawBucketRow,
    DrawCaseRow,
    DrawRow,
    FrameDestructionRow,
    FrameKeyRow,
    LongListChangeRow,
    LongListImportRow,
    LongListRow,
    MembershipRow,
)


class ListKept(NamedTuple):
    """What is kept of an import: which file's cells it was, as at which day, and how many rows it had."""

    content_hash: str
    as_at: str
    rows: int


class FrameKept(NamedTuple):
    """What is kept of a draw, by which a list that is supplied again can be told to be its frame."""

    draw: int
    frame_hash: str


def last(session: Session, inspection: int) -> FrameDestructionRow | None:
    """The record of the last destruction in an inspection, or None when there was none."""
    query = select(FrameDestructionRow).where(FrameDestructionRow.inspection_id == inspection)
    return session.scalars(query.order_by(FrameDestructionRow.id.desc()).limit(1)).one_or_none()


def lists(session: Session, inspection: int) -> Sequence[ListKept]:
    """The imports of an inspection whose rows are there, in the order they were made."""
    rows = select(LongListRow.import_id, func.count().label("rows")).group_by(LongListRow.import_id)
    counted = rows.subquery()
    query = (
        select(LongListImportRow.content_hash, LongListImportRow.as_at, counted.c.rows)
        .join(counted, counted.c.import_id == LongListImportRow.id)
        .where(LongListImportRow.inspection_id == inspection)
        .order_by(LongListImportRow.id)
    )
    return [ListKept(content, as_at.isoformat(), number) for content, as_at, number in session.execute(query)]


def frames(session: Session, inspection: int) -> Sequence[FrameKept]:
    """The frames of an inspection's draws."""
    query = select(DrawRow.number, DrawRow.frame_hash).where(DrawRow.inspection_id == inspection)
    return [FrameKept(*row) for row in session.execute(query.order_by(DrawRow.number))]


def destroy(session: Session, inspection: int) -> None:
    """Removes the long lists with their rows and changes, and all else that leads back to a person.

    Of draws the counts, places and probabilities stay; nothing that names an officer.
    """
    draws = select(DrawRow.id).where(DrawRow.inspection_id == inspection)
    rows = select(LongListRow.id).where(LongListRow.inspection_id == inspection)
    for statement in (
        update(CaseRow).where(CaseRow.inspection_id == inspection).values(long_list_row_id=None),
        update(DrawCaseRow).where(DrawCaseRow.draw_id.in_(draws)).values(row_id=None, case_key=None),
        delete(DrawBucketRow).where(DrawBucketRow.draw_id.in_(draws)),
        delete(LongListChangeRow).where(LongListChangeRow.row_id.in_(rows)),
        delete(LongListRow).where(LongListRow.inspection_id == inspection),
        delete(FrameKeyRow).where(FrameKeyRow.inspection_id == inspection),
        update(MembershipRow).where(MembershipRow.inspection_id == inspection).values(officer_name=None),
        delete(LongListImportRow).where(LongListImportRow.inspection_id == inspection),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()


def overwrite(engine: Engine) -> None:
    """Leaves nothing in the database's own files of what was removed; copies elsewhere are not touched."""
    raw = engine.raw_connection()  # none of this can be done within a transaction
    try:
        if engine.dialect.name == "postgresql":
            driver: Any = raw.driver_connection
            driver.autocommit = True
        for statement in _OVERWRITING[engine.dialect.name]:
            raw.cursor().execute(statement)
    finally:
        raw.detach()  # it is in a state of its own: nobody else gets it
        raw.close()


_TABLES = (
    *("long_list_import", "long_list_row", "long_list_change", "frame_key"),
    *("draw_case", "draw_bucket", '"case"', "membership"),
)
_OVERWRITING = {
    # The first writes what is new into the file, the second makes the file anew, the third empties the log.
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": (f"VACUUM (FULL) {', '.join(_TABLES)}",),
}
