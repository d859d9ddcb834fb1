"""Every area is rated from its own cases, in as many queries as there would be for one."""

import pytest
from sqlalchemy import event, update

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.change_areas import add_area, move_cases
from inspect_app.fieldwork.find_area_edition import find_area_edition
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.rate_areas import AreaBoard, rate_areas
from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records.engine import Engine, reading, transaction
from inspect_app.records.models import CaseRow
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, REF, World, kept_regions
from tests.integration.web.instrument import DEFINITION

REGION = f"{KESTREL}Cluster"
OTHER = f"{CANARY}Cluster"
WHOLE = "whole"
Line = tuple[str, str | None, int | None]


@pytest.fixture
def world(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions, with no threshold."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    return kept_regions(prepared, engine, actor, clock, threshold=0)


def board(world: World) -> AreaBoard:
    with reading(world.engine) as session:
        return rate_areas(session, REF)


def lines(world: World) -> dict[str, tuple[int, list[Line]]]:
    """How many cases each area was rated from, and its ratings; the whole inspection's too."""
    found = board(world)
    whole = [(each.rating.id, each.rating.band, each.rating.per_cent) for each in found.board.standards]
    return {WHOLE: (found.board.cases, whole)} | {
        " / ".join(area.line.path): (
            area.rated.cases,
            [(each.id, each.band, each.per_cent) for each in area.rated.ratings],
        )
        for area in found.areas
    }


def test_every_level_is_rated_as_an_inspection_of_its_cases_would_be(world: World) -> None:
    found = board(world)
    assert [(area.level, area.line.name, area.rated.cases) for area in found.areas] == [
        ("Region", REGION, 10),
        ("Delivery unit", f"{KESTREL}Other", 5),
        ("Team", f"{KESTREL}Team", 5),
        ("Delivery unit", f"{KESTREL}Unit", 5),
        ("Team", f"{KESTREL}Team", 5),
        ("Region", OTHER, 6),
        ("Delivery unit", f"{CANARY}Unit", 6),
        ("Team", f"{CANARY}Team", 6),
    ]
    assert (found.board.cases, found.without) == (16, 0)
    for area in found.areas:
        with reading(world.engine) as session:
            alone: Snapshot = find_area_edition(session, REF, area.line.id).snapshot
        assert (area.rated.ratings, area.rated.overall) == (alone.ratings, alone.overall)
    with reading(world.engine) as session:
        whole = find_figures(session, REF)
    assert tuple(each.rating for each in found.board.standards) == whole.ratings


def test_a_moved_case_changes_both_areas_and_not_the_inspection(world: World) -> None:
    before = lines(world)
    moved = world.cases(REGION)
    area = world.area(f"{CANARY}Team").id
    with transaction(world.engine) as session:
        move_cases(session, world.actor, world.clock, ref=REF, area=area, references=moved)
    after = lines(world)
    assert after[WHOLE] == before[WHOLE]
    assert (after[REGION][0], after[OTHER][0]) == (0, 16)
    assert (before[REGION][1] != after[REGION][1], before[OTHER][1] != after[OTHER][1]) == (True, True)
    assert {band for _, band, _ in after[REGION][1]} == {None}
    rated = board(world).areas[0].rated.ratings[0]
    assert rated.explanation[-1] == f"{rated.title} is not rated: no case was judged."


def test_cases_of_no_area_count_in_the_inspection_alone_and_are_told(world: World) -> None:
    before = lines(world)
    with transaction(world.engine) as session:
        session.execute(update(CaseRow).values(area_id=None))
    found = board(world)
    assert (found.without, found.board.cases) == (16, 16)
    assert {area.rated.cases for area in found.areas} == {0}
    assert lines(world)[WHOLE] == before[WHOLE]


def test_more_areas_take_no_more_queries(world: World) -> None:
    asked: list[str] = []
    event.listen(world.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    def queries() -> int:
        asked.clear()
        board(world)
        return len(asked)

    queries()
    before = queries()
    region = world.area(REGION).id
    with transaction(world.engine) as session:
        for number in range(20):
            common = (session, world.actor, world.clock)
            add_area(*common, ref=REF, name=f"Team {number}", within=region)
    assert len(board(world).areas) == 28
    assert queries() == before <= 10


def test_an_area_that_is_not_there_is_not_found(world: World) -> None:
    found = board(world)
    assert found.area(world.area(REGION).id).line.name == REGION
    with pytest.raises(NotThere, match="no such area"):
        found.area(0)
