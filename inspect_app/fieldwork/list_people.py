"""Lists who works on an inspection, and the areas that a role can be about."""

from collections.abc import Iterable
from datetime import date

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import areas, memberships
from inspect_app.records.areas import Area
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


def list_areas(session: Session, ref: str) -> dict[int, str]:
    """The areas of an inspection by id, each with the areas it is part of: "North / Leeds / Team 2"."""
    found = areas.of_inspections(session, [get_inspection(session, ref).id])
    names = {area.id: " / ".join(_names(found, area)) for area in found}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _names(every: Iterable[Area], area: Area) -> list[str]:
    by_id = {each.id: each for each in every}
    names, here = [area.name], area
    while here.parent is not None:
        here = by_id[here.parent]
        names.insert(0, here.name)
    return names
