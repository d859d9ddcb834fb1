"""Tables of who is to read which case, and of whom they must not read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class ConflictOfInterestRow(Base):
    """That somebody must not read the cases of an area, of an officer, or one case, until it is ended."""

    __tablename__ = "conflict_of_interest"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN area_id IS NULL THEN 0 ELSE 1 END + CASE WHEN case_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN officer_group IS NULL THEN 0 ELSE 1 END = 1",
            name="one",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    officer_group: Mapped[int | None]
    reason: Mapped[str]
    declared_at: Mapped[datetime]
    declared_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str | None] = mapped_column(default=None)


class AssignmentRow(Base):
    """Who is to read a case, from `since` until it was given to somebody else; one at a time.

    `by_hand` says that a person chose, for a `reason`; the automatic allocation leaves it alone.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "ux_assignment_case_id_current",
            "case_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    by_hand: Mapped[bool]
    reason: Mapped[str | None]
    since: Mapped[datetime]
    given_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str | None] = mapped_column(default=None)
