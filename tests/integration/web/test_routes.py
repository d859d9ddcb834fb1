"""Who each page is for, and that looking changes nothing."""

import pytest
from flask import Flask

from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser

EVERY_ROUTE = {
    ("static", "/static/<path:filename>", "GET"),
    ("administrators", "/access-log", "GET"),
    ("administrators", "/inspections/new", "GET POST"),
    ("administrators", "/questionnaires/add", "GET POST"),
    ("leads", "/inspections/<ref>/long-list", "GET POST"),
    ("leads", "/inspections/<ref>/long-list/rows/<int:row>", "GET POST"),
    ("leads", "/inspections/<ref>/sample", "GET POST"),
    ("leads", "/inspections/<ref>/cases/<reference>/sign-off", "GET POST"),
    ("leads", "/inspections/<ref>/cases/<reference>/return", "GET POST"),
    ("leads", "/inspections/<ref>/cases/<reference>/reopen", "GET POST"),
    ("leads", "/inspections/<ref>/cases/<reference>/looks", "GET"),
    ("inspectors", "/inspections/<ref>/cases/", "GET"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/", "GET"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/sections/<section_id>", "GET POST"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/check", "GET"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/person", "POST"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/submit", "POST"),
    ("inspectors", "/inspections/<ref>/cases/<reference>/history", "GET"),
    ("everybody", "/sign-in", "GET POST"),
    ("everybody", "/sign-in/code", "GET POST"),
    ("everybody", "/sign-out", "POST"),
    ("readers", "/account", "GET"),
    ("readers", "/account/password", "GET POST"),
    ("readers", "/account/recovery-codes", "POST"),
    ("readers", "/account/second-factor", "GET POST"),
    ("readers", "/account/second-factor/remove", "POST"),
    ("readers", "/account/sign-out", "POST"),
    ("readers", "/", "GET"),
    ("readers", "/inspections/<ref>/", "GET"),
    ("readers", "/inspections/<ref>/findings", "GET"),
    ("readers", "/inspections/<ref>/report", "GET"),
    ("readers", "/inspections/<ref>/report/<name>", "POST"),
    ("readers", "/questionnaires/", "GET"),
    ("readers", "/questionnaires/<instrument>/<version>", "GET"),
}


def test_every_route_says_whom_it_is_for(app: Flask) -> None:
    routes = {
        (
            rule.endpoint.partition(".")[0],
            rule.rule,
            " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
        )
        for rule in app.url_map.iter_rules()
    }
    assert routes == EVERY_ROUTE


PLACES = {
    "<ref>": "north",
    "<reference>": "001",
    "<section_id>": "home",
    "<int:row>": "6",
    "<instrument>": "small",
    "<version>": "1",
}


def every_path() -> list[str]:
    """A path for each page that the owner of the computer can look at, who has no account."""
    paths = []
    for audience, rule, methods in sorted(EVERY_ROUTE):
        own_account = f"{rule}/".startswith("/account/")
        if audience not in ("static", "everybody") and "GET" in methods and not own_account:
            path = rule
            for place, value in PLACES.items():
                path = path.replace(place, value)
            paths.append(path)
    return paths


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table."""
    from inspect_app.records.base import Base

    with transaction(engine) as session:
        return {
            table.name: sorted(map(repr, session.execute(table.select())))
            for table in Base.metadata.sorted_tables
        }


LOG = {"access_log", "access_log_head"}


@pytest.mark.usefixtures("scored")
def test_looking_changes_nothing_but_the_access_log(browser: Browser, engine: Engine) -> None:
    before = contents(engine)
    for path in every_path():
        browser.get(path)
    after = contents(engine)
    assert {table for table, rows in after.items() if rows != before[table]} == LOG
    assert set(before["access_log"]) < set(after["access_log"])
    assert any(rows for table, rows in before.items() if table not in LOG)


LOOKS = {
    "/inspections/north/long-list": ("cases.look", "long list"),
    "/inspections/north/long-list/rows/6": ("cases.look", "row 6"),
    "/inspections/north/cases/001/": ("case.look", "case 001"),
    "/inspections/north/cases/001/check": ("case.look", "case 001"),
    "/inspections/north/cases/001/sections/home": ("case.look", "case 001"),
    # These steps are not open, and lead to the case.
    "/inspections/north/cases/001/sign-off": ("case.look", "case 001"),
    "/inspections/north/cases/001/return": ("case.look", "case 001"),
    "/inspections/north/cases/001/reopen": ("case.look", "case 001"),
}
"""The pages that tell of identifiable people, and what the access log says of a look at them."""


@pytest.mark.usefixtures("scored")
def test_looks_at_identifiable_people_are_logged_and_no_others(browser: Browser, engine: Engine) -> None:
    for path in every_path():
        with transaction(engine) as session:
            before = access_log.lines(session)
        browser.get(path)
        with transaction(engine) as session:
            new = [line.event for line in access_log.lines(session)[len(before) :]]
        expected = [LOOKS[path]] if path in LOOKS else []
        assert [(event.action, event.subject) for event in new] == expected, path
        assert {(event.inspection, event.detail) == ("north", {}) for event in new} <= {True}


def test_what_is_not_shown_is_not_logged(browser: Browser, drawn: str, engine: Engine) -> None:
    with transaction(engine) as session:
        before = len(access_log.lines(session))
    browser.get(f"{drawn}cases/999/", 404)
    browser.get("/inspections/none/long-list", 404)
    with transaction(engine) as session:
        assert len(access_log.lines(session)) == before


@pytest.mark.usefixtures("scored")
def test_titles_tell_pages_apart(browser: Browser) -> None:
    redirected = {"sign-off", "return", "reopen"}
    for path in every_path():
        if path.rpartition("/")[2] not in redirected:
            browser.get(path)
    titles = list(browser.titles.values())
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.usefixtures("inspection")
@pytest.mark.parametrize(
    "path",
    ["/inspections/none/", "/inspections/north/cases/999/", "/questionnaires/none/1", "/nothing"],
)
def test_what_is_not_there_is_a_page(browser: Browser, path: str) -> None:
    browser.get(path, 404)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    "path",
    [
        "/inspections/north/cases/?status=lost",
        "/inspections/north/cases/001/sections/none",
        "/inspections/north/findings?by=height",
    ],
)
def test_an_unknown_part_of_a_case_list_is_a_page(browser: Browser, path: str) -> None:
    assert "Page not found" in browser.get(path, 404)


@pytest.mark.usefixtures("inspection")
def test_an_address_without_its_last_stroke_leads_to_the_page(browser: Browser) -> None:
    assert "north &lt;area&gt;" in browser.get("/inspections/north")
