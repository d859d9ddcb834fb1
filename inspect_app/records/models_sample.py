"""Tables of sample plans, of draws, of the cases drawn, and of their replacements."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.records.base import Attributes, Base, Detail


class SamplePlanRow(Base):
    """How a sample is to be drawn, with its seed: stored before the frame is opened for drawing.

    `seed_typed` says that a person gave the seed; `body` holds the plan and how its size came about.
    """

    __tablename__ = "sample_plan"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    body: Mapped[Detail]
    seed: Mapped[str]
    seed_typed: Mapped[bool]
    made_at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]


class DrawRow(Base):
    """A draw, with all that is needed to repeat it; `plan` holds strata, allocation and trace.

    `buffer` is in whole per cent of the size. `plan_id` and `draw_hash` are None in draws of an older
    programme. A draw after the first has a `reason`, and the one before it then is superseded.
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
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("sample_plan.id"), index=True, default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    draw_hash: Mapped[str | None] = mapped_column(default=None)
    superseded_at: Mapped[datetime | None] = mapped_column(default=None)


class DrawCaseRow(Base):
    """A long-list row taken by a draw; `probability` is an exact fraction ("54/454").

    `row_id` and `case_key` are None once the long list was destroyed.
    """

    __tablename__ = "draw_case"
    __table_args__ = (
        UniqueConstraint("draw_id", "row_id"),
        CheckConstraint("role IN ('primary', 'reserve')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    row_id: Mapped[int | None] = mapped_column(ForeignKey("long_list_row.id"), index=True)
    stratum: Mapped[str]
    place: Mapped[int]
    role: Mapped[str]
    probability: Mapped[str]
    case_key: Mapped[str | None]


class DrawBucketRow(Base):
    """How many cases a nested draw took of one officer's in a stratum, and by which steps.

    It names officers, so it goes with the long list.
    """

    __tablename__ = "draw_bucket"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    stratum: Mapped[str]
    cluster: Mapped[str]
    ldu: Mapped[str]
    officer: Mapped[str]
    population: Mapped[int]
    drawn: Mapped[int]
    steps: Mapped[Detail]


class ReplacementRow(Base):
    """A case that left the sample and the reserve that took its place, or a reserve taken on the day.

    `case_id` is the case that left, None on the day; `taken_id` the reserve, None where its stratum had none
    left; `became_id` the case that it became. `reason` is one of the scheme's, `words` what was said to it.
    """

    __tablename__ = "replacement"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    stratum: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), unique=True)
    taken_id: Mapped[int | None] = mapped_column(ForeignKey("draw_case.id"), unique=True)
    became_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), unique=True)
    reason: Mapped[str | None]
    words: Mapped[str]
    at: Mapped[datetime]
    author: Mapped[str]
    device: Mapped[str]


class CaseRow(Base):
    """A case to be read, under a reference that says nothing about the person.

    `area_id` is the smallest area it belongs to; None where no area is known, which no area reviewer sees.
    Cases of one `officer_group` have the same responsible officer, whom the number doesn't name.
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
    officer_group: Mapped[int | None] = mapped_column(default=None)
