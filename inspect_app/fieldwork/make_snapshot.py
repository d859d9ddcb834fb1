"""Freezes an inspection's findings into the edition that every output renders."""

from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import Whole, find_whole
from inspect_app.fieldwork.list_inspections import disclosure_of
from inspect_app.findings.snapshot import Snapshot, snapshot_hash, to_json
from inspect_app.findings.suppression import edition
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, case_heads, inspections, snapshots, states
from inspect_app.records.engine import Session, one_moment


@dataclass(frozen=True)
class _Moment:
    """All that a snapshot is made of, as it was at one moment."""

    whole: Whole
    heads: str
    ledger: dict[str, int | str]


def make_snapshot(session: Session, actor: Actor, clock: Clock, *, ref: str) -> Snapshot:
    """Freeze what is signed off now and answer its edition; the same data gives one snapshot, kept once.

    What the same transaction saved before may not be counted. Raises UserError when the inspection is unknown
    or no case is signed off.
    """
    inspection, _ = inspections.lock(session, ref)  # two reports at once would take one number
    with one_moment(session) as seen:
        found = _read(seen, ref, inspection.id)
    whole = found.whole.snapshot
    kept = snapshots.latest(session, inspection.id)
    now = clock()
    if kept is None or kept.snapshot_hash != snapshot_hash(whole):
        kept = snapshots.add(
            session,
            inspection.id,
            snapshot_hash=snapshot_hash(whole),
            body=to_json(whole),
            made_at=now,
            actor=actor,
            heads=found.heads,
        )
    detail = {"snapshot": snapshot_hash(whole), "ledger": found.ledger}
    access_log.record(session, now, actor, "report.build", ref, "report", detail)
    public = edition(whole, disclosure_of(inspection), background=found.whole.background)
    snapshots.keep_edition(kept, snapshot_hash(public))
    return public


def _read(seen: Session, ref: str, inspection: int) -> _Moment:
    whole = find_whole(seen, ref)
    if not whole.snapshot.counted:
        raise UserError(
            "No case is signed off yet, so there is nothing to report. "
            "Score a case, submit it and sign it off first."
        )
    return _Moment(
        whole,
        case_heads.to_json(case_heads.read(seen, inspection)),
        anchor(states.heads(seen, inspection)),
    )
