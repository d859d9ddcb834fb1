"""The pages on a database, and a browser's part: a client that holds every page to the house rules.

What a page asks of a database is tested on both below the pages. Tests of pages run on SQLite, but for those
marked `both_databases`: of saves, of what happens at once, of attempts and sessions, of who finds what, of
every page once, and one of each use case that no test below the pages asks of both.
"""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, transaction
from inspect_app.web.app import create_app
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.web.house_rules import Page, broken_rules
from tests.integration.web.instrument import DEFINITION, LONG_LIST

Fields = dict[str, Any]


class Browser:
    """A client that sends forms whole, as a browser does, and refuses pages that break the house rules.

    As on a server, a response is closed once it is sent.
    """

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.titles: dict[str, str] = {}

    def get(self, path: str, status: int = 200) -> str:
        """The page at a path, after any redirects."""
        return self._page(self.client.get(path, follow_redirects=True, buffered=True), status)

    def send(self, path: str, fields: Fields, status: int = 200, page: str | None = None) -> str:
        """The page that follows when the form of a page is sent to `path` with some fields filled in.

        `page` is where the form stands, by default `path` itself.
        """
        html = self.get(page or path)
        return self._page(self.post(path, {**form_of(html), **fields}), status)

    def post(self, path: str, fields: Fields) -> TestResponse:
        """The response after any redirects, when exactly these fields are sent."""
        return self.client.post(path, data=fields, follow_redirects=True, buffered=True)

    def _page(self, response: TestResponse, status: int) -> str:
        html = response.get_data(as_text=True)
        assert response.status_code == status, html
        assert broken_rules(html) == []
        self.titles[response.request.path] = Page(html).title
        return html


def words_of(html: str) -> str:
    """The words of a page in one line, without its tags and what scripts are told."""
    seen = re.sub(r"<script.*?</script>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", seen)).split())


def form_of(html: str) -> Fields:
    """What a browser would send of a page as it stands: every control in use with its value."""
    fields: Fields = {}
    html = asked_of(html)
    for tag, attributes in Page(html).elements:
        name, kind = attributes.get("name"), attributes.get("type")
        if tag != "input" or not name or kind in ("file", "submit"):
            continue
        if kind == "checkbox":
            fields.setdefault(name, [])
            fields[name] += [attributes.get("value")] if "checked" in attributes else []
        elif kind != "radio" or "checked" in attributes:
            fields[name] = attributes.get("value") or ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        fields[name] = unescape(text.removeprefix("\n"))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def asked_of(html: str) -> str:
    """A page without the questions that are not asked: they are there, but neither seen nor sent."""
    return re.sub(r"<fieldset[^>]* disabled.*?</fieldset>", "", html, flags=re.DOTALL)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test on SQLite alone, unless it says which database it is for."""
    said = [mark for mark in metafunc.definition.iter_markers("parametrize") if mark.args[:1] == ("engine",)]
    both = metafunc.definition.get_closest_marker("both_databases")
    if "engine" in metafunc.fixturenames and not said and not both:
        metafunc.definition.add_marker(pytest.mark.parametrize("engine", ["sqlite"], indirect=True))


@pytest.fixture
def app(engine: Engine, actor: Actor, clock: Clock) -> Flask:
    """The application on an empty database that has the small instrument."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    made = create_app(engine, clock=clock, owner=actor)
    made.testing = False
    return made


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser with no page open.

    Its client is in no `with`: that would keep its last request's `g` for the requests of other browsers, and
    their pages would have the token of its forms.
    """
    return Browser(app.test_client())


@pytest.fixture
def inspection(app: Flask, actor: Actor, clock: Clock, prepared: Prepared) -> str:
    """The path of a synthetic inspection without cases; another stands beside it."""

    def make() -> None:
        with transaction(app.extensions["inspect_app"].engine) as session:
            for ref in ("noise", "north"):
                create_inspection(
                    session,
                    actor,
                    clock,
                    ref=ref,
                    questionnaire="small",
                    title=f"{ref} <area>",
                    synthetic=ref == "north",
                )

    prepared(("inspection",), make)
    return "/inspections/north/"


@pytest.fixture
def listed(browser: Browser, inspection: str, prepared: Prepared) -> str:
    """The path of an inspection whose long list is imported."""
    fields = {"file": (BytesIO(LONG_LIST), "list.csv"), **as_at(6, 6, 2016)}
    prepared(("listed",), lambda: browser.send(f"{inspection}long-list", fields))
    return inspection


@pytest.fixture
def drawn(browser: Browser, listed: str, prepared: Prepared) -> str:
    """The path of an inspection with cases 001 and 002."""
    prepared(("drawn",), lambda: draw(browser, listed, size="2", seed="an agreed seed"))
    return listed


PLAN = {"size": "2", "buffer": "0", "method": "systematic", "mode": "shortlist", "margin": "5", "seed": ""}


def draw(browser: Browser, inspection: str, **fields: str) -> str:
    """Plans a sample and draws it; answers the page that shows it."""
    browser.send(f"{inspection}sample/plan", {**PLAN, **fields})
    return browser.send(f"{inspection}sample", {"reason": fields.get("reason", "")})


def as_at(day: int, month: int, year: int) -> Fields:
    """The three parts of the import page's date."""
    return {"as_at-day": str(day), "as_at-month": str(month), "as_at-year": str(year)}


HOME = {"answer-home_found": "yes", "answer-visits": "3"}
RELEASE = {
    "answer-released_on-day": "1",
    "answer-released_on-month": "3",
    "answer-released_on-year": "2016",
    "answer-well_run": "yes",
    "comment-well_run": "Everybody knew the plan.",
}


def score(browser: Browser, case: str) -> None:
    """Answers every question of the case at a path."""
    browser.send(f"{case}sections/home", HOME)
    browser.send(f"{case}sections/release", RELEASE)


def submit(browser: Browser, case: str) -> str:
    """Submits the case at a path."""
    return browser.send(f"{case}submit", {}, page=f"{case}check")


@pytest.fixture
def scored(browser: Browser, drawn: str, prepared: Prepared) -> str:
    """The path of a complete case."""
    case = f"{drawn}cases/001/"
    prepared(("scored",), lambda: score(browser, case))
    return case


@pytest.fixture
def signed_off(browser: Browser, scored: str, prepared: Prepared) -> str:
    """The path of a signed-off case."""

    def make() -> None:
        submit(browser, scored)
        browser.send(f"{scored}sign-off", {})

    prepared(("signed off",), make)
    return scored
