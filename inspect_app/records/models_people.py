"""Tables of an inspection's areas, of who works on it in which role, and of what was released to an area."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class AreaRow(Base):
    """A part of what is inspected: a region, a delivery unit or a team, within the one it is part of."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("inspection_id", "parent_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    name: Mapped[str]


class MembershipRow(Base):
    """Somebody's role in an inspection, from `since` until it was ended or the day `until` is over.

    `area_id` is an area reviewer's area, or the area whose cases a local assessor is kept from. Rows are
    never removed: they tell who could see what, and when. Whoever has no `working_days` is given no cases;
    `officer_name` is what the long list calls a local assessor, and goes with it.
    """

    __tablename__ = "membership"
    __table_args__ = (Index(None, "account_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    since: Mapped[datetime]
    granted_by: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str | None] = mapped_column(default=None)
    working_days: Mapped[int | None] = mapped_column(default=None)
    officer_name: Mapped[str | None] = mapped_column(default=None)


class ReleaseRow(Base):
    """A report that an area's reviewers may read: one snapshot of the area's cases."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), index=True)
    released_at: Mapped[datetime]
    released_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by: Mapped[str | None] = mapped_column(default=None)
