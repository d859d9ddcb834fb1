"""Lists an inspection's cases and how far each has come."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records import states
from inspect_app.records.engine import Session
from inspect_app.records.states import CaseLine


def list_cases(session: Session, ref: str) -> list[CaseLine]:
    """Every case of an inspection by reference; UserError when there is no such inspection."""
    return states.lines(session, get_inspection(session, ref).id)
