"""Adds, renames and removes areas of an inspection, and moves cases to them."""

from collections.abc import Iterable

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, areas, case_areas, inspections
from inspect_app.records.areas import Area
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import clean, fold

LONGEST_NAME = 200
NO_SUCH_AREA = "There is no such area in this inspection. Go back to the list of areas."


def add_area(session: Session, actor: Actor, clock: Clock, *, ref: str, name: str, within: int | None) -> int:
    """Add an area, within another one or none; answers its id.

    Raises UserError when the name is none, or is taken by another area there, or there is no area `within`.
    """
    inspection, _ = inspections.lock(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    if within is not None:
        find_area(tree, within)
    given = _free_name(tree, name, within)
    added = areas.add(session, inspection.id, within, given)
    detail = {"name": given, "within": within}
    access_log.record(session, clock(), actor, "area.add", ref, subject_of(added), detail)
    return added


def rename_area(session: Session, actor: Actor, clock: Clock, *, ref: str, area: int, name: str) -> None:
    """Give an area another name; UserError as for `add_area`. What was released keeps the old one."""
    inspection, _ = inspections.lock(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    found = find_area(tree, area)
    given = _free_name([each for each in tree if each.id != area], name, found.parent)
    areas.rename(session, area, given)
    detail = {"before": found.name, "after": given}
    access_log.record(session, clock(), actor, "area.rename", ref, subject_of(area), detail)


def remove_area(session: Session, actor: Actor, clock: Clock, *, ref: str, area: int) -> None:
    """Remove an area that nothing belongs to.

    Raises UserError while it has cases or areas within it, or when it ever had a reviewer or a release.
    """
    inspection, _ = inspections.lock(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    found = find_area(tree, area)
    if any(each.parent == area for each in tree):
        raise UserError(f"{found.name} has areas within it. Remove those first.")
    if area in case_areas.counts(session, inspection.id):
        raise UserError(f"{found.name} has cases. Move them to another area first.")
    if areas.is_named(session, area):
        raise UserError(
            f"{found.name} has or had people with a role or a conflict of interest about it, or a report "
            "released to it, so it is kept: "
            "the record of who could see what must stay whole."
        )
    areas.remove(session, area)
    access_log.record(session, clock(), actor, "area.remove", ref, subject_of(area), {"name": found.name})


def move_cases(
    session: Session, actor: Actor, clock: Clock, *, ref: str, area: int, references: Iterable[str]
) -> int:
    """Move cases to an area; answers how many. UserError when there is no such area or case."""
    inspection, _ = inspections.lock(session, ref)
    find_area(areas.of_inspections(session, {inspection.id}), area)
    wanted = list(dict.fromkeys(references))
    if not wanted:
        raise UserError("Enter the reference of a case, such as 001.")
    ids = {case.reference: case.id for case in case_areas.of_inspection(session, inspection.id)}
    unknown = [reference for reference in wanted if reference not in ids]
    if unknown:
        raise UserError(f"There is no case {' or '.join(unknown[:5])}. Nothing was moved.")
    case_areas.place(session, {ids[reference]: area for reference in wanted})
    access_log.record(session, clock(), actor, "area.move", ref, subject_of(area), {"cases": wanted})
    return len(wanted)


def find_area(tree: Iterable[Area], area: int) -> Area:
    """The area of an inspection with an id; UserError when it has none."""
    for each in tree:
        if each.id == area:
            return each
    raise UserError(NO_SUCH_AREA)


def subject_of(area: int) -> str:
    """An area as the access log says what a line is about."""
    return f"area {area}"


def _free_name(tree: Iterable[Area], name: str, within: int | None) -> str:
    given = clean(name)
    if not given or not given.isprintable() or len(given) > LONGEST_NAME:
        raise UserError(f"Enter a name of at most {LONGEST_NAME} characters.")
    # Not left to the database: to it, no two areas that are within none have the same place.
    if any(each.parent == within and fold(each.name) == fold(given) for each in tree):
        raise UserError(f"There is an area {given} there already. Enter another name.")
    return given
