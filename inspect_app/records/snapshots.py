"""Queries on snapshots."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.entries import Actor
from inspect_app.records.models import SnapshotRow


def add(
    session: Session,
    inspection: int,
    *,
    snapshot_hash: str,
    body: str,
    made_at: datetime,
    actor: Actor,
    area: int | None = None,
) -> SnapshotRow:
    """Keeps a snapshot (its canonical JSON) under the next number within the inspection."""
    last = select(func.max(SnapshotRow.number)).where(SnapshotRow.inspection_id == inspection)
    row = SnapshotRow(
        inspection_id=inspection,
        number=(session.scalar(last) or 0) + 1,
        snapshot_hash=snapshot_hash,
        body=body,
        made_at=made_at,
        author=actor.name,
        device=actor.device,
        area_id=area,
    )
    session.add(row)
    session.flush()
    return row


def latest(session: Session, inspection: int, area: int | None = None) -> SnapshotRow | None:
    """The snapshot of the whole inspection, or of one area, made last; None before there is one."""
    of_area = SnapshotRow.area_id.is_(None) if area is None else SnapshotRow.area_id == area
    query = select(SnapshotRow).where(SnapshotRow.inspection_id == inspection, of_area)
    return session.scalars(query.order_by(SnapshotRow.number.desc()).limit(1)).one_or_none()
