"""An inspector raises an alert; the lead sees it on the board, closes it, and withdraws the case."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.permissions import Role
from inspect_app.records.engine import transaction
from tests.integration.two_areas import REF
from tests.integration.web.people import join, make_account
from tests.journeys.conftest import WITH, WITHOUT, Served, Visitor

HOME = f"/inspections/{REF}/"
SEEN = "A threat against a former partner"


@pytest.fixture(params=[WITH, WITHOUT])
def come(
    request: pytest.FixtureRequest, chromium: Browser, served: Served
) -> Iterator[Callable[[Role], Visitor]]:
    """Lets somebody of a role in, at a browser of their own, with JavaScript and without."""
    scripted = request.param == WITH
    contexts = []

    def let_in(role: Role) -> Visitor:
        account = make_account(served.app, role.value)
        join(served.app, account, REF, role)
        size = {"width": 1366, "height": 768}
        contexts.append(chromium.new_context(viewport=size, java_script_enabled=scripted))
        return served.let_in(contexts[-1], account, scripted=scripted)

    yield let_in
    for context in contexts:
        context.close()


def test_from_an_alert_to_its_closing(come: Callable[[Role], Visitor], served: Served) -> None:
    open_case = next(line for line in served.world.cases("KestrelCluster") if line not in signed_off(served))
    raise_it(come(Role.INSPECTOR), open_case)
    lead = come(Role.LEAD)
    look_at_the_board(lead, open_case)
    close_it(lead)
    withdraw(lead, open_case)
    look_at_what_emerges(lead)


def signed_off(served: Served) -> set[str]:
    with transaction(served.world.engine) as session:
        return {case.reference for case in list_cases(session, REF) if case.status == "signed_off"}


def raise_it(inspector: Visitor, case: str) -> None:
    inspector.go(f"{HOME}cases/{case}/")
    inspector.press("Raise an alert")
    inspector.see("Raise an alert")
    inspector.check()
    inspector.press("Raise the alert")
    assert inspector.page.title().startswith("Error: ")
    inspector.check()
    inspector.page.get_by_label("Which question were you answering?").select_option(label="How many visits?")
    inspector.page.get_by_label("What have you seen?").fill(SEEN)
    inspector.page.get_by_label("Who have you told?").fill("The duty manager, by telephone")
    for part, value in (("Day", "6"), ("Month", "6"), ("Year", "2016")):
        inspector.page.get_by_label(part, exact=True).fill(value)
    inspector.page.get_by_label("At what time did you tell them?").fill("2.30pm")
    inspector.press("Raise the alert")
    inspector.page.get_by_text("The alert is raised.").wait_for()
    expect(inspector.page.locator("#done")).to_be_focused()
    expect(inspector.page.locator("#done")).to_be_in_viewport(ratio=1)
    inspector.check()
    inspector.press("Go back to the question")
    told = inspector.page.get_by_text("Told: The duty manager, by telephone, 6 June 2016 at 14:30")
    expect(told).to_be_in_viewport()
    inspector.page.get_by_role("link", name="See the alert that").click()
    inspector.page.get_by_role("heading", name="Open alert").wait_for()
    inspector.go(f"{HOME}cases/{case}/")
    inspector.page.get_by_text(SEEN).wait_for()
    inspector.check()


def look_at_the_board(lead: Visitor, case: str) -> None:
    lead.go(HOME)
    lead.page.get_by_role("heading", name="1 alert is open").wait_for()
    lead.check()
    lead.press("Board")
    lead.see("Board")
    lead.check()
    first = lead.page.locator("tbody tr").first
    assert first.locator("th").inner_text() == case
    assert "1 open alert" in first.inner_text()
    lead.press("To do")
    assert lead.page.locator("th[aria-sort=descending]").inner_text() == "To do"
    lead.check()
    lead.press("Needs attention 1")
    assert lead.page.locator("tbody tr").count() == 1
    lead.check()


def close_it(lead: Visitor) -> None:
    lead.press("See who was told, and close what is dealt with")
    lead.see("Alerts")
    lead.check()
    lead.page.get_by_role("link", name="Close this alert").click()
    lead.see("Close an alert")
    lead.check()
    lead.page.get_by_label("How was it dealt with?").fill("The police went there, and she is safe.")
    lead.press("Close the alert")
    lead.page.get_by_role("heading", name="1 closed alert").wait_for()
    lead.check()


def withdraw(lead: Visitor, case: str) -> None:
    lead.go(f"{HOME}cases/{case}/")
    lead.check()
    lead.press("Withdraw the case")
    lead.see(f"Withdraw case {case}")
    lead.check()
    lead.page.get_by_label("Reason").fill("The records are closed.")
    lead.press(f"Withdraw case {case}")
    lead.page.get_by_text(f"Case {case} is withdrawn.").wait_for()
    lead.check()
    lead.press("Re-open with a reason")
    lead.see(f"Re-open case {case}")
    lead.check()


def look_at_what_emerges(lead: Visitor) -> None:
    lead.go(f"{HOME}findings")
    lead.check()
    lead.page.get_by_role("link", name="All cases begun").click()
    lead.see("Emerging findings")
    lead.check()
