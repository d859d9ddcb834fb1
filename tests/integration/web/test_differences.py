"""The page of differences between groups, and from an earlier inspection."""

import re

import pytest
from flask import Flask

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import reading
from inspect_app.reports.wording import points, points_apart
from inspect_app.web import differences
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, REF, kept_regions
from tests.integration.web.conftest import Browser, words_of

PAGE = f"/inspections/{REF}/differences"


def words(html: str) -> str:
    """The words of a page's main part in one line."""
    return words_of(html.partition("<main")[2].partition("</main>")[0])


@pytest.fixture
def regions(app: Flask, actor: Actor, clock: Clock, prepared: Prepared) -> dict[str, float]:
    """The estimated share of cases that are well run in each of two regions."""
    engine = app.extensions["inspect_app"].engine
    kept_regions(prepared, engine, actor, clock)
    with reading(engine) as session:
        table = find_figures(session, REF, "area.region").table("key_questions.by.area.region")
    row = next(row for row in table.rows if row.id == "well_run.yes")
    found = zip(table.columns, (cell.estimate for cell in row.cells), strict=True)
    return {column.label: each.value for column, each in found if each and each.value is not None}


def test_groups_are_compared_on_each_key_question(browser: Browser, regions: dict[str, float]) -> None:
    kestrel, osprey = f"{KESTREL}Cluster", f"{CANARY}Cluster"
    said = words(browser.get(f"{PAGE}?by=area.region"))
    apart = points(regions[osprey] - regions[kestrel])
    assert re.search(
        rf"Was the release well run\? {osprey} less {kestrel} {re.escape(apart)} \S+ to \S+ (Yes|No)", said
    )
    assert "Since" not in said
    id_ = re.search(rf'<option value="(\d+)">{osprey}', browser.get(f"{PAGE}?by=area.region"))
    assert id_ is None  # two groups can only be compared with each other
    assert words(browser.get(f"{PAGE}?by=area.region&against=of-another-break")) == said


def test_of_many_groups_one_can_be_chosen(
    browser: Browser, regions: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert regions
    monkeypatch.setattr(differences, "MOST", 1)
    said = words(browser.get(f"{PAGE}?by=area.region"))
    assert "These are 2 differences, more than anybody can read." in said
    assert "less" not in said


def test_an_earlier_inspection_without_cases_is_nothing_to_compare_with(
    browser: Browser, signed_off: str
) -> None:
    assert signed_off
    assert "Choose what to compare." in browser.get("/inspections/north/differences")
    assert 'href="/inspections/north/differences"' in browser.get("/inspections/north/findings")
    said = words(browser.get("/inspections/north/differences?earlier=noise"))
    assert "There is nothing to compare with “noise <area>”." in said
    assert "There are no two groups to compare." in browser.get("/inspections/north/differences?by=sex")


@pytest.mark.parametrize("query", ["by=shoe_size", "earlier=north", "earlier=nowhere", "by=point"])
def test_what_is_not_there_to_compare_is_not_found(browser: Browser, signed_off: str, query: str) -> None:
    assert signed_off
    assert "Page not found" in browser.get(f"/inspections/north/differences?{query}", status=404)


def test_points_are_rounded_half_away_from_zero() -> None:
    shares = (0.125, -0.125, 0.004, -0.004, 1.0)
    assert [points(share) for share in shares] == ["+13", "−13", "0", "0", "+100"]
    assert points_apart((-0.0321, 0.2749)) == "−3 to +27"
