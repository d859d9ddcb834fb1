"""Hands out the answers of single cases, without names or free text, and logs to whom and why."""

from inspect_app.fieldwork.make_snapshot import Frozen, make_snapshot
from inspect_app.fieldwork.read_reason import given_reason, given_recipient
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Session


def export_answers(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reason: str, recipient: str
) -> Frozen:
    """Freeze what is signed off now, and say in the access log who gets its answers and why.

    Raises UserError when the reason or the recipient is missing or too long, and when no case is signed off.
    """
    why, to_whom = given_reason(reason), given_recipient(recipient)
    frozen = make_snapshot(session, actor, clock, ref=ref)
    detail = {"edition": snapshot_hash(frozen.snapshot), "rows": len(frozen.answers)}
    event = Event(clock(), actor, "answers.export", ref, "answers", detail, why, to_whom)
    access_log.write(session, event)
    return frozen
