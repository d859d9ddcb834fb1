"""Areas as the command line names them."""

from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session


def find_area(session: Session, ref: str, name: str | None) -> int | None:
    """The id of an area by its whole name ("North / Leeds") or, where that is plain, its last part."""
    if name is None:
        return None
    names = {line.id: line.full_name for line in list_areas(session, ref).lines}
    asked = name.strip().casefold()
    exact = [area for area, whole in names.items() if whole.casefold() == asked]
    found = exact or [area for area, whole in names.items() if whole.casefold().rpartition(" / ")[2] == asked]
    if len(found) != 1:
        there = ", ".join(names.values()) or "none"
        raise UserError(f"“{name}” names no single area of {ref}. Those there are: {there}.")
    return found[0]
