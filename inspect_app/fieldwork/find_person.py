"""Says which person a case's reference stands for, and logs that somebody asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.fieldwork.destroy_frame import destroyed_words, last_destruction
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import NotAllowed, Right, Visitor, may
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, assignments, people
from inspect_app.records.engine import Session
from inspect_app.sampling.columns import COLUMNS


@dataclass(frozen=True)
class Person:
    """What the long list says of a case, by heading: enough to find the file. Identifiable."""

    reference: str
    details: Mapping[str, str]


def find_person(
    session: Session, actor: Actor, clock: Clock, *, visitor: Visitor, ref: str, reference: str
) -> Person:
    """The person behind a case, for a visitor who sees the long list or has the case; the look is logged.

    Raises NotAllowed for anybody else, and UserError when there is no such inspection or case.
    """
    inspection = get_inspection(session, ref)
    cells = people.cells_of_case(session, inspection.id, reference)
    if cells is None:
        if destroyed := last_destruction(session, inspection.id):
            raise UserError(f"{destroyed_words(destroyed)} Nothing here tells any more whose case this is.")
        raise NotThere(f"There is no case {reference} from a long list in inspection {ref}.")
    if not can_identify(session, visitor, ref, inspection.id, reference):
        raise NotAllowed(
            f"Whose case {reference} is can be looked up by whoever has been given it, and that isn’t you. "
            "Ask the lead inspector to give it to you if you are to read it."
        )
    access_log.record(session, clock(), actor, "case.identify", ref, f"case {reference}", {})
    return Person(reference, {column.heading: cells[column.key] for column in COLUMNS if cells[column.key]})


def can_identify(session: Session, visitor: Visitor, ref: str, inspection: int, reference: str) -> bool:
    """Whether somebody may look up whose case it is: of all who see the list, or of theirs who read it."""
    if may(visitor, Right.SEE_LONG_LIST, ref):
        return True
    if visitor.account is None or not may(visitor, Right.IDENTIFY, ref):
        return False
    return bool(assignments.have(session, inspection, visitor.account, reference))
