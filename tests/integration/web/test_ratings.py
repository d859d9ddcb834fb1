"""The page of ratings: what is computed stays, and what people decide stands beside it."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import transaction
from inspect_app.records.models import CaseRow
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, REF, World, kept_regions
from tests.integration.web.conftest import Browser
from tests.integration.web.people import member

RATINGS = "/inspections/north/ratings"
SUPERVISION = "/inspections/supervision/ratings"


def plain(html: str) -> str:
    """The words of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


@pytest.fixture
def supervision(app: Flask, browser: Browser) -> Browser:
    """The owner's browser, with an inspection some of whose standards people judge."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        create_inspection(
            session, setting.owner, setting.clock,
            ref="supervision", questionnaire="core-case-supervision", title="Supervision",
        )  # fmt: skip
    return browser


@pytest.mark.usefixtures("signed_off")
def test_a_panel_decides_with_grounds_and_undoes_it(browser: Browser) -> None:
    assert "What a panel weighs" in browser.get("/inspections/north/findings")
    before = plain(browser.get(RATINGS))
    assert "Resettlement Computed: " in before
    assert "If one case were judged otherwise" in before
    assert re.search(r"Judged sufficient Figure then Rating then .*\? One fewer 0 of 1, 0 per cent", before)
    assert "Nothing is decided yet." in before
    asked = f"{RATINGS}/all"
    assert "Choose a rating" in browser.send(asked, {}, 422)
    assert "Give the grounds" in browser.send(asked, {"band": "poor"}, 422)
    assert "Choose one of" in browser.send(asked, {"band": "fine", "reason": "So."}, 422)
    said = plain(browser.send(asked, {"band": "poor", "reason": "Only <one> case."}))
    assert "Decided: Resettlement: Poor." in said
    computed = re.search(r"Resettlement Computed: \w+", before)
    assert computed
    assert computed[0] in said
    assert "Decided: Poor" in said
    assert "Only &lt;one&gt; case." in said
    assert "This is decided already." in browser.send(asked, {"band": "poor", "reason": "Again."}, 422)
    assert "Say why" in browser.send(f"{asked}/undo", {}, 422)
    band = computed[0].split()[-1]
    assert f"Once this is undone: the computed rating stands: {band}." in plain(browser.get(f"{asked}/undo"))
    said = plain(browser.send(f"{asked}/undo", {"reason": "We misread it."}))
    assert f"Undone: what was decided about Resettlement. The computed rating stands: {band}." in said
    assert re.search(r"Undone .* We misread it\. .* Poor .* Only &lt;one&gt; case\.", said)
    browser.get(f"{asked}/undo", 404)


@pytest.mark.usefixtures("signed_off")
def test_the_overall_rating_can_be_decided(browser: Browser) -> None:
    said = plain(browser.send(f"{RATINGS}/overall", {"band": "not_rated", "reason": "Too small a service."}))
    assert "Decided: Overall: Not rated." in said
    assert "Overall, computed: " in said
    assert "Decided: Not rated" in said


def test_a_standard_is_judged_and_then_counts(supervision: Browser) -> None:
    waiting = plain(supervision.get(SUPERVISION)).count("no judgement is entered yet")
    assert waiting
    form = plain(supervision.get(f"{SUPERVISION}/leadership"))
    assert "No figure decides this standard." in form
    judged = {"band": "good", "reason": "The plan is kept."}
    said = plain(supervision.send(f"{SUPERVISION}/leadership", judged))
    assert "Leaders make good supervision possible Judged: Good" in said
    assert "Overall, computed: Good 2 of 3 points" in said
    assert "confirms the computed rating" not in said
    undo = f"{SUPERVISION}/leadership/undo"
    assert "the standard is unrated until somebody judges it again." in plain(supervision.get(undo))
    said = plain(supervision.send(undo, {"reason": "It is not."}))
    assert "The judgement was undone, so it is unrated until somebody judges it again." in said
    assert said.count("no judgement is entered yet") == waiting - 1


@pytest.mark.usefixtures("signed_off")
def test_a_decision_for_what_is_computed_confirms_it(browser: Browser) -> None:
    found = re.search(r"Overall, computed: (\w+)", plain(browser.get(RATINGS)))
    assert found
    same = {"band": found[1].lower(), "reason": "So it is."}
    said = plain(browser.send(f"{RATINGS}/overall", same))
    assert f"Decided: Overall: {found[1]}. This confirms the computed rating." in said
    assert f"Decided: {found[1]} confirms the computed rating" in said
    other = "poor" if same["band"] != "poor" else "good"
    assert "confirms" not in plain(browser.send(f"{RATINGS}/overall", {"band": other, "reason": "No."}))


def test_what_is_not_there_is_not_found(supervision: Browser) -> None:
    for path in ("/hovels", "/hovels/undo", "/overall/undo", "/leadership/undo"):
        supervision.get(f"{SUPERVISION}{path}", 404)
    supervision.get("/inspections/nowhere/ratings", 404)


@pytest.mark.usefixtures("signed_off")
def test_who_may_read_ratings_but_not_decide_sees_no_way_to(app: Flask) -> None:
    html = member(app, Role.ANALYST, "north").get(RATINGS)
    assert "Resettlement" in html
    assert set(re.findall(rf'href="{RATINGS}/(\w+)', html)) <= {"areas"}
    assert "Give them an area" not in html


def test_every_level_has_its_ratings_and_a_page_that_explains_them(world: World, app: Flask) -> None:
    browser = member(app, Role.ANALYST, REF)
    html = browser.get(f"/inspections/{REF}/ratings")
    words = plain(html)
    for line in ("The whole inspection Inspection 16", f"{KESTREL}Cluster Region 10"):
        assert line in words
    assert f"{CANARY}Unit Delivery unit 6" in words
    assert "Team 5" in words
    assert "Key questions by area" in words
    assert "“To weigh” names what a panel looks at closer. Near a boundary: " in words
    assert "belong to no area" not in words
    area = world.area(f"{KESTREL}Unit").id
    assert f'href="/inspections/{REF}/ratings/areas/{area}"' in html
    words = plain(browser.get(f"/inspections/{REF}/ratings/areas/{area}"))
    assert f"Ratings: delivery unit {KESTREL}Unit Part of {KESTREL}Cluster" in words
    assert "From the 5 signed-off cases of this area and of all areas within it together." in words
    assert "A key question rests on" in words
    assert "How this came about" in words
    assert "If one case were judged otherwise" in words
    assert f"Ratings of the areas within {KESTREL}Unit Area Level Cases Overall" in words
    browser.get(f"/inspections/{REF}/ratings/areas/0", 404)


def test_cases_of_no_area_are_told(world: World, app: Flask) -> None:
    with transaction(world.engine) as session:
        session.execute(update(CaseRow).values(area_id=None))
    words = plain(member(app, Role.LEAD, REF).get(f"/inspections/{REF}/ratings"))
    assert "16 signed-off cases belong to no area: they count in the inspection" in words
    assert "Give them an area" in words
    assert f"{KESTREL}Cluster Region 0 Not rated" in words


@pytest.mark.usefixtures("signed_off")
def test_the_findings_show_what_was_decided_beside_what_is_computed(browser: Browser) -> None:
    before = plain(browser.get("/inspections/north/findings"))
    assert "Decided:" not in before
    browser.send(f"{RATINGS}/all", {"band": "poor", "reason": "Only <one> case."})
    browser.send(f"{RATINGS}/overall", {"band": "good", "reason": "On the whole."})
    said = plain(browser.get("/inspections/north/findings"))
    assert re.search(r"Overall, computed: \w+ .*With what is decided of the standards: Poor", said)
    assert re.search(r"Decided: Good confirms the computed rating \S+, .* \(UTC\): On the whole\.", said)
    assert re.search(r"Resettlement Computed: Good Decided: Poor .*: Only &lt;one&gt; case\.", said)


@pytest.fixture
def world(app: Flask, browser: Browser, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions in the application's database."""
    assert browser
    return kept_regions(prepared, app.extensions["inspect_app"].engine, actor, clock)
