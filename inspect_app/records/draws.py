"""Queries on draws and on the long-list rows they took."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inspect_app.records.models import DrawCaseRow, DrawRow


@dataclass(frozen=True)
class Taken:
    """A long-list row taken by a draw, as "primary" or "reserve".

    `place` is its place among the first choices of the draw, or among the reserves of its stratum, from 1;
    `probability` is an exact fraction ("54/454"); `case_key` identifies the person.
    """

    row_id: int
    stratum: str
    place: int
    role: str
    probability: str
    case_key: str


def latest_draw(session: Session, inspection: int) -> DrawRow | None:
    """The last draw made for an inspection."""
    query = select(DrawRow).where(DrawRow.inspection_id == inspection).order_by(DrawRow.number.desc())
    return session.scalars(query.limit(1)).one_or_none()


def add_draw(session: Session, row: DrawRow, taken: Iterable[Taken]) -> int:
    """Store a draw and the rows it took; answers its id."""
    session.add(row)
    session.flush()
    session.execute(insert(DrawCaseRow), [{"draw_id": row.id, **vars(each)} for each in taken])
    return row.id
