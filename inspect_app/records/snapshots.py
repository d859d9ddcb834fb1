"""Queries on snapshots."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.entries import Actor
from inspect_app.records.models import SnapshotRow


def add(
    session: Session, inspection: int, *, snapshot_hash: str, body: str, made_at: datetime, actor: Actor
) -> int:
    """Keeps a snapshot (its canonical JSON) and returns its number within the inspection."""
    last = select(func.max(SnapshotRow.number)).where(SnapshotRow.inspection_id == inspection)
    row = SnapshotRow(
        inspection_id=inspection,
        number=(session.scalar(last) or 0) + 1,
        snapshot_hash=snapshot_hash,
        body=body,
        made_at=made_at,
        author=actor.name,
        device=actor.device,
    )
    session.add(row)
    session.flush()
    return row.number


def latest(session: Session, inspection: int) -> SnapshotRow | None:
    """The snapshot made last, or None before there is one."""
    query = select(SnapshotRow).where(SnapshotRow.inspection_id == inspection)
    return session.scalars(query.order_by(SnapshotRow.number.desc()).limit(1)).one_or_none()
