"""Queries on the secret by which an inspection's exported draws name its cases."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import FrameKeyRow


def secret_of(session: Session, inspection: int) -> str | None:
    """The secret of an inspection, or None before its first draw and after its list was destroyed."""
    query = select(FrameKeyRow.secret).where(FrameKeyRow.inspection_id == inspection)
    return session.scalars(query).one_or_none()


def keep_secret(session: Session, inspection: int, secret: str) -> None:
    """Store the secret of an inspection that has none."""
    session.add(FrameKeyRow(inspection_id=inspection, secret=secret))
    session.flush()
