"""A lead releases an area's report, and the area's reviewer reads the results and downloads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from inspect_app.fieldwork.permissions import Role
from tests.integration.two_areas import CANARY, KESTREL, REF, TITLE
from tests.integration.web.people import join, make_account
from tests.journeys.conftest import WITH, WITHOUT, Served, Visitor

# A report takes some seconds, and more on a busy machine.
MAKING = 120_000
REGION = f"{KESTREL}Cluster"


@pytest.fixture(params=[WITH, WITHOUT])
def people(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[dict[str, Visitor]]:
    """The lead and the reviewer, each signed in at a browser of their own, with JavaScript and without."""
    join(served.app, make_account(served.app, "lena-lead"), REF, Role.LEAD)
    region = served.world.area(REGION).id
    join(served.app, make_account(served.app, "ria-reviewer"), REF, Role.AREA_REVIEWER, region)
    scripted = request.param == WITH
    visitors = {}
    contexts = []
    for name in ("lena-lead", "ria-reviewer"):
        opened = chromium.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=scripted, accept_downloads=True
        )
        visitors[name.partition("-")[0]] = served.let_in(opened, f"account-{name}", scripted=scripted)
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
