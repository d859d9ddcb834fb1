"""The settings that keep people from being recognised: who changed them and why, and what they reach."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.find_area_edition import find_area_edition
from inspect_app.fieldwork.list_disclosure_changes import list_disclosure_changes
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_suppressed import REPORT, SuppressedLog, list_suppressed
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.release_report import release_report
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.findings.disclosure import Disclosure, Part, Why
from inspect_app.findings.figures import TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, reading, transaction
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, REF, World, kept_regions
from tests.integration.web.instrument import DEFINITION

REGION = f"{KESTREL}Cluster"
USUAL = Disclosure(5)


@pytest.fixture
def world(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions, and another inspection beside them."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
        create_inspection(session, actor, clock, ref="noise", questionnaire="small", title="Noise")
    return kept_regions(prepared, engine, actor, clock)


def change(world: World, reason: str = "The areas are small.", **settings: int) -> Disclosure:
    with transaction(world.engine) as session:
        return set_disclosure(
            session, world.actor, world.clock, ref=REF, reason=reason,
            threshold=settings.get("threshold"), rounding=settings.get("rounding"),
            secondary=bool(settings["secondary"]) if "secondary" in settings else None,
        )  # fmt: skip


def kept(world: World, ref: str = REF) -> Disclosure:
    with reading(world.engine) as session:
        return get_inspection(session, ref).disclosure


def test_settings_change_one_by_one_and_for_one_inspection_alone(world: World) -> None:
    assert kept(world) == USUAL
    assert change(world, rounding=5) == kept(world) == Disclosure(5, 5)
    assert change(world, secondary=0) == kept(world) == Disclosure(5, 5, secondary=False)
    assert change(world, threshold=0) == kept(world) == Disclosure(0, 5, secondary=False)
    assert change(world, threshold=3, rounding=0, secondary=1) == kept(world) == Disclosure(3)
    assert kept(world, "noise") == USUAL


def test_each_change_is_logged_with_who_when_why_before_and_after(world: World) -> None:
    change(world, " Small\nareas. ", rounding=5)
    change(world, "They grew.", rounding=0, threshold=3)
    with reading(world.engine) as session:
        last = access_log.events(session, REF)[-1]
        newest, first = list_disclosure_changes(session, REF)
        assert list_disclosure_changes(session, "noise") == []
    assert (last.action, last.subject, last.reason) == (
        "disclosure.set",
        "disclosure control",
        "They grew.",
    )
    assert last.detail == {
        "before": {"threshold": 5, "rounding": 5, "secondary": True},
        "after": {"threshold": 3, "rounding": 0, "secondary": True},
    }
    assert (newest.at, newest.author, newest.reason) == (last.at, world.actor.name, "They grew.")
    assert (newest.before, newest.after) == (Disclosure(5, 5), Disclosure(3))
    assert (first.before, first.after, first.reason) == (USUAL, Disclosure(5, 5), "Small areas.")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"threshold": -1}, "The suppression threshold must be 0 to 1000."),
        ({"threshold": 1001}, "The suppression threshold must be 0 to 1000."),
        ({"threshold": 1}, "a threshold of 1 would suppress nothing. Use 2 or more, or 0"),
        *(
            ({"rounding": base}, "Counts can be rounded to 5, 10, 20, 50 or 100. Use 0 to round nothing.")
            for base in (-5, 1, 2, 7, 1000, 10**20)
        ),
        ({"threshold": 5, "rounding": 0, "secondary": 1}, "These are the settings already"),
        ({}, "These are the settings already"),
        ({"rounding": 5, "reason": " \n"}, "Give the reason in a few words"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    world: World, settings: dict[str, int], message: str
) -> None:
    with pytest.raises(UserError) as refused:
        change(world, **settings)
    assert message in str(refused.value)
    assert kept(world) == USUAL
    with reading(world.engine) as session:
        assert list_disclosure_changes(session, REF) == []


def test_of_an_inspection_that_is_not_there_nothing_is_set(world: World) -> None:
    with transaction(world.engine) as session, pytest.raises(NotThere):
        set_disclosure(session, world.actor, world.clock, ref="south", reason="So.", rounding=5)


def test_an_inspection_is_not_made_with_a_threshold_that_suppresses_nothing(
    world: World, actor: Actor, clock: Clock
) -> None:
    with transaction(world.engine) as session, pytest.raises(UserError, match="a threshold of 1 would"):
        create_inspection(session, actor, clock, ref="x", questionnaire="small", title="X", threshold=1)


def of_report(world: World) -> Snapshot:
    with transaction(world.engine) as session:
        return make_snapshot(session, world.actor, world.clock, ref=REF)


def of_results(world: World) -> Snapshot:
    area = world.area(REGION).id
    with reading(world.engine) as session:
        return find_area_edition(session, REF, area).snapshot


def of_release(world: World) -> Snapshot:
    area = world.area(REGION).id
    with transaction(world.engine) as session:
        return release_report(session, world.actor, world.clock, ref=REF, area=area, reason="Ready.")


def counts(snapshot: Snapshot) -> list[int]:
    """Every count that is shown of a case's answer."""
    return [
        cell.numerator
        for table in snapshot.tables
        if table.kind is TableKind.SECTION
        for row in table.rows
        for cell in row.cells
        if cell.numerator is not None
    ]


@pytest.mark.parametrize("output", [of_report, of_results, of_release])
def test_the_settings_reach_every_output(world: World, output: Callable[[World], Snapshot]) -> None:
    first = output(world)
    assert first.edition.disclosure == USUAL
    change(world, threshold=2, secondary=0)
    assert any(count % 10 for count in counts(output(world)))
    change(world, rounding=10)
    later = output(world)
    assert later.edition.disclosure == Disclosure(2, 10, secondary=False)
    assert len(counts(later)) > len(counts(first))
    assert not any(count % 10 for count in counts(later))
    notes = [note for table in later.tables for note in table.notes]
    assert "Counts are rounded to the nearest 10; per cents are of rounded counts." in notes


def test_what_was_released_stays_as_it_was_and_can_be_released_anew(world: World) -> None:
    of_release(world)
    change(world, rounding=5)
    of_release(world)
    with reading(world.engine) as session:
        bodies = session.scalars(text("SELECT body FROM snapshot ORDER BY number")).all()
    assert ['"rounding":5' in body for body in bodies] == [False, True]
    assert all('"secondary"' not in body for body in bodies)


def log(world: World, area: str | None = None) -> SuppressedLog:
    chosen = world.area(area).id if area else None
    with reading(world.engine) as session:
        return list_suppressed(session, REF, chosen)


@pytest.mark.parametrize("area", [None, REGION, f"{KESTREL}Unit"])
def test_the_log_of_each_edition_lists_what_it_does_not_show(world: World, area: str | None) -> None:
    if area is None:
        shown = of_report(world)
    else:
        chosen = world.area(area).id
        with reading(world.engine) as session:
            shown = find_area_edition(session, REF, chosen).snapshot
    found = log(world, area)
    assert found.edition == (area or REPORT)
    assert (found.signed_off, found.disclosure) == (shown.cases.signed_off, USUAL)
    hidden = {
        (table.id, row.id, column.id)
        for table in shown.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.suppressed
    }
    of_these = {(each.table, each.row, each.column) for each in found.lines if each.part is Part.FIGURE}
    assert hidden <= of_these
    if area is None:
        assert hidden == of_these
        assert found.cells == sum(len(table.rows) * len(table.columns) for table in shown.tables)
    assert CANARY not in "".join(map(str, found.lines)) or area is None


def test_the_log_follows_the_settings(world: World) -> None:
    assert {Why.SMALL, Why.SUM} <= {line.why for line in log(world, REGION).lines}
    change(world, secondary=0)
    assert {line.why for line in log(world, REGION).lines} <= {Why.SMALL, Why.GROUP, Why.ESTIMATE}
    change(world, threshold=0)
    assert log(world, REGION).lines == ()
    assert log(world).lines == ()


def test_lines_are_labelled_as_the_tables_are(world: World) -> None:
    line = next(each for each in log(world, REGION).lines if each.part is Part.FIGURE and each.sum)
    assert line.table_title
    assert line.row_label not in ("", line.row)
    assert line.column_label not in ("", line.column)
    assert line.words == "A sum that is shown would give a suppressed number back."


def test_before_the_first_sign_off_there_is_nothing_to_list(world: World) -> None:
    with reading(world.engine) as session:
        found = list_suppressed(session, "noise")
        with pytest.raises(UserError):
            list_suppressed(session, REF, 999)
        with pytest.raises(NotThere):
            list_suppressed(session, "south")
    assert (found.signed_off, found.lines) == (0, ())
