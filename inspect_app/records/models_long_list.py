"""Tables of the long list: imports, rows as read, and every correction or exclusion. Identifiable."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Attributes, Base, Detail, RowProblems


class LongListImportRow(Base):
    """One file read into an inspection's long list; `content_hash` is the SHA-256 of its bytes."""

    __tablename__ = "long_list_import"
    __table_args__ = (UniqueConstraint("inspection_id", "content_hash", "as_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    filename: Mapped[str]
    content_hash: Mapped[str]
    as_at: Mapped[date]
    imported_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]


class LongListRow(Base):
    """One person's line: sixteen cells as read, what they mean, and whether it can be sampled.

    `number` is the row of the spreadsheet, counted from 1; `start_on` and `born_on` are the dates that the
    cells `start_date` and `date_of_birth` say, or None where they say none. `case_key` and `stratum` are what
    a draw knows the case by: None where there is none, and in a list that an older programme imported.
    """

    __tablename__ = "long_list_row"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index(None, "inspection_id", "state"),
        CheckConstraint("state IN ('eligible', 'excluded', 'problem')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    import_id: Mapped[int] = mapped_column(ForeignKey("long_list_import.id"))
    number: Mapped[int]
    family_name: Mapped[str]
    first_names: Mapped[str]
    date_of_birth: Mapped[str]
    gender: Mapped[str]
    sentence_type: Mapped[str]
    crn: Mapped[str]
    pnc: Mapped[str]
    rosh: Mapped[str]
    start_date: Mapped[str]
    terminated: Mapped[str]
    cluster: Mapped[str]
    ldu: Mapped[str]
    team: Mapped[str]
    officer: Mapped[str]
    manager: Mapped[str]
    office: Mapped[str]
    start_on: Mapped[date | None]
    born_on: Mapped[date | None]
    attributes: Mapped[Attributes]
    state: Mapped[str]
    exclusion_reason: Mapped[str | None]
    problems: Mapped[RowProblems]
    case_key: Mapped[str | None] = mapped_column(default=None)
    stratum: Mapped[str | None] = mapped_column(default=None)


class LongListChangeRow(Base):
    """A row mended, excluded or restored by a person: what it was, what it is, why, who and when."""

    __tablename__ = "long_list_change"
    __table_args__ = (CheckConstraint("action IN ('correct', 'exclude', 'restore')", name="action"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    row_id: Mapped[int] = mapped_column(ForeignKey("long_list_row.id"), index=True)
    action: Mapped[str]
    column: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]
    reason: Mapped[str]
    author: Mapped[str]
    device: Mapped[str]
    at: Mapped[datetime]


class HeadingMapRow(Base):
    """A heading (folded) that the lists of an inspection use for a column of the long list."""

    __tablename__ = "heading_map"
    __table_args__ = (UniqueConstraint("inspection_id", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    heading: Mapped[str]
    column: Mapped[str]


class CaseListRequestRow(Base):
    """What an inspected body was asked for: period, inclusions, exclusions and columns, in `body`."""

    __tablename__ = "case_list_request"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    body: Mapped[Detail]
    made_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]


class FrameKeyRow(Base):
    """The secret by which an inspection's exported draws name its cases; it goes with the long list.

    Case numbers are so few that a hash without a secret could be guessed.
    """

    __tablename__ = "frame_key"

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    secret: Mapped[str]


class FrameDestructionRow(Base):
    """The record that an inspection's long lists and all that identifies their people were destroyed.

    `body` counts what was destroyed, and keeps the hashes of the lists and of the frames of the draws.
    """

    __tablename__ = "frame_destruction"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    reason: Mapped[str]
    body: Mapped[Detail]
    at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]
