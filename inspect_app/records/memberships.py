"""Queries on who works on which inspection, in which role."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, AreaRow, InspectionRow, MembershipRow


@dataclass(frozen=True)
class Held:
    """A role that somebody holds now, in an inspection by its id and ref."""

    inspection: int
    ref: str
    role: str
    area: int | None


@dataclass(frozen=True)
class Member:
    """Somebody's role in an inspection, as those who give out roles see it.

    `working_days` are for the reading of cases; `officer_name` is what the long list calls them.
    """

    id: int
    account: str
    name: str
    email: str
    role: str
    area: int | None
    area_name: str | None
    since: datetime
    until: date | None
    ended_at: datetime | None
    disabled: bool = False
    working_days: int | None = None
    officer_name: str | None = None

    def holds(self, today: date) -> bool:
        """Whether they have the role on a day."""
        return self.ended_at is None and (self.until is None or self.until >= today)


def held_by(session: Session, account: str, today: date) -> list[Held]:
    """The roles that an account holds on a day."""
    return [Held(*row) for row in session.execute(_HELD_BY, {"account": account, "today": today})]


def of_inspection(session: Session, inspection: int) -> list[Member]:
    """Everybody who has or had a role in an inspection, by name and then by when they were given it."""
    query = _members().where(MembershipRow.inspection_id == inspection)
    return [Member(*row) for row in session.execute(query)]


def find(session: Session, inspection: int, membership: int) -> Member | None:
    """One of an inspection's memberships by its id, or None."""
    query = _members().where(MembershipRow.inspection_id == inspection, MembershipRow.id == membership)
    found = session.execute(query).one_or_none()
    return Member(*found) if found else None


def add(session: Session, row: MembershipRow) -> int:
    """Stores a role that was given to somebody; answers its id."""
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, membership: int, at: datetime, by: str) -> None:
    """Ends a role from a moment on."""
    row = session.scalars(select(MembershipRow).where(MembershipRow.id == membership)).one()
    row.ended_at, row.ended_by = at, by
    session.flush()


def set_days(session: Session, membership: int, days: int | None, officer_name: str | None) -> None:
    """Stores how many days somebody reads cases, and what the long list calls them."""
    row = session.scalars(select(MembershipRow).where(MembershipRow.id == membership)).one()
    row.working_days, row.officer_name = days, officer_name
    session.flush()


def holds(today: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a role is held on a day."""
    unlimited = MembershipRow.until.is_(None)
    return MembershipRow.ended_at.is_(None), unlimited | (MembershipRow.until >= today)


HELD = (InspectionRow.id, InspectionRow.ref, MembershipRow.role, MembershipRow.area_id)
"""The columns of `Held`."""

_HELD_BY = (
    select(*HELD)
    .join(InspectionRow, InspectionRow.id == MembershipRow.inspection_id)
    .where(MembershipRow.account_id == bindparam("account"), *holds(bindparam("today")))
    .order_by(MembershipRow.id)
)


def _members() -> Select[*tuple[Any, ...]]:
    row = MembershipRow
    return (
        select(
            *(row.id, row.account_id, AccountRow.name, AccountRow.email, row.role, row.area_id, AreaRow.name),
            *(row.since, row.until, row.ended_at, AccountRow.disabled_at.is_not(None)),
            *(row.working_days, row.officer_name),
        )
        .join(AccountRow, AccountRow.id == row.account_id)
        .outerjoin(AreaRow, AreaRow.id == row.area_id)
        .order_by(AccountRow.name, row.id)
    )
