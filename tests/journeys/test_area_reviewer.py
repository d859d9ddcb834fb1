"""A lead releases an area's report, and the area's reviewer reads the results and downloads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import open_engine, transaction, upgrade
from inspect_app.web.app import create_app
from inspect_app.web.server import bind, secret_of
from inspect_app.web.site import loopback_site
from tests.integration.two_areas import CANARY, KESTREL, REF, TITLE, World, two_regions
from tests.integration.web.instrument import DEFINITION
from tests.integration.web.people import join, make_account, sign_in
from tests.journeys.conftest import WITH, WITHOUT, Visitor
from tests.serving import serving

# A report takes some seconds, and more on a busy machine.
MAKING = 120_000
REGION = f"{KESTREL}Cluster"


@dataclass(frozen=True)
class Served:
    """Two regions, served at an address."""

    app: Flask
    world: World
    address: str


def now() -> datetime:
    """The moment, as the server tells it."""
    return datetime.now(UTC)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server on a free port; a lead and a reviewer of the first region have accounts."""
    engine = open_engine(f"sqlite:///{tmp_path / 'journey.sqlite3'}")
    upgrade(engine)
    owner = Actor("sam", "laptop")
    server = bind(engine, owner, now, host="127.0.0.1", port=0)
    with transaction(engine) as session:
        add_definition(session, owner, now, DEFINITION)
    world = two_regions(engine, owner, now)
    # Its twin signs the same cookies: the server keeps its own application to itself.
    site = loopback_site(server.effective_port, secret_of(engine))
    app = create_app(engine, clock=now, owner=owner, site=site)
    join(app, make_account(app, "lena-lead"), REF, Role.LEAD)
    join(app, make_account(app, "ria-reviewer"), REF, Role.AREA_REVIEWER, world.area(REGION).id)
    with serving(server):
        yield Served(app, world, f"http://127.0.0.1:{server.effective_port}")
    engine.dispose()


@pytest.fixture(params=[WITH, WITHOUT])
def people(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[dict[str, Visitor]]:
    """The lead and the reviewer, each signed in at a browser of their own, with JavaScript and without."""
    scripted = request.param == WITH
    visitors = {}
    contexts = []
    for name in ("lena-lead", "ria-reviewer"):
        opened = chromium.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=scripted, accept_downloads=True
        )
        called = served.app.config["SESSION_COOKIE_NAME"]
        cookie = sign_in(served.app, f"account-{name}").client.get_cookie(called)
        assert cookie is not None
        opened.add_cookies([{"name": called, "value": cookie.value, "url": served.address}])
        visitors[name.partition("-")[0]] = Visitor(opened, served.address, scripted=scripted)
        contexts.append(opened)
    yield visitors
    for opened in contexts:
        opened.close()


def test_from_a_release_to_the_reviewers_copy(people: dict[str, Visitor], tmp_path: Path) -> None:
    see_no_report_yet(people["ria"])
    look_at_areas(people["lena"])
    release(people["lena"])
    read_results(people["ria"])
    download(people["ria"], tmp_path)


def see_no_report_yet(ria: Visitor) -> None:
    ria.go("/")
    ria.check()
    ria.press(TITLE)
    ria.see(TITLE)
    ria.page.get_by_text("10 of 12 cases signed off").wait_for()
    ria.check()
    ria.press("Report")
    ria.page.get_by_text("No report is released to this area yet.").wait_for()
    ria.check()


def look_at_areas(lena: Visitor) -> None:
    lena.go(f"/inspections/{REF}/")
    lena.check()
    lena.press("Areas and their cases")
    lena.see("Areas")
    lena.check()
    lena.press(f"{KESTREL}Unit")
    lena.see(f"{KESTREL}Unit")
    lena.check()
    lena.press("Move the cases here")
    assert lena.page.title().startswith("Error: ")
    lena.check()
    lena.press("Areas")


def release(lena: Visitor) -> None:
    lena.press("Release reports to areas")
    lena.see("Releases to areas")
    lena.check()
    lena.press(f"Release to {REGION}")
    lena.see(f"Release the report to {REGION}")
    lena.check()
    lena.page.get_by_label("Reason").fill("For the check of facts.")
    lena.press("Release the report")
    lena.page.get_by_text(f"The report is released to {REGION}.").wait_for()
    lena.check()


def read_results(ria: Visitor) -> None:
    ria.press("Results")
    ria.see(REGION)
    ria.check()
    for attribute in ("sex", "part_of_area"):
        ria.page.get_by_label("Break every question down by").select_option(attribute)
        ria.press("Show")
        ria.check()
    assert CANARY not in ria.page.content()


def download(ria: Visitor, folder: Path) -> None:
    ria.press("Report")
    ria.see(REGION)
    ria.check()
    for button, ending in (("Download the report", "report.pdf"), ("Download the workbook", "findings.xlsx")):
        with ria.page.expect_download(timeout=MAKING) as coming:
            ria.page.get_by_role("button", name=button).click()
        saved = folder / coming.value.suggested_filename
        coming.value.save_as(saved)
        assert saved.name.endswith(ending)
        assert saved.stat().st_size > 5_000
