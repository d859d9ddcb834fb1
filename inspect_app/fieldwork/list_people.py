"""Lists who works on an inspection."""

from datetime import date

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import memberships
from inspect_app.records.engine import Session
from inspect_app.records.memberships import Member


def list_people(session: Session, ref: str, today: date) -> tuple[list[Member], list[Member]]:
    """Who has a role in an inspection on a day, and who had one; UserError when there is no such ref."""
    every = memberships.of_inspection(session, get_inspection(session, ref).id)
    now = [member for member in every if member.holds(today)]
    return now, [member for member in every if not member.holds(today)]


def find_member(session: Session, ref: str, membership: int) -> Member:
    """One role of somebody in an inspection; UserError when there is none with that id."""
    member = memberships.find(session, get_inspection(session, ref).id, membership)
    if member is None:
        raise NotThere("There is no such role in this inspection.")
    return member
