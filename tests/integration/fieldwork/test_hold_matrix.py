"""What is held in memory is never shown to anybody it is not for, nor after anything was saved."""

import pytest

from inspect_app.fieldwork import hold_matrix
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.change_areas import move_cases
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.figures import TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.records import assignments, packed
from inspect_app.records.engine import Engine, Session, reading, transaction
from inspect_app.records.scope import Scope
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, GOOD, KESTREL, REF, World, kept_regions
from tests.integration.web.instrument import DEFINITION


@pytest.fixture
def world(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions, of which nothing is held."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    return kept_regions(prepared, engine, actor, clock)


def figures(world: World, scope: Scope | None = None, **how: bool) -> Snapshot:
    """The figures as somebody finds them, in a session of its own."""
    with reading(world.engine, scope) as session:
        return find_figures(session, REF, **how)


def readings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one whenever answers are read from the database."""
    read: list[object] = []
    really = hold_matrix.read_matrix

    def counted(*given: object, **named: object) -> object:
        read.append(given)
        return really(*given, **named)  # type: ignore[arg-type]  # what it is given it passes on

    monkeypatch.setattr(hold_matrix, "read_matrix", counted)
    return read


def test_the_second_look_reads_no_answer_and_shows_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = readings(monkeypatch)
    assert figures(world) == figures(world)
    assert len(read) == 1


def test_a_save_in_another_session_is_seen_at_once(world: World) -> None:
    before = figures(world)
    late = next(ref for ref in world.cases(f"{KESTREL}Cluster") if ref not in before.counted)
    world.score(late, GOOD)
    after = figures(world)
    assert late in after.counted
    assert after.data_version != before.data_version


def test_one_case_instead_of_another_with_as_many_saves_is_seen(world: World) -> None:
    before = figures(world)
    kestrels = world.cases(f"{KESTREL}Cluster")
    opened = next(ref for ref in kestrels if ref in before.counted)
    late = next(ref for ref in kestrels if ref not in before.counted)
    with transaction(world.engine) as session:
        world.scorer(session).move(Action.REOPEN, "Look again.", reference=opened)
    world.score(late, GOOD)
    after = figures(world)
    assert {*before.counted} - {*after.counted} == {opened}
    assert {*after.counted} - {*before.counted} == {late}


def test_what_is_signed_off_during_a_look_is_in_the_next_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(world.engine) as session:
        kestrels = world.cases(f"{KESTREL}Cluster")
        signed_off = packed.areas(session, get_inspection(session, REF).id, {CaseStatus.SIGNED_OFF})
    late = next(ref for ref in kestrels if ref not in signed_off)
    really = packed.progress

    def saved_meanwhile(session: Session, inspection: int) -> list[packed.Progress]:
        found = really(session, inspection)
        monkeypatch.undo()
        world.score(late, GOOD)
        return found

    monkeypatch.setattr(packed, "progress", saved_meanwhile)
    assert late not in figures(world).counted
    assert late in figures(world).counted


def test_cases_begun_and_signed_off_are_held_apart(world: World) -> None:
    late = next(ref for ref in world.cases(f"{KESTREL}Cluster") if ref not in figures(world).counted)
    with transaction(world.engine) as session:
        world.answer(world.scorer(session), late, GOOD, "words")
    assert late in figures(world, emerging=True).counted
    assert late not in figures(world).counted


def test_another_scope_never_gets_what_is_held(world: World) -> None:
    assert len(figures(world).counted) == 16
    with reading(world.engine) as session:
        inspection = frozenset({get_inspection(session, REF).id})
    kestrel = world.area(f"{KESTREL}Cluster").id
    osprey = world.area(f"{CANARY}Team").id
    assert figures(world, Scope(inspections=inspection)).counted == ()
    assert len(figures(world, Scope(inspections=inspection, whole=inspection)).counted) == 16
    kept = Scope(inspections=inspection, whole=inspection, kept_from=frozenset({osprey}))
    assert len(figures(world, kept).counted) == 10
    moved = next(iter(figures(world, kept).counted))
    with transaction(world.engine) as session:
        move_cases(session, world.actor, world.clock, ref=REF, references=[moved], area=osprey)
    assert moved not in figures(world, kept).counted
    assert kestrel != osprey


def test_who_finds_some_areas_alone_sees_cases_swapped_though_their_numbers_stay(world: World) -> None:
    with reading(world.engine) as session:
        inspection = frozenset({get_inspection(session, REF).id})
    kestrel, osprey = (world.area(f"{mark}Cluster") for mark in (KESTREL, CANARY))
    theirs = frozenset(
        world.area(name).id for name in (f"{KESTREL}Cluster", f"{KESTREL}Unit", f"{KESTREL}Team")
    )
    others = frozenset(world.area(f"{CANARY}{name}").id for name in ("Cluster", "Unit", "Team"))
    kept = Scope(inspections=inspection, whole=inspection, kept_from=others)
    confined = Scope(inspections=inspection, areas=theirs)
    before = {scope: figures(world, scope).counted for scope in (kept, confined)}
    assert [len(counted) for counted in before.values()] == [10, 5]
    leaving = before[confined][0]
    coming = next(each for each in figures(world).counted if each not in before[kept])
    with transaction(world.engine) as session:
        common = (session, world.actor, world.clock)
        move_cases(*common, ref=REF, references=[leaving], area=osprey.id)
        move_cases(*common, ref=REF, references=[coming], area=kestrel.id)
    for scope, counted in before.items():
        after = figures(world, scope).counted
        assert len(after) == len(counted)
        assert ({*counted} - {*after}, {*after} - {*counted}) == ({leaving}, {coming})


def test_breaks_by_area_and_assessor_are_read_each_time(world: World) -> None:
    rows = [{"questions": ["home_found"]}]
    tables = [
        TableDefinition.model_validate({"id": "a", "title": "A", "rows": rows, "break": {"area": "region"}}),
        TableDefinition.model_validate({"id": "b", "title": "B", "rows": rows, "break": {"assessor": True}}),
    ]
    with reading(world.engine) as session:
        first, second = find_figures(session, REF, tables=tables).tables
        assert not assignments.current(session, get_inspection(session, REF).id)
    assert [(column.label, column.cases) for column in first.columns[1:]] == [
        (f"{KESTREL}Cluster", 10),
        (f"{CANARY}Cluster", 6),
    ]
    assert [(column.label, column.cases) for column in second.columns] == [("All cases", 16), ("Nobody", 16)]


def test_estimates_go_by_the_draw(world: World) -> None:
    snapshot = figures(world)
    assert snapshot.design is not None
    assert sum(stratum.population for stratum in snapshot.design.strata) == 19
    assert sum(stratum.sampled for stratum in snapshot.design.strata) == 16
    assert {
        cell.estimate.method
        for table in snapshot.tables
        if table.kind is not TableKind.DEFINED
        for row in table.rows
        for cell in row.cells
        if cell.estimate is not None and row.measure == "share"
    } == {"logit"}
