"""An area's edition is kept in memory, and is never shown once anything that it follows from has changed."""

from typing import Any

import pytest

from inspect_app.fieldwork import find_area_edition as editions
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.change_areas import move_cases, rename_area
from inspect_app.fieldwork.find_area_edition import AreaEdition, find_area_edition
from inspect_app.fieldwork.held import Held
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.findings.snapshot import Snapshot, to_json
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, reading, transaction
from inspect_app.records.scope import Scope
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, GOOD, KESTREL, REF, World, kept_regions, sorted_by_person
from tests.integration.web.instrument import DEFINITION

REGION = f"{KESTREL}Cluster"


@pytest.fixture
def world(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions without a threshold, so that every change shows."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    return kept_regions(prepared, engine, actor, clock, 0)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one whenever an edition is made; none is held yet."""
    found: list[object] = []
    really = editions.edition

    def counted(*given: Any) -> Snapshot:
        found.append(given)
        return really(*given)

    monkeypatch.setattr(editions, "edition", counted)
    monkeypatch.setattr(editions, "_held", Held[Snapshot](8))
    return found


def find(world: World, scope: Scope | None = None, by: str | None = None) -> AreaEdition:
    with reading(world.engine, scope) as session:
        return find_area_edition(session, REF, world.area(REGION).id, by)


def afresh(world: World, monkeypatch: pytest.MonkeyPatch, scope: Scope | None = None) -> str:
    """The edition as it is when none is held."""
    with monkeypatch.context() as patch:
        patch.setattr(editions, "_held", Held[Snapshot](8))
        return to_json(find(world, scope).snapshot)


def test_looking_again_or_by_an_attribute_makes_no_other(world: World, made: list[object]) -> None:
    first = find(world)
    assert find(world) == first
    assert find(world, by="sex").snapshot != first.snapshot
    assert len(made) == 1


@pytest.mark.usefixtures("made")
def test_whatever_changes_the_edition_is_seen_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    area, other = world.area(REGION).id, world.area(f"{CANARY}Cluster").id
    own, theirs = sorted_by_person(world), world.cases(f"{CANARY}Cluster")
    seen = [to_json(find(world).snapshot)]

    def look() -> None:
        seen.append(to_json(find(world).snapshot))
        assert seen[-1] == afresh(world, monkeypatch)
        assert seen[-1] not in seen[:-1]

    def move(reference: str, to: int) -> None:
        with transaction(world.engine) as session:
            move_cases(session, world.actor, world.clock, ref=REF, references=[reference], area=to)

    world.score(own[10], GOOD)
    look()
    move(own[0], other)  # a good case against a poor one: as many cases with as many saves as before
    move(theirs[0], area)
    look()
    with transaction(world.engine) as session:
        set_disclosure(session, world.actor, world.clock, ref=REF, reason="Asked for.", rounding=5)
    look()
    with transaction(world.engine) as session:
        unit = world.area(f"{KESTREL}Unit").id
        rename_area(session, world.actor, world.clock, ref=REF, area=unit, name="Renamed")
    by = "part_of_area"
    labels = {column.label for table in find(world, by=by).snapshot.tables for column in table.columns}
    assert "Renamed" in labels
    with transaction(world.engine) as session:
        rename_area(session, world.actor, world.clock, ref=REF, area=area, name="Another")
    with reading(world.engine) as session:
        assert find_area_edition(session, REF, area).snapshot.inspection.title.endswith(": Another")


@pytest.mark.usefixtures("made")
def test_another_scope_gets_what_it_may_find(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with reading(world.engine) as session:
        inspection = frozenset({get_inspection(session, REF).id})
    area, unit = world.area(REGION).id, world.area(f"{KESTREL}Unit").id
    of_region = Scope(inspections=inspection, areas=frozenset({area}))
    of_unit = Scope(inspections=inspection, areas=frozenset({area, unit}))
    whole = find(world).snapshot
    for scope in (of_region, of_unit):
        assert to_json(find(world, scope).snapshot) == afresh(world, monkeypatch, scope)
        assert find(world, scope).snapshot.cases_counted < whole.cases_counted
    assert find(world).snapshot == whole
