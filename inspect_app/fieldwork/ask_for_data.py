"""Says in the access log that raw data are taken, by whom, why and for whom: before any of them is read."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right, Visitor, check_may
from inspect_app.fieldwork.read_data import Wanted
from inspect_app.fieldwork.read_reason import given_reason, given_recipient
from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Session


def check_may_take(visitor: Visitor, ref: str, wanted: Wanted) -> None:
    """NotAllowed unless the visitor may export answers and, for what was written freely, read cases."""
    check_may(visitor, Right.EXPORT_ANSWERS, ref)
    if wanted.texts:
        check_may(visitor, Right.READ_CASES, ref)


def ask_for_data(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    wanted: Wanted,
    form: str,
    reason: str,
    recipient: str,
) -> None:
    """Write the line; the data may be read when it is kept.

    Raises UserError when there is no such inspection, or the reason or the recipient is missing or too long.
    """
    why, to_whom = given_reason(reason), given_recipient(recipient)
    get_inspection(session, ref)
    detail = {"format": form, "every_case": wanted.every, "texts": wanted.texts}
    access_log.write(session, Event(clock(), actor, "data.export", ref, "raw data", detail, why, to_whom))
