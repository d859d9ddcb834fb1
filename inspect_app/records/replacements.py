"""Queries on the reserves of a draw, which of them were taken, and whose place they took."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.base import Attributes
from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    CaseRow,
    DrawCaseRow,
    LongListRow,
    ReplacementRow,
)


class Reserve(NamedTuple):
    """A reserve that nobody has taken, with what its row of the long list says. Identifiable."""

    id: int
    row_id: int
    attributes: Attributes
    cluster: str
    ldu: str
    team: str
    officer: str


class Line(NamedTuple):
    """A replacement: the references of the case that left and of the one that came, where there are such."""

    stratum: str
    left: str | None
    came: str | None
    reason: str | None
    words: str
    at: datetime
    author: str


def next_reserve(session: Session, draw: int, stratum: str) -> Reserve | None:
    """The first reserve of a stratum, in the order drawn, that is not taken yet; None when there is none."""
    columns = [getattr(LongListRow, name) for name in Reserve._fields[2:]]
    query = (
        select(DrawCaseRow.id, LongListRow.id, *columns)
        .join(LongListRow, LongListRow.id == DrawCaseRow.row_id)
        .where(DrawCaseRow.draw_id == draw, DrawCaseRow.stratum == stratum, *_untaken())
        .order_by(DrawCaseRow.place)
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return Reserve(*found) if found else None


def reserves_left(session: Session, draw: int) -> dict[str, int]:
    """How many reserves of each stratum nobody has taken; strata without any are left out."""
    query = select(DrawCaseRow.stratum, func.count()).where(DrawCaseRow.draw_id == draw, *_untaken())
    return {row[0]: row[1] for row in session.execute(query.group_by(DrawCaseRow.stratum))}


def statuses(session: Session, draw: int) -> Sequence[tuple[str, CaseStatus]]:
    """The stratum of each case that a draw has led to, and where the case stands."""
    query = (
        select(CaseRow.stratum, AssessmentStateRow.status)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.draw_id == draw)
    )
    return [(stratum or "", CaseStatus(status)) for stratum, status in session.execute(query)]


def lines(session: Session, draw: int) -> list[Line]:
    """Every replacement of a draw, in the order they were made."""
    rows = session.scalars(
        select(ReplacementRow).where(ReplacementRow.draw_id == draw).order_by(ReplacementRow.id)
    ).all()
    ids = {id_ for row in rows for id_ in (row.case_id, row.became_id)}
    named = select(CaseRow.id, CaseRow.reference).where(CaseRow.id.in_(ids))
    references = {row.id: row.reference for row in session.execute(named)}
    return [
        Line(
            row.stratum, references.get(row.case_id or 0), references.get(row.became_id or 0),
            row.reason, row.words, row.at, row.author,
        )
        for row in rows
    ]  # fmt: skip


def replaced_for(session: Session, draw: int, reasons: Collection[str]) -> dict[str, int]:
    """How many cases of each stratum left the sample of a draw for one of some reasons."""
    row = ReplacementRow
    query = select(row.stratum, func.count()).where(row.draw_id == draw, row.case_id.is_not(None))
    found = session.execute(query.where(row.reason.in_(reasons)).group_by(row.stratum))
    return {row[0]: row[1] for row in found}


def case_of(session: Session, inspection: int, reference: str) -> CaseRow | None:
    """The row of a case, or None when the inspection has no such case."""
    query = select(CaseRow).where(CaseRow.inspection_id == inspection, CaseRow.reference == reference)
    return session.scalars(query).one_or_none()


def of_case(session: Session, case: int) -> ReplacementRow | None:
    """The replacement by which a case left the sample, or None when it was not replaced."""
    return session.scalars(select(ReplacementRow).where(ReplacementRow.case_id == case)).one_or_none()


def references(session: Session, inspection: int) -> Sequence[str]:
    """The references of all cases of an inspection."""
    return session.scalars(select(CaseRow.reference).where(CaseRow.inspection_id == inspection)).all()


def officer_groups(session: Session, inspection: int) -> Sequence[tuple[int, str]]:
    """The officer groups of an inspection's cases and the officers they stand for. Identifiable."""
    query = (
        select(CaseRow.officer_group, LongListRow.officer)
        .join(LongListRow, LongListRow.id == CaseRow.long_list_row_id)
        .where(CaseRow.inspection_id == inspection, CaseRow.officer_group.is_not(None))
        .distinct()
    )
    return [(group or 0, officer) for group, officer in session.execute(query)]


def _untaken() -> tuple[ColumnElement[bool], ...]:
    taken = select(ReplacementRow.taken_id).where(ReplacementRow.taken_id.is_not(None))
    return DrawCaseRow.role == "reserve", DrawCaseRow.id.not_in(taken)
