"""Excludes one row of a long list from sampling, with a reason."""

from inspect_app.fieldwork.check_long_list import check_not_begun, restate
from inspect_app.fieldwork.correct_row import RowStanding, standing_of
from inspect_app.fieldwork.part_of_list import load_part
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change


def exclude_row(
    session: Session, actor: Actor, clock: Clock, *, ref: str, row: int, reason: str
) -> RowStanding:
    """Leave a row out of the frame.

    Raises UserError, and stores nothing, for an unknown row, one that is excluded already, no reason, or
    once a case has been begun.
    """
    words = given_reason(reason)
    inspection, definition = inspections.lock(session, ref)
    check_not_begun(session, inspection.id)
    stored = load_part(session, inspection.id, definition, row)
    found = stored.row(row)
    if found.standing.state == "excluded":
        raise UserError(f"Row {row} is already excluded: {found.standing.exclusion_reason}.")
    now = clock()
    change = Change(row, "exclude", None, None, None, words, actor.name, actor.device, now)
    checked = stored.after(change).check(definition)
    long_list.add_change(session, found.id, change)
    restate(session, stored, checked)
    access_log.record(session, now, actor, "cases.exclude", ref, f"row {row}", {})
    return standing_of(checked, row)
