"""The web edition opened from a folder, with no server and no network."""

from pathlib import Path

from playwright.sync_api import Browser

from inspect_app.publication.frozen import FORMAT, Publication, Stage
from inspect_app.reports.design import find_design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page
from inspect_app.reports.web_edition import web_edition
from tests.journeys.conftest import axe_problems
from tests.samples import sample_snapshot

FROZEN = Publication(
    FORMAT, "sample-2016", "inspection-report", "en", Stage.DRAFT, 1, None, "ab" * 32, (), (), ()
)


def test_every_page_is_accessible_and_the_last_is_reached_by_next(chromium: Browser, tmp_path: Path) -> None:
    design = find_design()
    files = web_edition(
        FROZEN, render_page(figures_alone(sample_snapshot()), sample_snapshot(), design), design
    )
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with chromium.new_context(offline=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        seen = [page.url]
        while True:
            assert axe_problems(page) == [], page.url
            onward = page.locator("a[rel=next]")
            if not onward.count():
                break
            onward.click()
            seen.append(page.url)
        assert len(seen) == len([name for name in files if name.endswith(".html")])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "text"
