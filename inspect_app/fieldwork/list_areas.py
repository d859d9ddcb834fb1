"""The areas of an inspection as a tree, with the cases of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.change_areas import find_area
from inspect_app.records import areas, case_areas, inspections
from inspect_app.records.areas import Area
from inspect_app.records.case_areas import Count
from inspect_app.records.engine import Session

NONE = Count()


@dataclass(frozen=True)
class AreaLine:
    """An area in its tree: `path` are the names from the top down to its own.

    `own` counts the cases of the area itself, `whole` those of all areas within it too.
    """

    id: int
    path: tuple[str, ...]
    own: Count
    whole: Count

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]

    @property
    def depth(self) -> int:
        """How many areas it is within."""
        return len(self.path) - 1

    @property
    def full_name(self) -> str:
        """Its name after those of the areas it is within: "North / Leeds / Team 2"."""
        return " / ".join(self.path)


@dataclass(frozen=True)
class AreaTree:
    """Every area in the order of names, each before those within it, and the cases that have none."""

    lines: tuple[AreaLine, ...]
    without: int


@dataclass(frozen=True)
class AreaView:
    """One area with the references of its own cases and the names of areas right within it."""

    line: AreaLine
    references: tuple[str, ...]
    parts: tuple[AreaLine, ...]


def list_areas(session: Session, ref: str) -> AreaTree:
    """The areas of an inspection; UserError when there is none called that."""
    inspection, _ = inspections.find(session, ref)
    counts = case_areas.counts(session, inspection.id)
    tree = areas.of_inspections(session, {inspection.id})
    return AreaTree(tuple(_lines(tree, counts)), counts.get(None, NONE).cases)


def get_area(session: Session, ref: str, area: int) -> AreaView:
    """One area; UserError when the inspection has none of that id."""
    inspection, _ = inspections.find(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    find_area(tree, area)
    lines = {line.id: line for line in list_areas(session, ref).lines}
    cases = case_areas.of_inspection(session, inspection.id)
    return AreaView(
        lines[area],
        tuple(case.reference for case in cases if case.area == area),
        tuple(lines[each.id] for each in tree if each.parent == area),
    )


def count_within(tree: Iterable[Area], counts: Mapping[int | None, Count], area: int) -> Count:
    """The cases of an area and of all areas within it."""
    return sum((counts.get(each, NONE) for each in areas.within(tree, area)), NONE)


def _lines(
    tree: Sequence[Area],
    counts: Mapping[int | None, Count],
    within: int | None = None,
    path: tuple[str, ...] = (),
) -> Iterator[AreaLine]:
    for area in sorted((each for each in tree if each.parent == within), key=lambda each: each.name):
        here = (*path, area.name)
        yield AreaLine(area.id, here, counts.get(area.id, NONE), count_within(tree, counts, area.id))
        yield from _lines(tree, counts, area.id, here)
