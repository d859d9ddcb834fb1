"""Tables of draws and of the cases drawn."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Attributes, Base, Detail


class DrawRow(Base):
    """A draw, with all that is needed to repeat it; `plan` holds strata, allocation and trace.

    `buffer` is in whole per cent of the size.
    """

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    seed: Mapped[str]
    method: Mapped[str]
    version: Mapped[str]
    size: Mapped[int]
    buffer: Mapped[int]
    frame_hash: Mapped[str]
    plan: Mapped[Detail]
    drawn_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]


class DrawCaseRow(Base):
    """A long-list row taken by a draw; `probability` is an exact fraction ("54/454")."""

    __tablename__ = "draw_case"
    __table_args__ = (
        UniqueConstraint("draw_id", "row_id"),
        CheckConstraint("role IN ('primary', 'reserve')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("long_list_row.id"), index=True)
    stratum: Mapped[str]
    place: Mapped[int]
    role: Mapped[str]
    probability: Mapped[str]
    case_key: Mapped[str]


class CaseRow(Base):
    """A case to be read, under a reference that says nothing about the person.

    `area_id` is the smallest area it belongs to; None where no area is known, which no area reviewer sees.
    """

    __tablename__ = "case"
    __table_args__ = (UniqueConstraint("inspection_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    reference: Mapped[str]
    attributes: Mapped[Attributes]
    stratum: Mapped[str | None]
    long_list_row_id: Mapped[int | None] = mapped_column(ForeignKey("long_list_row.id"), index=True)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
