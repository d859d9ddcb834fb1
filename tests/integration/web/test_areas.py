"""The pages of leads about areas and what is released to them."""

import pytest
from flask import Flask

from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.permissions import Role
from inspect_app.findings.snapshot import from_json
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import SnapshotRow
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import GOOD, KESTREL, REF, World, kept_regions, sorted_by_person
from tests.integration.web.conftest import Browser, words_of
from tests.integration.web.people import join, make_account, member

HOME = f"/inspections/{REF}/"
REGION, UNIT = f"{KESTREL}Cluster", f"{KESTREL}Unit"


@pytest.fixture
def world(app: Flask, engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions; the first has a reviewer."""
    made = kept_regions(prepared, engine, actor, clock)
    join(app, make_account(app, "kim"), REF, Role.AREA_REVIEWER, made.area(REGION).id)
    return made


@pytest.fixture
def lead(app: Flask, world: World) -> Browser:
    """The lead's browser."""
    assert world
    return member(app, Role.LEAD, REF)


def test_areas_are_added_renamed_filled_and_removed(lead: Browser, world: World) -> None:
    assert "Areas and their cases" in lead.get(HOME)
    assert f"{KESTREL}Cluster 0 12 10" in words_of(lead.get(f"{HOME}areas"))
    unit = world.area(UNIT).id
    html = lead.send(f"{HOME}areas", {"name": "Night team", "within": str(unit)})
    assert "The area is added." in html
    area = f"{HOME}areas/{world.area('Night team').id}"
    assert "The area has no cases of its own." in lead.get(area)
    assert "2 cases moved to Night team." in words_of(
        lead.send(area, {"move-references": " 001, 002", "move-send": "1"})
    )
    assert "There is no case 999." in lead.send(area, {"move-references": "999", "move-send": "1"}, 422)
    assert "Enter the reference of a case" in lead.send(area, {"move-references": "", "move-send": "1"}, 422)
    assert "has its new name" in lead.send(area, {"rename-name": "Day team", "rename-send": "1"})
    assert "has cases. Move them" in lead.send(area, {"remove-send": "1"}, 422)
    back = f"{HOME}areas/{unit}"
    lead.send(back, {"move-references": "001\n002", "move-send": "1"})
    assert "Day team is removed." in lead.send(area, {"remove-send": "1"})
    lead.get(area, 404)


def test_a_name_that_is_taken_is_refused_with_the_reason(lead: Browser, world: World) -> None:
    assert world.area(REGION).depth == 0
    html = lead.send(f"{HOME}areas", {"name": REGION.upper(), "within": ""}, 422)
    assert f"There is an area {REGION.upper()} there already. Enter another name." in html
    assert "Enter a name" in lead.send(f"{HOME}areas", {"name": "", "within": ""}, 422)


@pytest.mark.usefixtures("inspection")
def test_without_areas_the_pages_say_what_is_next(browser: Browser) -> None:
    north = "/inspections/north/"
    assert "No areas yet." in browser.get(f"{north}areas")
    assert "there is nobody to release a report to" in browser.get(f"{north}releases")
    html = browser.send(f"{north}areas", {"name": "North", "within": ""})
    assert "After the first sign-off" in browser.get(f"{north}releases")
    assert "North" in html
    assert "no signed-off case yet" in browser.get(f"{north}releases/areas/1", 404)


@pytest.mark.usefixtures("drawn")
def test_areas_from_the_long_list_are_for_cases_that_have_none(browser: Browser, engine: Engine) -> None:
    north = "/inspections/north/"
    assert "Cases without an area" not in browser.get(f"{north}areas")
    with transaction(engine) as session:
        session.connection().exec_driver_sql('UPDATE "case" SET area_id = NULL')
    assert "2 cases belong to no area" in words_of(browser.get(f"{north}areas"))
    html = browser.send(f"{north}areas/from-long-list", {}, page=f"{north}areas")
    assert "2 cases now have an area." in words_of(html)


@pytest.mark.both_databases
def test_a_report_is_released_and_withdrawn_with_a_reason(lead: Browser, world: World) -> None:
    area = world.area(REGION).id
    asked = f"{HOME}releases/areas/{area}"
    assert "Kim (kim@example.org)" in lead.get(asked)
    assert "Say why" in lead.send(asked, {"reason": ""}, 422)
    html = lead.send(asked, {"reason": "Facts to be checked."})
    assert f"The report is released to {REGION}." in html
    assert "by Lead Of Areas All (lead-of-areas-all@example.org)" in html
    assert "nothing in it has changed since" in lead.send(asked, {"reason": "Again."}, 422)
    made = last_event(world)
    assert (made.action, made.subject, made.reason) == (
        "release.make",
        f"area {area}",
        "Facts to be checked.",
    )
    assert made.recipient == "Kim (kim@example.org)"
    html = lead.send(f"{HOME}releases/1/withdraw", {"reason": "A case was misread."})
    assert f"The report is withdrawn from {REGION}." in html
    assert (last_event(world).action, last_event(world).reason) == ("release.withdraw", "A case was misread.")
    lead.get(f"{HOME}releases/1/withdraw", 404)
    lead.get(f"{HOME}releases/9/withdraw", 404)


def last_event(world: World) -> access_log.Event:
    """The last line of the inspection's access log."""
    with transaction(world.engine) as session:
        return access_log.events(session, REF)[-1]


def test_what_is_frozen_is_the_edition_and_not_what_it_was_made_from(lead: Browser, world: World) -> None:
    asked = f"{HOME}releases/areas/{world.area(REGION).id}"
    lead.send(asked, {"reason": "First."})
    world.score(sorted_by_person(world)[-1], GOOD)
    lead.send(asked, {"reason": "Second."})
    with transaction(world.engine) as session:
        frozen = [(row.area_id, from_json(row.body)) for row in session.query(SnapshotRow).order_by("number")]
    assert [(area, each.edition.id, each.edition.threshold) for area, each in frozen] == [
        (world.area(REGION).id, "area", 5)
    ] * 2
    assert [each.cases.signed_off for _, each in frozen] == [10, 11]
    assert all(each.counted == () for _, each in frozen)


def test_a_report_on_the_whole_takes_no_areas_snapshot_for_its_own(lead: Browser, world: World) -> None:
    lead.send(f"{HOME}releases/areas/{world.area(REGION).id}", {"reason": "Ready."})
    with transaction(world.engine) as session:
        make_snapshot(session, world.actor, world.clock, ref=REF)
        make_snapshot(session, world.actor, world.clock, ref=REF)
    with transaction(world.engine) as session:
        kept = [(row.number, row.area_id is None) for row in session.query(SnapshotRow).order_by("number")]
    assert kept == [(1, False), (2, True)]


def test_a_release_to_an_area_nobody_reviews_says_so(lead: Browser, world: World) -> None:
    asked = f"{HOME}releases/areas/{world.area(UNIT).id}"
    assert "Nobody reviews the area yet." in lead.get(asked)
    lead.send(asked, {"reason": "In time."})
    assert last_event(world).recipient == "nobody yet"
