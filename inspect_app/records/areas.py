"""Queries on the areas of an inspection."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inspect_app.records.models import AreaRow, ConflictOfInterestRow, MembershipRow, ReleaseRow, SnapshotRow


@dataclass(frozen=True)
class Area:
    """An area, and the area it is part of if any."""

    id: int
    inspection: int
    parent: int | None
    name: str


def of_inspections(session: Session, inspections: Collection[int]) -> list[Area]:
    """Every area of some inspections, by id."""
    query = select(AreaRow.id, AreaRow.inspection_id, AreaRow.parent_id, AreaRow.name)
    found = session.execute(query.where(AreaRow.inspection_id.in_(inspections)).order_by(AreaRow.id))
    return [Area(*row) for row in found]


def add(session: Session, inspection: int, parent: int | None, name: str) -> int:
    """Stores a new area and answers its id."""
    row = AreaRow(inspection_id=inspection, parent_id=parent, name=name)
    session.add(row)
    session.flush()
    return row.id


def add_many(session: Session, inspection: int, named: Iterable[tuple[int | None, str]]) -> None:
    """Stores new areas, each the area it is within and its name, at one go."""
    rows = [{"inspection_id": inspection, "parent_id": parent, "name": name} for parent, name in named]
    session.execute(insert(AreaRow), rows)


def rename(session: Session, area: int, name: str) -> None:
    """Gives an area another name."""
    session.scalars(select(AreaRow).where(AreaRow.id == area)).one().name = name
    session.flush()


def remove(session: Session, area: int) -> None:
    """Takes an area away, to which nothing may belong any more."""
    session.delete(session.scalars(select(AreaRow).where(AreaRow.id == area)).one())
    session.flush()


def is_named(session: Session, area: int) -> bool:
    """Whether a role, a conflict, a release or frozen findings are about an area, now or in the past."""
    rows = (MembershipRow, ConflictOfInterestRow, ReleaseRow, SnapshotRow)
    return any(session.scalar(select(row.id).where(row.area_id == area).limit(1)) for row in rows)


def within(areas: Iterable[Area], top: int) -> frozenset[int]:
    """An area with all that is part of it, however deep."""
    children: Mapping[int | None, list[int]] = _children(areas)
    found, left = {top}, [top]
    while left:
        for child in children.get(left.pop(), []):
            found.add(child)
            left.append(child)
    return frozenset(found)


def paths(areas: Collection[Area]) -> dict[int, tuple[Area, ...]]:
    """Which areas each area is within, largest first, itself the last."""
    by_id = {area.id: area for area in areas}
    found: dict[int, tuple[Area, ...]] = {}
    for area in areas:
        path, at = [], by_id.get(area.id)
        while at is not None:
            path.append(at)
            at = by_id.get(at.parent) if at.parent is not None else None
        found[area.id] = tuple(reversed(path))
    return found


def unit_of(areas: Iterable[Area], area: int) -> int:
    """The delivery unit of an area: of a team, which has no area within it, the area that it is within."""
    tree = {each.id: each for each in areas}
    has_parts = any(each.parent == area for each in tree.values())
    parent = tree[area].parent if area in tree else None
    return area if has_parts or parent is None else parent


def kept_from(areas: Collection[Area], area: int) -> frozenset[int]:
    """What a local assessor of an area is kept from: its delivery unit with all that is part of it."""
    return within(areas, unit_of(areas, area))


def _children(areas: Iterable[Area]) -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for area in areas:
        children.setdefault(area.parent, []).append(area.id)
    return children
