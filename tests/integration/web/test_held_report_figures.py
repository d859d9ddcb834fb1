"""The public figures that texts of a report link to are worked out once, until a case changes."""

import pytest
from flask import Flask

from inspect_app.fieldwork import find_report_figures as module
from inspect_app.fieldwork.find_figures import find_whole
from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.start_report import start_report
from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import Engine, reading, transaction
from tests.integration.two_areas import GOOD, KESTREL, REF, World, two_regions
from tests.integration.web.people import member
from tests.integration.web.test_explore_queries import count_queries

MOST = 60
STYLE = "inspection-report"
FOREWORD = f"/inspections/{REF}/writing/en/chapters/foreword"


@pytest.fixture
def world(app: Flask, engine: Engine, actor: Actor, clock: Clock) -> World:
    """Two regions, of which sixteen cases are signed off, and a report that is started."""
    assert app
    made = two_regions(engine, actor, clock)
    with transaction(engine) as session:
        start_report(session, actor, clock, ref=REF, language="en", style=STYLE)
    return made


def figures(engine: Engine, language: str = "en") -> Snapshot:
    """The figures now."""
    with reading(engine) as session:
        return find_report_figures(session, REF, language, STYLE)


def kestrels(world: World) -> list[str]:
    """The cases of a region, of which two are not signed off."""
    return world.cases(f"{KESTREL}Cluster")


def test_they_are_held_until_a_case_changes(
    world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = figures(engine)
    assert figures(engine) is first
    assert figures(engine, "cy") is not first
    monkeypatch.setattr(module, "edition", lambda *_args, **_named: pytest.fail("worked out again"))
    assert figures(engine) is first
    monkeypatch.undo()
    with reading(engine) as session:
        counted = find_whole(session, REF, frozen=False).snapshot.counted
    world.score(next(case for case in kestrels(world) if case not in counted), GOOD)
    assert figures(engine).cases_counted == first.cases_counted + 1


def test_a_preview_asks_the_database_as_often_whatever_is_written(
    app: Flask, world: World, engine: Engine
) -> None:
    assert world
    writer = member(app, Role.REPORT_WRITER, REF)
    numbers = []
    for body in "Nothing.", "Of {{cases}}, {{cases}} and {{per_cent home_found=yes}}. " * 20:
        page = writer.get(FOREWORD)
        assert page
        with count_queries(engine) as statements:
            writer.send(FOREWORD, {"body": body, "do": "preview"})
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= MOST
