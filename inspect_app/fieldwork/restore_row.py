"""Takes a row of a long list back into sampling, with a reason: after an exclusion by hand or over a rule."""

from inspect_app.fieldwork.check_long_list import check_not_begun, restate
from inspect_app.fieldwork.correct_row import RowStanding, standing_of
from inspect_app.fieldwork.part_of_list import load_part
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change


def restore_row(
    session: Session, actor: Actor, clock: Clock, *, ref: str, row: int, reason: str
) -> RowStanding:
    """Take back a row's exclusion. By hand: the rules decide again. By a rule: no rule excludes it any more.

    Raises UserError, and stores nothing, for an unknown row, one that isn't excluded, no reason, or once a
    case has been begun.
    """
    words = given_reason(reason)
    inspection, definition = inspections.lock(session, ref)
    check_not_begun(session, inspection.id)
    stored = load_part(session, inspection.id, definition, row)
    found = stored.row(row)
    if found.standing.state != "excluded":
        raise UserError(f"Row {row} isn't excluded, so there is nothing to restore.")
    now = clock()
    change = Change(row, "restore", None, None, None, words, actor.name, actor.device, now)
    checked = stored.after(change).check(definition)
    long_list.add_change(session, found.id, change)
    restate(session, stored, checked)
    access_log.record(session, now, actor, "cases.restore", ref, f"row {row}", {})
    return standing_of(checked, row)
