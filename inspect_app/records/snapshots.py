"""Queries on snapshots."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.entries import Actor
from inspect_app.records.models import SnapshotRow


@dataclass(frozen=True)
class Made:
    """A snapshot of a whole inspection: which one it is, when and by whom it was made.

    `editions` are the hashes of the editions that reports were made of; none where that was not kept.
    """

    number: int
    snapshot_hash: str
    made_at: datetime
    author: str
    editions: tuple[str, ...] = ()


def add(
    session: Session,
    inspection: int,
    *,
    snapshot_hash: str,
    body: str,
    made_at: datetime,
    actor: Actor,
    area: int | None = None,
    heads: str | None = None,
) -> SnapshotRow:
    """Keeps a snapshot (its canonical JSON) under the next number within the inspection.

    `heads` says how far each of its cases had come, as records.case_heads writes it.
    """
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
        heads=heads,
    )
    session.add(row)
    session.flush()
    return row


def keep_edition(snapshot: SnapshotRow, edition: str) -> None:
    """Keeps the hash of an edition that a report was made of, once."""
    known = (snapshot.editions or "").split()
    if edition not in known:
        snapshot.editions = " ".join([*known, edition])


def latest(session: Session, inspection: int, area: int | None = None) -> SnapshotRow | None:
    """The snapshot of the whole inspection, or of one area, made last; None before there is one."""
    of_area = SnapshotRow.area_id.is_(None) if area is None else SnapshotRow.area_id == area
    query = select(SnapshotRow).where(SnapshotRow.inspection_id == inspection, of_area)
    return session.scalars(query.order_by(SnapshotRow.number.desc()).limit(1)).one_or_none()


def of_inspection(session: Session, inspection: int) -> list[Made]:
    """The snapshots of the whole inspection, those of its areas left out, in the order they were made."""
    row = SnapshotRow
    query = select(row.number, row.snapshot_hash, row.made_at, row.author, row.editions)
    whole = query.where(row.inspection_id == inspection, row.area_id.is_(None))
    found = session.execute(whole.order_by(row.number))
    return [
        Made(number, digest, made_at, author, tuple((editions or "").split()))
        for number, digest, made_at, author, editions in found
    ]


def contents(session: Session, inspection: int, number: int) -> tuple[str, str | None]:
    """The body of a snapshot of the whole inspection, and how far its cases had come if that was kept."""
    row = SnapshotRow
    query = select(row.body, row.heads).where(row.inspection_id == inspection, row.area_id.is_(None))
    body, heads = session.execute(query.where(row.number == number)).one()
    return body, heads
