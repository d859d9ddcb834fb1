"""The page of ratings: what is computed stays, and what people decide stands beside it."""

import re

import pytest
from flask import Flask

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.records.engine import transaction
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
    assert "Nothing is decided yet." in before
    asked = f"{RATINGS}/all"
    assert "Choose a rating" in browser.send(asked, {}, 422)
    assert "Give the grounds" in browser.send(asked, {"band": "poor"}, 422)
    assert "Choose a rating from the list." in browser.send(asked, {"band": "fine", "reason": "So."}, 422)
    said = plain(browser.send(asked, {"band": "poor", "reason": "Only <one> case."}))
    assert "Decided: Resettlement: Poor." in said
    computed = re.search(r"Resettlement Computed: \w+", before)
    assert computed
    assert computed[0] in said
    assert "Decided: Poor" in said
    assert "Only &lt;one&gt; case." in said
    assert "This is decided already." in browser.send(asked, {"band": "poor", "reason": "Again."}, 422)
    assert "Say why" in browser.send(f"{asked}/undo", {}, 422)
    said = plain(browser.send(f"{asked}/undo", {"reason": "We misread it."}))
    assert "Undone: what was decided about Resettlement." in said
    assert re.search(r"Undone .* We misread it\. .* Poor .* Only &lt;one&gt; case\.", said)
    browser.get(f"{asked}/undo", 404)


@pytest.mark.usefixtures("signed_off")
def test_the_overall_rating_can_be_decided(browser: Browser) -> None:
    said = plain(browser.send(f"{RATINGS}/overall", {"band": "not_rated", "reason": "Too small a service."}))
    assert "Decided: Overall: Not rated." in said
    assert "Overall, computed: " in said
    assert "Decided: Not rated" in said


def test_a_standard_is_judged_and_then_counts(supervision: Browser) -> None:
    assert "no judgement is entered yet" in plain(supervision.get(SUPERVISION))
    form = plain(supervision.get(f"{SUPERVISION}/leadership"))
    assert "No figure decides this standard." in form
    judged = {"band": "good", "reason": "The plan is kept."}
    said = plain(supervision.send(f"{SUPERVISION}/leadership", judged))
    assert "Leaders make good supervision possible Judged: Good" in said
    assert "Overall, computed: Good 2 of 3 points" in said


def test_what_is_not_there_is_not_found(supervision: Browser) -> None:
    for path in ("/hovels", "/hovels/undo", "/overall/undo", "/leadership/undo"):
        supervision.get(f"{SUPERVISION}{path}", 404)
    supervision.get("/inspections/nowhere/ratings", 404)


@pytest.mark.usefixtures("signed_off")
def test_who_may_read_ratings_but_not_decide_sees_no_way_to(app: Flask) -> None:
    html = member(app, Role.ANALYST, "north").get(RATINGS)
    assert "Resettlement" in html
    assert f'href="{RATINGS}/' not in html
