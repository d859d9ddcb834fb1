"""What is kept of figures is of one moment, whatever others sign off while it is made."""

from collections.abc import Callable
from typing import Any

import pytest

from inspect_app.fieldwork import find_area_edition, find_figures, make_snapshot
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.release_report import release_report
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log, case_heads, inspections, packed, snapshots, states
from inspect_app.records.engine import Engine, reading, transaction
from tests.integration import postgresql
from tests.integration.conftest import Clock
from tests.integration.two_areas import GOOD, KESTREL, REF, World, two_regions
from tests.integration.web.instrument import DEFINITION


@pytest.fixture
def world(postgresql_server: postgresql.PostgreSQL, actor: Actor, clock: Clock) -> Any:
    """Two regions on PostgreSQL: SQLite lets nobody else write while somebody does."""
    with postgresql_server.lend() as engine:
        with transaction(engine) as session:
            add_definition(session, actor, clock, DEFINITION)
        yield two_regions(engine, actor, clock)


def counted_now(engine: Engine) -> set[str]:
    """The cases signed off."""
    with reading(engine) as session:
        heads = case_heads.read(session, inspections.find(session, REF)[0].id)
        return {reference for reference, head in heads.items() if head.counted}


def late_case(world: World) -> str:
    """A case of Kestrel that is not signed off yet."""
    return min({*world.cases(f"{KESTREL}Cluster")} - counted_now(world.engine))


def once_after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, then: Callable[[], None]) -> None:
    """Lets something happen right after a function was called for the first time."""
    really = getattr(module, name)

    def and_then(*args: Any, **options: Any) -> Any:
        found = really(*args, **options)
        monkeypatch.setattr(module, name, really)
        then()
        return found

    monkeypatch.setattr(module, name, and_then)


def latest_anchor(world: World) -> Any:
    """Where the ledger stood, as the access log says of what was done last."""
    with reading(world.engine) as session:
        return access_log.events(session, REF)[-1].detail["ledger"]


def anchor_now(world: World) -> Any:
    """Where the ledger stands."""
    with reading(world.engine) as session:
        return anchor(states.heads(session, inspections.find(session, REF)[0].id))


@pytest.mark.parametrize(
    ("module", "name"), [(make_snapshot, "find_whole"), (packed, "progress"), (find_figures, "find_matrix")]
)
def test_a_snapshot_is_of_one_moment(
    world: World, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    late, before, stood = late_case(world), counted_now(world.engine), anchor_now(world)
    once_after(monkeypatch, module, name, lambda: world.score(late, GOOD))
    with transaction(world.engine) as session:
        frozen = make_snapshot.make_snapshot(session, world.actor, world.clock, ref=REF)
    with reading(world.engine) as session:
        kept = snapshots.contents(session, inspections.find(session, REF)[0].id, 1)
    assert kept[1] is not None
    heads = case_heads.from_json(kept[1])
    assert late in counted_now(world.engine)
    assert frozen.cases_counted == len(before)
    assert {reference for reference, head in heads.items() if head.counted} == before
    assert latest_anchor(world) == stood
    with transaction(world.engine) as session:
        again = make_snapshot.make_snapshot(session, world.actor, world.clock, ref=REF)
    assert again.cases_counted == len(before | {late})


@pytest.mark.parametrize(("module", "name"), [(packed, "progress"), (find_area_edition, "find_facts")])
def test_a_release_is_of_one_moment(
    world: World, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    late, stood, area = late_case(world), anchor_now(world), world.area(f"{KESTREL}Cluster").id
    once_after(monkeypatch, module, name, lambda: world.score(late, GOOD))
    with transaction(world.engine) as session:
        edition = release_report(session, world.actor, world.clock, ref=REF, area=area, reason="Ready.")
    assert late in counted_now(world.engine)
    assert edition.cases_counted == 10
    assert latest_anchor(world) == stood
