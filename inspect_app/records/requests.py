"""Queries on the case list requests of an inspection."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.records.models import CaseListRequestRow


def of_inspection(session: Session, inspection: int) -> Sequence[CaseListRequestRow]:
    """The requests of an inspection, the last one first."""
    query = select(CaseListRequestRow).where(CaseListRequestRow.inspection_id == inspection)
    return session.scalars(query.order_by(CaseListRequestRow.number.desc())).all()


def next_number(session: Session, inspection: int) -> int:
    """The number of the request that comes next."""
    query = select(func.max(CaseListRequestRow.number)).where(CaseListRequestRow.inspection_id == inspection)
    return (session.scalars(query).one() or 0) + 1
