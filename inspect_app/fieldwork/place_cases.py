"""Gives cases the smallest area that their rows of the long list name, making the areas there are none of."""

from collections.abc import Iterable, Mapping

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, areas, case_areas, inspections
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import clean, fold

LEVELS = ("cluster", "ldu", "team")
"""The columns that name a region, a delivery unit within it and a team within that."""

Path = tuple[str, ...]
"""The names of an area and of all it is within, from the region down."""

Place = tuple[int | None, str]
"""The area that an area is within, and its name without regard to capitals and blanks."""


def place_cases(session: Session, actor: Actor, clock: Clock, *, ref: str) -> int:
    """Give each case that has no area the one its row names; answers how many cases now have one.

    Raises UserError, and stores nothing, when every case has its area or no row names one.
    """
    inspection, _ = inspections.lock(session, ref)
    named = [(case, path_of(cells)) for case, cells in case_areas.unplaced(session, inspection.id, LEVELS)]
    wanted = {case: path for case, path in named if path}
    if not wanted:
        raise UserError("There is no case without an area whose row of the long list names one.")
    found = find_or_make(session, inspection.id, wanted.values())
    case_areas.place(session, {case: found[path] for case, path in wanted.items()})
    log_placing(session, actor, clock, ref, len(wanted))
    return len(wanted)


def path_of(cells: Mapping[str, str]) -> Path:
    """The areas that a row names; a level whose cell is empty is left out."""
    return tuple(name for level in LEVELS if (name := clean(cells[level])))


def find_or_make(session: Session, inspection: int, paths: Iterable[Path]) -> dict[Path, int]:
    """The ids of areas by their paths; names that differ in capitals or blanks alone are one area's."""
    asked = [path for path in dict.fromkeys(paths) if path]
    known = _by_place(session, inspection)
    found: dict[Path, int] = {}
    for depth in range(1, len(LEVELS) + 1):
        here = dict.fromkeys(path[:depth] for path in asked if len(path) >= depth)
        places = {path: (found.get(path[:-1]), fold(path[-1])) for path in here}
        new: dict[Place, str] = {}
        for path, place in places.items():
            if place not in known:
                new.setdefault(place, path[-1])
        if new:
            areas.add_many(session, inspection, [(parent, name) for (parent, _), name in new.items()])
            known = _by_place(session, inspection)
        found |= {path: known[place] for path, place in places.items()}
    return found


def _by_place(session: Session, inspection: int) -> dict[Place, int]:
    return {(each.parent, fold(each.name)): each.id for each in areas.of_inspections(session, {inspection})}


def log_placing(session: Session, actor: Actor, clock: Clock, ref: str, cases: int) -> None:
    """Write down that cases were given the areas that their rows name."""
    access_log.record(session, clock(), actor, "areas.place", ref, "areas", {"cases": cases})
