"""Hands out the lines of the access log about an inspection, or all of them, and logs that it was done."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.access_log import Line
from inspect_app.records.engine import Session


def export_access_log(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str | None,
    reason: str | None = None,
    recipient: str | None = None,
) -> list[Line]:
    """The lines in the order they were written, the last of which tells of this export.

    Raises UserError when there is no such inspection.
    """
    if ref is not None:
        get_inspection(session, ref)
    detail = {"lines": len(access_log.lines(session, ref))}
    event = Event(clock(), actor, "access_log.export", ref, "access log", detail, reason, recipient)
    access_log.write(session, event)
    return access_log.lines(session, ref)
