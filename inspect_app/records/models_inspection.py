"""Tables of inspections, the definitions they use, their snapshots and the access log."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base, Detail


class DefinitionRow(Base):
    """A definition in use: one row for each structure and revision of its texts."""

    __tablename__ = "definition"
    __table_args__ = (
        UniqueConstraint("structure_hash", "text_revision"),
        UniqueConstraint("instrument", "version", "text_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    structure_hash: Mapped[str]
    instrument: Mapped[str]
    version: Mapped[str]
    text_revision: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]


class InspectionRow(Base):
    """An inspection and the definition it was made with."""

    __tablename__ = "inspection"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    definition_id: Mapped[int] = mapped_column(ForeignKey("definition.id"), index=True)
    created_at: Mapped[datetime]
    suppression_threshold: Mapped[int] = mapped_column(default=5)
    synthetic: Mapped[bool] = mapped_column(default=False)
    rounding_base: Mapped[int] = mapped_column(default=0)
    secondary: Mapped[bool] = mapped_column(default=True)


class SnapshotRow(Base):
    """Findings frozen once: canonical JSON and its SHA-256, numbered within the inspection.

    With `area_id` they are the findings of that area's cases alone. `heads` says how far each case had come
    (see records.case_heads), and `editions` are the hashes of the editions that reports were made of, in the
    order of making and a space apart; both are None in those made before this was kept.
    """

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    snapshot_hash: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    heads: Mapped[str | None] = mapped_column(Text, default=None, deferred=True)
    editions: Mapped[str | None] = mapped_column(Text, default=None)


class AccessLogRow(Base):
    """One thing somebody did or looked at; the database refuses to change or remove it.

    `seq` is its place, from 1, in the chain of its inspection's lines.
    """

    __tablename__ = "access_log"
    __table_args__ = (Index(None, "inspection", "id"), Index(None, "inspection", "seq", unique=True))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]
    action: Mapped[str]
    inspection: Mapped[str | None]
    subject: Mapped[str]
    detail: Mapped[Detail]
    seq: Mapped[int]
    chain_hash: Mapped[str]
    reason: Mapped[str | None]
    recipient: Mapped[str | None]


class AccessLogHeadRow(Base):
    """Where a chain of the access log ends: how many lines it has and the hash of the last.

    `chain` is an inspection's ref, or empty for the lines about no single one.
    """

    __tablename__ = "access_log_head"

    chain: Mapped[str] = mapped_column(primary_key=True)
    lines: Mapped[int]
    head: Mapped[str]
