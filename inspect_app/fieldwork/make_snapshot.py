"""Freezes an inspection's findings into the edition that every output renders."""

from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import Whole, find_whole
from inspect_app.fieldwork.keep_snapshot import Basis, basis_of, keep_snapshot
from inspect_app.fieldwork.list_inspections import disclosure_of
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.findings.suppression import edition
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, states
from inspect_app.records.engine import Session, one_moment


@dataclass(frozen=True)
class _Moment:
    """All that a snapshot is made of, as it was at one moment."""

    whole: Whole
    basis: Basis
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
    public = edition(whole, disclosure_of(inspection), background=found.whole.background)
    keep_snapshot(session, actor, clock, inspection.id, found.basis, snapshot_hash(public))
    detail = {"snapshot": snapshot_hash(whole), "ledger": found.ledger}
    access_log.record(session, clock(), actor, "report.build", ref, "report", detail)
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
        basis_of(seen, inspection, whole.snapshot),
        anchor(states.heads(seen, inspection)),
    )
