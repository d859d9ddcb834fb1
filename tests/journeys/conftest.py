"""A real Chromium on a served database; pages must be free of accessibility problems."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from inspect_app.cli.worker import working_beside
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import open_engine
from inspect_app.web.app import create_app
from inspect_app.web.server import bind, secret_of
from inspect_app.web.site import loopback_site
from tests import compiled
from tests.integration.shelf import copied
from tests.integration.two_areas import World
from tests.integration.web.people import sign_in
from tests.journeys import beginnings
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
LONG_LIST = ROOT / "tests" / "data" / "long-list-2016.xlsx"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KNOWN = {("aria-allowed-attr", "govuk-radios__input")}
"""The design system's radio buttons that reveal something carry aria-expanded: known there, and meant."""

# Long enough for a report to be made on a busy machine.
TIMEOUT = 30_000


def installed_chromium() -> str:
    """The system's browser, under the names that .ci/system accepts."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next(path for path in found if path)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Templates and routes are compiled once in a run and not for each application."""
    with pytest.MonkeyPatch.context() as patch:
        compiled.share(patch)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        # Continuous integration runs as root, where Chromium has no sandbox.
        launched = playwright.chromium.launch(executable_path=installed_chromium(), args=["--no-sandbox"])
        yield launched
        launched.close()


def now() -> datetime:
    """The moment, as the server tells it."""
    return datetime.now(UTC)


OWNER = Actor("sam", "laptop")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without an inspection, to be copied."""
    return beginnings.empty(tmp_path_factory.mktemp("empty") / "begun.sqlite3")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with five cases drawn and none begun, to be copied."""
    path = tmp_path_factory.mktemp("drawn") / "begun.sqlite3"
    return beginnings.drawn(path, OWNER, now, LONG_LIST)


@pytest.fixture(scope="session")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two regions, to be copied."""
    return beginnings.regions(tmp_path_factory.mktemp("regions") / "begun.sqlite3", OWNER, now)


@pytest.fixture
def beginning(empty: Path) -> Path:
    """The database that `address` begins with; modules say another."""
    return empty


@pytest.fixture
def address(tmp_path: Path, beginning: Path) -> Iterator[str]:
    """The address of a server on a free port, with a copy of `beginning` and a worker beside it."""
    engine = open_engine(f"sqlite:///{copied(beginning, tmp_path / 'journey.sqlite3')}")
    server = bind(engine, OWNER, now, host="127.0.0.1", port=0)
    with serving(server), working_beside(engine):
        yield f"http://127.0.0.1:{server.effective_port}"
    engine.dispose()


class Visitor:
    """Somebody at a browser who looks at every page they come to for accessibility and policy problems."""

    def __init__(self, context: BrowserContext, address: str, *, scripted: bool) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.problems: list[str] = []
        # The same pages come with and without JavaScript, but axe is itself a script that waits.
        self.scripted = scripted
        self.page.set_default_timeout(TIMEOUT)
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", self._failed)

    def go(self, path: str) -> None:
        """Types an address."""
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        """Presses the button, or follows the link, of a name, and waits for the page that comes."""
        button = self.page.get_by_role("button", name=name, exact=True)
        with self.page.expect_navigation():
            button.or_(self.page.get_by_role("link", name=name, exact=True)).first.click()

    def see(self, heading: str) -> None:
        """Waits for the page with this heading."""
        self.page.get_by_role("heading", level=1, name=heading).wait_for()

    def check(self) -> None:
        """Asserts that the page has no accessibility problem and that nothing was refused or failed."""
        assert self.problems == []
        if self.scripted:
            assert axe_problems(self.page) == []

    def _hear(self, kind: str, text: str) -> None:
        # A page with an error summary is answered with 422, which the console tells too.
        if kind in ("error", "warning") and "422" not in text:
            self.problems.append(text)

    def _failed(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")


def axe_problems(page: Page) -> list[str]:
    """What axe finds on a page, but for what is known."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{problem['id']}: {node['html']}"
        for problem in found["violations"]
        for node in problem["nodes"]
        if not any(problem["id"] == rule and mark in node["html"] for rule, mark in KNOWN)
    ]


WITH, WITHOUT = "with JavaScript", "without JavaScript"


@pytest.fixture(params=[WITH, WITHOUT])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visitor]:
    """Somebody at a window of a small laptop, with JavaScript and then without."""
    scripted = request.param == WITH
    opened = chromium.new_context(
        viewport={"width": 1366, "height": 768}, java_script_enabled=scripted, accept_downloads=True
    )
    yield Visitor(opened, address, scripted=scripted)
    opened.close()


@dataclass(frozen=True)
class Served:
    """Two regions, served at an address."""

    app: Flask
    world: World
    address: str

    def let_in(self, context: BrowserContext, account: str, *, scripted: bool) -> Visitor:
        """Somebody with an account, let in without the pages that do it, which have their own journey."""
        called = self.app.config["SESSION_COOKIE_NAME"]
        cookie = sign_in(self.app, account).client.get_cookie(called)
        assert cookie is not None
        context.add_cookies([{"name": called, "value": cookie.value, "url": self.address}])
        return Visitor(context, self.address, scripted=scripted)


@pytest.fixture
def served(tmp_path: Path, regions: Path) -> Iterator[Served]:
    """A server on a free port, where nobody has an account yet; nothing is made in the background."""
    engine = open_engine(f"sqlite:///{copied(regions, tmp_path / 'journey.sqlite3')}")
    server = bind(engine, OWNER, now, host="127.0.0.1", port=0)
    world = World(engine, OWNER, now)
    # Its twin signs the same cookies: the server keeps its own application to itself.
    site = loopback_site(server.effective_port, secret_of(engine))
    app = create_app(engine, clock=now, owner=OWNER, site=site)
    with serving(server):
        yield Served(app, world, f"http://127.0.0.1:{server.effective_port}")
    engine.dispose()
