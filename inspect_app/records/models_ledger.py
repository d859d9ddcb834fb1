"""Tables of assessments, the append-only ledger of saves, and the state derived from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class AssessmentRow(Base):
    """One reading of one case; the id is a UUID so that a laptop can name it too."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("case_id", "reading"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    reading: Mapped[int] = mapped_column(default=1)


class SaveRow(Base):
    """A save as received; `entries` is its JSON verbatim and `seq` its place, counted from 1.

    The database refuses to change, remove or replace a row.
    """

    __tablename__ = "save"
    __table_args__ = (UniqueConstraint("assessment_id", "seq"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    seq: Mapped[int]
    author: Mapped[str]
    device: Mapped[str]
    made_at: Mapped[str]
    received_at: Mapped[datetime]
    definition_hash: Mapped[str]
    text_revision: Mapped[int]
    entries: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str]
    chain_hash: Mapped[str]


class SaveTextRow(Base):
    """The words of one entry and the salt of their digest, apart from the ledger."""

    __tablename__ = "save_text"

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    save_id: Mapped[str] = mapped_column(ForeignKey("save.id"), index=True)
    salt: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class AssessmentStateRow(Base):
    """What an assessment's saves amount to, derived in the transaction that stores each save.

    `inspection_id`, `case_id` and `reading` say whose it is, so that lists need not ask the assessment; they
    never change. `codes` (int8) and `numbers` (float64, little-endian) are the packed answers that count, in
    the layout of the definition named by `definition_hash`. `alerts` are those still open. `changed_at` is
    when the save came that began the status (None while nobody has begun) and `changed_by` its author;
    `last_at` and `last_author` are of the save that came last. `state` is canonical JSON; it is long, so in
    SQLite's table it stands last: SQLite goes through everything that stands before a column in its row.
    """

    __tablename__ = "assessment_state"
    __table_args__ = (Index(None, "inspection_id", "case_id"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    inspection_id: Mapped[int]
    case_id: Mapped[int]
    reading: Mapped[int]
    definition_hash: Mapped[str]
    status: Mapped[str]
    answered: Mapped[int]
    to_do: Mapped[int]
    conflicts: Mapped[int]
    late: Mapped[int]
    saves: Mapped[int]
    chain_head: Mapped[str]
    codes: Mapped[bytes] = mapped_column(LargeBinary)
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(Text)
    alerts: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    changed_by: Mapped[str | None] = mapped_column(default=None)
    last_at: Mapped[datetime | None] = mapped_column(default=None)
    last_author: Mapped[str | None] = mapped_column(default=None)
