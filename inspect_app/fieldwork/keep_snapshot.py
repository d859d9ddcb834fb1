"""Keeps what figures rest on, so that every edition made of them can be traced to cases and compared."""

from dataclasses import dataclass

from inspect_app.findings.snapshot import Snapshot, snapshot_hash, to_json
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import case_heads, inspections, snapshots
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Basis:
    """The internal figures, which suppress nothing, and how far each case had come, both of one moment."""

    whole: Snapshot
    heads: str


def basis_of(seen: Session, inspection: int, whole: Snapshot) -> Basis:
    """Internal figures with how far each case of the inspection has come."""
    return Basis(whole, case_heads.to_json(case_heads.read(seen, inspection)))


def keep_snapshot(
    session: Session, actor: Actor, clock: Clock, inspection: int, basis: Basis, edition: str
) -> None:
    """Keep a snapshot once, and the hash of an edition that rests on it; the inspection is locked."""
    digest = snapshot_hash(basis.whole)
    kept = snapshots.latest(session, inspection)
    if kept is None or kept.snapshot_hash != digest:
        kept = snapshots.add(
            session,
            inspection,
            snapshot_hash=digest,
            body=to_json(basis.whole),
            made_at=clock(),
            actor=actor,
            heads=basis.heads,
        )
    snapshots.keep_edition(kept, edition)


def name_edition(session: Session, ref: str, edition: str) -> None:
    """Keep the hash of an edition that rests on the snapshot made last."""
    inspection, _ = inspections.lock(session, ref)
    kept = snapshots.latest(session, inspection.id)
    if kept is not None:
        snapshots.keep_edition(kept, edition)
