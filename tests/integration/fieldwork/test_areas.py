"""Areas that cases get from the long list, and what leads change in them."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, text

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.change_areas import add_area, move_cases, remove_area, rename_area
from inspect_app.fieldwork.list_areas import get_area, list_areas
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.place_cases import place_cases
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.models import AccountRow, MembershipRow
from tests.integration.conftest import Clock
from tests.integration.two_areas import REF, World, row
from tests.integration.web.instrument import DEFINITION


@pytest.fixture
def world(engine: Engine, actor: Actor, clock: Clock) -> World:
    """An empty database with the small instrument."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    return World(engine, actor, clock)


def placed(number: int, cluster: str, ldu: str, team: str) -> str:
    """A row of the long list in a place."""
    cells = row(number, "Kite").split(",")
    cells[10:13] = cluster, ldu, team
    return ",".join(cells)


@pytest.fixture
def drawn(world: World) -> World:
    """Six cases, some of whose rows leave a level out, or write a name otherwise."""
    world.make(
        [
            placed(1, "North", "Preston", "Team 1"),
            placed(2, " NORTH ", "preston", "Team 1"),
            placed(3, "North", "Preston", ""),
            placed(4, "North", "", "Team 1"),
            placed(5, "South", "Preston", "Team 1"),
            placed(6, "South", "Preston", "Team 2"),
        ]
    )
    return world


def tree(world: World) -> dict[tuple[str, ...], tuple[int, int]]:
    """The path of each area, without regard to capitals, with its own cases and all within it."""
    with transaction(world.engine) as session:
        lines = list_areas(session, REF).lines
    return {tuple(map(str.casefold, line.path)): (line.own.cases, line.whole.cases) for line in lines}


EXPECTED = {
    ("north",): (0, 4),
    ("north", "preston"): (1, 3),
    ("north", "preston", "team 1"): (2, 2),
    ("north", "team 1"): (1, 1),
    ("south",): (0, 2),
    ("south", "preston"): (0, 2),
    ("south", "preston", "team 1"): (1, 1),
    ("south", "preston", "team 2"): (1, 1),
}


def test_a_draw_gives_each_case_the_smallest_area_its_row_names(drawn: World) -> None:
    assert tree(drawn) == EXPECTED


def test_cases_drawn_before_there_were_areas_get_theirs_on_request(drawn: World) -> None:
    with transaction(drawn.engine) as session:
        session.execute(text('UPDATE "case" SET area_id = NULL'))
        session.execute(text("UPDATE area SET parent_id = NULL"))
        session.execute(text("DELETE FROM area"))
    with transaction(drawn.engine) as session:
        assert place_cases(session, drawn.actor, drawn.clock, ref=REF) == 6
        last = access_log.events(session, REF)[-1]
    assert tree(drawn) == EXPECTED
    assert (last.action, last.subject, last.detail) == ("areas.place", "areas", {"cases": 6})
    with transaction(drawn.engine) as session, pytest.raises(UserError):
        place_cases(session, drawn.actor, drawn.clock, ref=REF)


def test_a_case_that_has_an_area_keeps_it(drawn: World) -> None:
    with transaction(drawn.engine) as session:
        common = (session, drawn.actor, drawn.clock)
        other = add_area(*common, ref=REF, name="Elsewhere", within=None)
        move_cases(*common, ref=REF, area=other, references=["001"])
        session.execute(text("UPDATE \"case\" SET area_id = NULL WHERE reference = '002'"))
    with transaction(drawn.engine) as session:
        assert place_cases(session, drawn.actor, drawn.clock, ref=REF) == 1
        assert get_area(session, REF, other).references == ("001",)


@pytest.mark.parametrize("cases", [3, 40])
def test_placing_asks_the_database_as_often_however_many_cases_there_are(world: World, cases: int) -> None:
    world.make([placed(number, f"C{number % 3}", f"L{number % 20}", "T") for number in range(1, cases + 1)])
    with transaction(world.engine) as session:
        session.execute(text('UPDATE "case" SET area_id = NULL'))
        session.execute(text("UPDATE area SET parent_id = NULL"))
        session.execute(text("DELETE FROM area"))
    asked: list[str] = []
    event.listen(world.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with transaction(world.engine) as session:
        place_cases(session, world.actor, world.clock, ref=REF)
    assert len(asked) <= 16


Change = Callable[[Session, Actor, Clock], object]


def lookup(world: World, *path: str) -> int:
    """The id of an area by its path."""
    with transaction(world.engine) as session:
        return next(line.id for line in list_areas(session, REF).lines if line.path == path)


def test_every_change_is_logged_by_the_areas_number(drawn: World) -> None:
    with transaction(drawn.engine) as session:
        common = (session, drawn.actor, drawn.clock)
        area = add_area(*common, ref=REF, name="  East  side ", within=None)
        rename_area(*common, ref=REF, area=area, name="East")
        move_cases(*common, ref=REF, area=area, references=["002", "001", "002"])
        part = add_area(*common, ref=REF, name="East", within=area)
        remove_area(*common, ref=REF, area=part)
        events = access_log.events(session, REF)[-5:]
    assert [(event.action, event.subject, event.detail) for event in events] == [
        ("area.add", f"area {area}", {"name": "East side", "within": None}),
        ("area.rename", f"area {area}", {"before": "East side", "after": "East"}),
        ("area.move", f"area {area}", {"cases": ["002", "001"]}),
        ("area.add", f"area {part}", {"name": "East", "within": area}),
        ("area.remove", f"area {part}", {"name": "East"}),
    ]
    assert tree(drawn)["east",] == (2, 2)


@pytest.mark.parametrize("name", ["north", " North ", "NORTH", "", "  ", "a\x07", "n" * 201])
def test_a_name_that_is_taken_there_or_none_is_refused(drawn: World, name: str) -> None:
    with transaction(drawn.engine) as session:
        common = (session, drawn.actor, drawn.clock)
        with pytest.raises(UserError):
            add_area(*common, ref=REF, name=name, within=None)
        south = next(line.id for line in list_areas(session, REF).lines if line.path == ("South",))
        with pytest.raises(UserError):
            rename_area(*common, ref=REF, area=south, name=name)
    assert tree(drawn) == EXPECTED


def test_an_area_may_keep_its_name_in_other_capitals(drawn: World) -> None:
    area = lookup(drawn, "South")
    with transaction(drawn.engine) as session:
        rename_area(session, drawn.actor, drawn.clock, ref=REF, area=area, name="SOUTH")
        assert get_area(session, REF, area).line.name == "SOUTH"


def test_an_area_to_which_something_belongs_is_not_removed(drawn: World) -> None:
    with transaction(drawn.engine) as session:
        common = (session, drawn.actor, drawn.clock)
        reviewed = add_area(*common, ref=REF, name="Reviewed", within=None)
        session.add(AccountRow(id="a", email="a@example.org", name="A", created_at=drawn.clock()))
        session.flush()
        past = {"since": drawn.clock(), "ended_at": drawn.clock(), "ended_by": "the tests"}
        role = MembershipRow(
            inspection_id=1,
            account_id="a",
            role=Role.AREA_REVIEWER,
            area_id=reviewed,
            granted_by="the tests",
            **past,
        )
        session.add(role)
    for area, words in (
        (lookup(drawn, "South"), "has areas within it"),
        (lookup(drawn, "South", "Preston", "Team 2"), "has cases"),
        (reviewed, "has or had people with a role"),
        (999, "no such area"),
    ):
        with transaction(drawn.engine) as session, pytest.raises(UserError, match=words):
            remove_area(session, drawn.actor, drawn.clock, ref=REF, area=area)


@pytest.mark.parametrize("references", [[], ["001", "999"], [""]])
def test_cases_that_are_not_there_move_nothing(drawn: World, references: list[str]) -> None:
    area = lookup(drawn, "South")
    with transaction(drawn.engine) as session, pytest.raises(UserError):
        move_cases(session, drawn.actor, drawn.clock, ref=REF, area=area, references=references)
    assert tree(drawn) == EXPECTED
