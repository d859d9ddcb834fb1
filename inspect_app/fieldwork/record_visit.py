"""Records what happened at an assessment point of a case: its review date, and the visit."""

from inspect_app.fieldwork.case_records import Visit
from inspect_app.fieldwork.check_visit import check_visit
from inspect_app.fieldwork.draft_answers import DISPUTED, TEXT_LIMIT, Change
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.policies import check_can_edit
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock, EntryKind, Json
from inspect_app.questionnaire.model import Point
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records.engine import Session


def record_visit(
    session: Session,
    actor: Actor,
    clock: Clock,
    visit: Visit,
    *,
    ref: str,
    reference: str,
    point: str,
    seen: tuple[str, ...],
) -> bool:
    """Save what is recorded of a visit, by somebody who saw the entries `seen`; whether it said anything new.

    Raises UserError when the case or the point is unknown, the case is closed, the note is too long, or
    what is recorded can't be so.
    """
    case = open_case(session, ref, reference)
    check_can_edit(case.status)
    point_of(case, point)
    if len(visit.note) > TEXT_LIMIT:
        raise UserError(f"The note is too long: it has {len(visit.note):,} characters of {TEXT_LIMIT:,}.")
    check_visit(visit_value(visit), clock())
    disputed = any((each.kind, each.subject) == (EntryKind.VISIT, point) for each in case.conflicts)
    if disputed and set(case.heads.get(f"{EntryKind.VISIT}:{point}", ())) <= set(seen):
        raise UserError(f"{DISPUTED}.")  # whoever saw the versions settles them there, and not by the way
    if visit == case.visits.get(point, Visit()) and not disputed:
        return False
    change = Change(EntryKind.VISIT, point, visit_value(visit), seen, visit.note or None)
    store_changes(session, actor, clock, case, [change])
    return True


def point_of(case: CaseView, point: str) -> Point:
    """An assessment point of the case's questionnaire; UserError when it has none of that id."""
    found = next((each for each in case.inspection.definition.points if each.id == point), None)
    if found is None:
        raise NotThere(f"The questionnaire has no assessment point “{point}”.")
    return found


def visit_value(visit: Visit) -> Json:
    """What the ledger is to say of a visit, but for its note; None when nothing is recorded."""
    if visit == Visit():
        return None
    return {
        "reviewed_on": visit.reviewed_on.isoformat() if visit.reviewed_on else None,
        "outcome": visit.outcome,
        "interviewed": list(visit.interviewed),
        "consent": visit.consent,
        "note": None,
    }
