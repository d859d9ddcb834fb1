"""Queries on sample plans and on which of them were drawn."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import DrawRow, SamplePlanRow


def latest_plan(session: Session, inspection: int) -> SamplePlanRow | None:
    """The plan made last for an inspection, drawn or not."""
    query = select(SamplePlanRow).where(SamplePlanRow.inspection_id == inspection)
    return session.scalars(query.order_by(SamplePlanRow.number.desc()).limit(1)).one_or_none()


def waiting_plan(session: Session, inspection: int) -> SamplePlanRow | None:
    """The plan made last, if no sample was drawn by it."""
    plan = latest_plan(session, inspection)
    if plan is None or session.scalar(select(DrawRow.id).where(DrawRow.plan_id == plan.id)) is not None:
        return None
    return plan


def plans(session: Session, ids: Sequence[int]) -> dict[int, SamplePlanRow]:
    """Plans by their ids."""
    found = session.scalars(select(SamplePlanRow).where(SamplePlanRow.id.in_(ids)))
    return {row.id: row for row in found}


def add_plan(session: Session, row: SamplePlanRow) -> None:
    """Store a plan."""
    session.add(row)
    session.flush()
