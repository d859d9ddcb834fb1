"""The table of work that is done in the background: one row is one job, from being asked for to its files."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base, Detail


class JobRow(Base):
    """What somebody asked to be made, how far it has come, and the files that came of it.

    A worker holds a job that is running until `leased_until`; `attempts` counts how often one began. `wanted`
    is canonical JSON, so that the same wish is the same text.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_status_asked_at", "status", "asked_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    kind: Mapped[str]
    wanted: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str]
    stage: Mapped[str] = mapped_column(default="")
    per_cent: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_by: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(Text, default=None)
    files: Mapped[Detail] = mapped_column(default_factory=dict)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
