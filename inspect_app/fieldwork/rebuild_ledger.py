"""Restores what is derived from the saves, when it is not what they say."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, verification
from inspect_app.records.engine import Session


def rebuild_ledger(session: Session, actor: Actor, clock: Clock, *, ref: str) -> int:
    """Derive the cases' states again and say how many were not as they should be.

    Raises UserError, and changes nothing, when there is no such inspection or the saves themselves differ.
    """
    restored = verification.rebuild(session, get_inspection(session, ref).id)
    if restored:
        access_log.record(session, clock(), actor, "ledger.rebuild", ref, "ledger", {"cases": restored})
    return restored
