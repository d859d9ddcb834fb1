"""Somebody watches a report being made, with a script and without, and gives it up."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.work_on_job import Taken, fail_job, keep_job, stop_job, take_job
from inspect_app.records.jobs import Progress
from tests.integration.two_areas import REF
from tests.integration.web.people import join, make_account
from tests.journeys.conftest import WITH, WITHOUT, Served, Visitor


def now() -> datetime:
    return datetime.now(UTC)


Open = Callable[[str], Visitor]


@pytest.fixture
def will(served: Served, chromium: Browser) -> Iterator[Open]:
    """Lets a report writer in, with JavaScript or without."""
    account = make_account(served.app, "will")
    join(served.app, account, REF, Role.REPORT_WRITER)
    contexts = []

    def let_in(how: str) -> Visitor:
        context = chromium.new_context(java_script_enabled=how == WITH)
        contexts.append(context)
        return served.let_in(context, account, scripted=how == WITH)

    yield let_in
    for context in contexts:
        context.close()


def ask(visitor: Visitor) -> None:
    visitor.go(f"/inspections/{REF}/outputs")
    visitor.press("Make the report and the workbook")
    visitor.page.get_by_text("It is the next to be made").first.wait_for()


def take(served: Served) -> Taken:
    taken = take_job(served.world.engine, now, "a worker of the tests")
    assert taken
    return taken


def say(served: Served, taken: Taken, stage: str, per_cent: int) -> None:
    keep_job(served.world.engine, now, taken.lease, Progress(stage, per_cent))


def test_the_page_follows_what_is_made_and_announces_its_stages(will: Open, served: Served) -> None:
    visitor = will(WITH)
    ask(visitor)
    visitor.check()
    taken = take(served)
    say(served, taken, "Setting the report", 40)
    page = visitor.page
    expect(page.get_by_role("status")).to_have_text("Setting the report")
    expect(page.get_by_role("progressbar", name="How much is done")).to_have_js_property("value", 40)
    page.evaluate("document.getElementById('told').textContent = ''")
    say(served, taken, "Setting the report", 70)
    expect(page.get_by_text("70 per cent")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    visitor.check()
    fail_job(served.world.engine, now, taken.lease, "The style has no cover.")
    expect(page.get_by_text("The style has no cover.")).to_be_visible()
    expect(page).to_have_title(re.compile("^Not made: "))
    visitor.check()


def test_a_server_that_does_not_answer_is_asked_again(will: Open, served: Served) -> None:
    visitor = will(WITH)
    ask(visitor)
    page: Page = visitor.page
    page.route("**/state?*", lambda route: route.abort())
    expect(page.locator("#stage")).to_contain_text("does not answer")
    page.unroute("**/state?*")
    say(served, take(served), "Setting the report", 40)
    expect(page.locator("#stage")).to_have_text("Setting the report", timeout=30_000)


@pytest.mark.parametrize("how", [WITH, WITHOUT])
def test_what_nobody_needs_is_cancelled(will: Open, served: Served, how: str) -> None:
    visitor = will(how)
    ask(visitor)
    taken = take(served)
    visitor.press("Cancel")
    visitor.page.get_by_text("Being cancelled").first.wait_for()
    stop_job(served.world.engine, now, taken.lease)
    # Without a script the page is loaded anew by itself.
    visitor.page.get_by_text("Nothing of it was kept.").wait_for()
    visitor.check()
