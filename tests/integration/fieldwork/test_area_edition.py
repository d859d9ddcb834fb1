"""What an area's edition holds, and that nothing of any other area is in it."""

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.change_areas import move_cases
from inspect_app.fieldwork.find_area_edition import AreaEdition, find_area_edition
from inspect_app.fieldwork.find_figures import find_figures, find_whole
from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.figures import Table
from inspect_app.findings.snapshot import Snapshot, snapshot_hash, to_json
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, reading, transaction
from inspect_app.records.scope import Scope
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, POOR, REF, TITLE, World, kept_regions
from tests.integration.web.instrument import DEFINITION

REGION = f"{KESTREL}Cluster"


@pytest.fixture
def world(
    engine: Engine, actor: Actor, clock: Clock, request: pytest.FixtureRequest, prepared: Prepared
) -> World:
    """Two regions, with the threshold that a test asks for or 5."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    return kept_regions(prepared, engine, actor, clock, getattr(request, "param", 5))


def found(world: World, by: str | None = None, name: str = REGION, scope: Scope | None = None) -> AreaEdition:
    area = world.area(name).id
    with reading(world.engine, scope) as session:
        return find_area_edition(session, REF, area, by)


def own_scope(world: World) -> Scope:
    """What a reviewer of the region can find."""
    with reading(world.engine) as session:
        own = frozenset(line.id for line in list_areas(session, REF).lines if line.path[0] == REGION)
        return Scope(inspections=frozenset({get_inspection(session, REF).id}), areas=own)


def section(snapshot: Snapshot, name: str = "release") -> Table:
    return next(table for table in snapshot.tables if table.section == name and table.kind == "section")


def test_it_counts_the_cases_of_the_area_and_of_those_within_it_alone(world: World) -> None:
    snapshot = found(world).snapshot
    assert (snapshot.cases.signed_off, snapshot.cases.allocated, snapshot.cases.total) == (10, 2, 12)
    assert snapshot.inspection.title == f"{TITLE}: {REGION}"
    cells = {row.label: row.cells[0] for row in section(snapshot).rows if row.measure == "share"}
    assert (cells["Yes"].suppressed, cells["No"].suppressed) == (True, True)  # 6 and 4: the 4 would follow
    assert found(world, name=f"{KESTREL}Unit").snapshot.cases.total == 6


@pytest.mark.parametrize("world", [0], indirect=True)
def test_without_a_threshold_it_shows_every_count_and_still_no_case(world: World) -> None:
    snapshot = found(world).snapshot
    cells = {row.label: row.cells[0].numerator for row in section(snapshot).rows if row.measure == "share"}
    assert cells == {"Yes": 6, "No": 4}
    assert (snapshot.edition.id, snapshot.edition.threshold, snapshot.counted) == ("area", 0, ())


def test_it_says_nothing_of_the_draw_or_of_single_cases(world: World) -> None:
    snapshot = found(world).snapshot
    assert (snapshot.sampling, snapshot.counted, snapshot.edition.id) == (None, (), "area")
    with reading(world.engine) as session:
        whole = find_whole(session, REF).snapshot
    assert whole.sampling is not None
    assert whole.ledger_position is not None
    text = to_json(snapshot)
    assert whole.ledger_position not in text
    assert whole.sampling.seed not in text
    assert whole.sampling.frame_hash not in text
    assert CANARY not in text


@pytest.mark.parametrize("by", [None, "sex", "part_of_area"])
def test_a_reviewers_own_session_finds_the_same_as_the_leads(world: World, by: str | None) -> None:
    assert found(world, by, scope=own_scope(world)) == found(world, by)


def test_it_can_be_broken_down_by_facts_and_by_own_parts_but_not_by_names_of_places(world: World) -> None:
    assert [attribute.id for attribute in found(world).attributes] == ["sex", "part_of_area"]
    columns = section(found(world, "part_of_area").snapshot).columns
    assert [column.label for column in columns] == ["All cases", f"{KESTREL}Other", f"{KESTREL}Unit"]
    for by in ("cluster", "ldu", "weather"):
        with pytest.raises(UserError):
            found(world, by)


def test_a_case_that_was_moved_takes_no_name_of_its_old_area_along(world: World) -> None:
    moved = world.cases(f"{CANARY}Cluster")
    area = world.area(REGION).id
    with transaction(world.engine) as session:
        move_cases(session, world.actor, world.clock, ref=REF, area=area, references=moved)
    for by in (None, "sex", "part_of_area"):
        assert CANARY not in to_json(found(world, by).snapshot)
    columns = section(found(world, "part_of_area").snapshot).columns
    assert columns[-1].label == "None of these"


def test_one_set_of_figures_is_hidden_in_all_views(world: World) -> None:
    """What one view hides no other shows, so that laying them side by side gives nothing back."""
    shown: dict[tuple[str, str], set[bool]] = {}
    for by in (None, "sex", "part_of_area"):
        for table in found(world, by).snapshot.tables:
            for row in table.rows:
                shown.setdefault((row.question, row.id), set()).add(row.cells[0].suppressed)
    assert all(len(hidden) == 1 for hidden in shown.values())


def test_nothing_that_happens_elsewhere_changes_a_byte(world: World) -> None:
    before = {by: snapshot_hash(found(world, by).snapshot) for by in (None, "sex", "part_of_area")}
    osprey = world.as_somebody(f"{CANARY}Later")
    osprey.score(osprey.cases(f"{CANARY}Cluster")[6], POOR, f"{CANARY}More")
    with reading(world.engine) as session:
        assert find_figures(session, REF).cases.signed_off == 17
    assert {by: snapshot_hash(found(world, by).snapshot) for by in before} == before


def test_areas_that_are_not_there_are_errors(world: World) -> None:
    elsewhere = world.area(f"{CANARY}Cluster").id
    for scope, area in ((None, 999), (own_scope(world), elsewhere), (None, 10**20)):
        with reading(world.engine, scope) as session, pytest.raises(UserError) as refused:
            find_area_edition(session, REF, area)
        assert CANARY not in str(refused.value)
