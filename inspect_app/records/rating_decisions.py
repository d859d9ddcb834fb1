"""Queries on what people decided about the ratings of an inspection."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import RatingDecisionRow


def of_inspection(session: Session, inspection: int) -> list[RatingDecisionRow]:
    """Every decision in the order in which they were taken."""
    row = RatingDecisionRow
    return list(session.scalars(select(row).where(row.inspection_id == inspection).order_by(row.number)))


def add(session: Session, row: RatingDecisionRow) -> None:
    """Stores a decision."""
    session.add(row)
    session.flush()
