"""Queries on the areas of an inspection."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.models import AreaRow


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


def within(areas: Iterable[Area], top: int) -> frozenset[int]:
    """An area with all that is part of it, however deep."""
    children: Mapping[int | None, list[int]] = _children(areas)
    found, left = {top}, [top]
    while left:
        for child in children.get(left.pop(), []):
            found.add(child)
            left.append(child)
    return frozenset(found)


def _children(areas: Iterable[Area]) -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for area in areas:
        children.setdefault(area.parent, []).append(area.id)
    return children
