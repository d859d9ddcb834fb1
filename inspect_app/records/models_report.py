"""The tables of a report's texts and of its frozen editions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class ReportRow(Base):
    """The report of an inspection in one language, and the house style that it is written in."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("inspection_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    language: Mapped[str]
    style: Mapped[str]
    started_at: Mapped[datetime]
    started_by: Mapped[str]


class ReportSaveRow(Base):
    """A version of a chapter, an example or a recommendation as received; the database refuses to change it.

    `parents` are the ids of the versions it follows, `value` what it says and `seen` what its links showed,
    each as canonical JSON. `number` tells the order of receipt.
    """

    __tablename__ = "report_save"
    __table_args__ = (UniqueConstraint("id"), Index(None, "report_id", "thing"))

    number: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[str]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    thing: Mapped[str]
    parents: Mapped[str]
    author: Mapped[str]
    device: Mapped[str]
    made_at: Mapped[str]
    received_at: Mapped[datetime]
    content_hash: Mapped[str]
    seen: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)


class ReportEditionRow(Base):
    """A frozen edition of a report; the database refuses to change it.

    `publication` holds its texts and `figures` the snapshot that they are filled from, each as canonical JSON
    of the hash beside it. `embargo` is the ISO date until which it is confidential.
    """

    __tablename__ = "report_edition"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    stage: Mapped[str]
    note: Mapped[str]
    publication_hash: Mapped[str]
    figures_hash: Mapped[str]
    author: Mapped[str]
    device: Mapped[str]
    embargo: Mapped[str | None]
    made_at: Mapped[datetime]
    publication: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
