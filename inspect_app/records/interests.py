"""Queries on declared conflicts of interest: of whom somebody must not read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, CaseRow, ConflictOfInterestRow


@dataclass(frozen=True)
class Interest:
    """That an account must not read the cases of an area, of an officer (by number), or one case."""

    id: int
    account: str
    email: str
    area: int | None
    reference: str | None
    officer_group: int | None
    reason: str
    declared_at: datetime
    declared_by: str


def current(session: Session, inspection: int) -> list[Interest]:
    """The conflicts of an inspection that have not been ended, in the order in which they were declared."""
    row = ConflictOfInterestRow
    query = (
        select(
            *(row.id, row.account_id, AccountRow.email, row.area_id, CaseRow.reference, row.officer_group),
            *(row.reason, row.declared_at, row.declared_by),
        )
        .join(AccountRow, AccountRow.id == row.account_id)
        .outerjoin(CaseRow, CaseRow.id == row.case_id)
        .where(row.inspection_id == inspection, row.ended_at.is_(None))
        .order_by(row.id)
    )
    return [Interest(*found) for found in session.execute(query)]


def add(session: Session, row: ConflictOfInterestRow) -> int:
    """Stores a conflict that was declared; answers its id."""
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, interest: int, at: datetime, by: str) -> None:
    """Ends a conflict; that it was declared stays."""
    row = session.scalars(select(ConflictOfInterestRow).where(ConflictOfInterestRow.id == interest)).one()
    row.ended_at, row.ended_by = at, by
    session.flush()
