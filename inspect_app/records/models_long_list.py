"""Tables of the long list: imports, rows as read, and every correction or exclusion. Identifiable."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Attributes, Base, RowProblems


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
    cells `start_date` and `date_of_birth` say, or None where they say none.
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


class LongListChangeRow(Base):
    """A row mended or excluded by a person: what it was, what it is, why, who and when."""

    __tablename__ = "long_list_change"
    __table_args__ = (CheckConstraint("action IN ('correct', 'exclude')", name="action"),)

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
