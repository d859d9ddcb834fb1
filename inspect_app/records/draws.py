"""Queries on draws and on the long-list rows they took."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from inspect_app.records.bulk import insert_many
from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    AssignmentRow,
    CaseRow,
    ConflictOfInterestRow,
    DrawBucketRow,
    DrawCaseRow,
    DrawRow,
    LongListRow,
    ReplacementRow,
)


class Taken(NamedTuple):
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


def every_draw(session: Session, inspection: int) -> Sequence[DrawRow]:
    """All draws of an inspection, the last one first."""
    query = select(DrawRow).where(DrawRow.inspection_id == inspection)
    return session.scalars(query.order_by(DrawRow.number.desc())).all()


def draw_of_number(session: Session, inspection: int, number: int) -> DrawRow | None:
    """A draw of an inspection, or None when there is none of that number."""
    query = select(DrawRow).where(DrawRow.inspection_id == inspection, DrawRow.number == number)
    return session.scalars(query).one_or_none()


def add_draw(
    session: Session, row: DrawRow, taken: Iterable[Taken], buckets: Iterable[dict[str, Any]]
) -> int:
    """Store a draw, the rows it took and the buckets it took them from; answers its id."""
    session.add(row)
    session.flush()
    columns = "draw_id", *Taken._fields
    insert_many(session, DrawCaseRow, columns, ((row.id, *each) for each in taken))
    if values := [{"draw_id": row.id, **each} for each in buckets]:
        session.execute(insert(DrawBucketRow), values)
    return row.id


def cases_drawn(session: Session, draw: int) -> Sequence[DrawCaseRow]:
    """What a draw took: first choices by their place, then reserves by stratum and place."""
    order = DrawCaseRow.role, DrawCaseRow.stratum, DrawCaseRow.place
    found = session.scalars(select(DrawCaseRow).where(DrawCaseRow.draw_id == draw).order_by(*order)).all()
    return sorted(found, key=lambda each: each.place if each.role == "primary" else len(found))


def buckets(session: Session, draw: int) -> Sequence[DrawBucketRow]:
    """The buckets that a draw took cases from, in the order they were gone through. Identifiable."""
    query = select(DrawBucketRow).where(DrawBucketRow.draw_id == draw)
    return session.scalars(query.order_by(DrawBucketRow.id)).all()


def cells_of_first_choices(session: Session, draw: int, columns: Sequence[str]) -> dict[int, dict[str, str]]:
    """Some cells of the rows that a draw took as first choices, by the rows' ids. Identifiable."""
    cells = [getattr(LongListRow, column) for column in columns]
    query = (
        select(LongListRow.id, *cells)
        .join(DrawCaseRow, DrawCaseRow.row_id == LongListRow.id)
        .where(DrawCaseRow.draw_id == draw, DrawCaseRow.role == "primary")
    )
    return {id_: dict(zip(columns, row, strict=True)) for id_, *row in session.execute(query)}


def group_cases(session: Session, draw: int, groups: Mapping[int, int]) -> None:
    """Give the cases of a draw the numbers of their officers, by the ids of their long-list rows."""
    query = select(CaseRow.id, CaseRow.long_list_row_id).where(CaseRow.draw_id == draw)
    values = [
        {"id": case, "officer_group": groups[row]}
        for case, row in session.execute(query)
        if row is not None and row in groups
    ]
    if values:
        session.execute(update(CaseRow), values)


def supersede(session: Session, draw: DrawRow, at: datetime) -> None:
    """Mark a draw as superseded and take away its cases, about which nothing was ever saved.

    What the draw took stays on record; who was to read the cases, or must not, goes with them.
    """
    draw.superseded_at = at
    session.flush()
    cases = select(CaseRow.id).where(CaseRow.draw_id == draw.id)
    assessments = select(AssessmentRow.id).where(AssessmentRow.case_id.in_(cases))
    for statement in (
        delete(AssessmentStateRow).where(AssessmentStateRow.assessment_id.in_(assessments)),
        delete(AssessmentRow).where(AssessmentRow.case_id.in_(cases)),
        delete(AssignmentRow).where(AssignmentRow.case_id.in_(cases)),
        delete(ConflictOfInterestRow).where(ConflictOfInterestRow.case_id.in_(cases)),
        update(ReplacementRow).where(ReplacementRow.draw_id == draw.id).values(case_id=None, became_id=None),
        delete(CaseRow).where(CaseRow.draw_id == draw.id),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
