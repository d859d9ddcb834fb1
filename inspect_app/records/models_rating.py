"""The table of what people decided about ratings."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Base


class RatingDecisionRow(Base):
    """A standard's judgement, a panel's decision, or the undoing of what stood before; never changed.

    `subject` is a standard's id, or "overall". `band` is a band's id or "not_rated", and None when what stood
    is undone; `computed` is the band that was computed at that moment, which is none for a judgement.
    """

    __tablename__ = "rating_decision"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    subject: Mapped[str]
    band: Mapped[str | None]
    computed: Mapped[str | None]
    reason: Mapped[str]
    author: Mapped[str]
    device: Mapped[str]
    at: Mapped[datetime]
