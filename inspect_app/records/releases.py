"""Queries on what was released to the reviewers of areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.memberships import holds
from inspect_app.records.models import AccountRow, MembershipRow, ReleaseRow, SnapshotRow


@dataclass(frozen=True)
class Release:
    """A report that was released to an area, by the hash of what it holds."""

    id: int
    area: int
    snapshot_hash: str
    released_at: datetime
    released_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None


def of_inspection(session: Session, inspection: int, area: int | None = None) -> list[Release]:
    """Everything released of an inspection, or to one area of it, newest first."""
    row = ReleaseRow
    query = (
        select(
            *(row.id, row.area_id, SnapshotRow.snapshot_hash, row.released_at, row.released_by),
            *(row.withdrawn_at, row.withdrawn_by),
        )
        .join(SnapshotRow, SnapshotRow.id == row.snapshot_id)
        .where(row.inspection_id == inspection)
        .order_by(row.released_at.desc(), row.id.desc())
    )
    if area is not None:
        query = query.where(row.area_id == area)
    return [Release(*found) for found in session.execute(query)]


def current(session: Session, inspection: int, area: int) -> Release | None:
    """The release of an area that its reviewers can open, or None."""
    return current_of(of_inspection(session, inspection, area))


def current_of(released: Sequence[Release]) -> Release | None:
    """Of an area's releases, newest first, the one that can be opened: the newest, unless it is withdrawn.

    What it took the place of stays closed, because that is older still.
    """
    return released[0] if released and released[0].withdrawn_at is None else None


def body_of(session: Session, release: int) -> str:
    """The canonical JSON of what was released."""
    query = select(SnapshotRow.body).join(ReleaseRow, ReleaseRow.snapshot_id == SnapshotRow.id)
    return session.scalars(query.where(ReleaseRow.id == release)).one()


def add(session: Session, row: ReleaseRow) -> None:
    """Stores a release."""
    session.add(row)
    session.flush()


def withdraw(session: Session, release: int, at: datetime, by: str) -> None:
    """Takes a release back from a moment on."""
    row = session.scalars(select(ReleaseRow).where(ReleaseRow.id == release)).one()
    row.withdrawn_at, row.withdrawn_by = at, by
    session.flush()


def readers(session: Session, inspection: int, role: str, today: date) -> dict[int, list[str]]:
    """Who holds a role for each area on a day, by name and email address."""
    query = (
        select(MembershipRow.area_id, AccountRow.name, AccountRow.email)
        .join(AccountRow, AccountRow.id == MembershipRow.account_id)
        .where(MembershipRow.inspection_id == inspection, MembershipRow.role == role, *holds(today))
        .where(AccountRow.disabled_at.is_(None))
        .order_by(AccountRow.name, AccountRow.email)
    )
    found: dict[int, list[str]] = {}
    for area, name, email in session.execute(query):
        if area is not None:
            found.setdefault(area, []).append(f"{name} ({email})")
    return found
