"""What is typed in a form with a button of its own is kept in the browser until the server has it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.states import Action
from inspect_app.records.engine import transaction
from tests.integration.two_areas import GOOD, REF
from tests.integration.web.people import join, make_account
from tests.journeys.at_section import STORED, all_saved, case, choose, field, holds, open_section, server
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field

__all__ = ["case", "field", "server"]

SEEN = "A threat against a former partner."
TELEPHONE = (
    "The alert is not raised: nobody can see it. "
    "If you have not told somebody who can act, telephone them now."
)
OFFLINE = (
    "This was not sent: there is no connection to the server. What you typed is kept in this browser. "
    "Press the button again when there is."
)
NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('none here'); } });"


def address(case: str, page: str = "alerts/new") -> str:
    return f"/inspections/{REF}/cases/{case}/{page}"


@pytest.fixture
def ivy(field: Field, chromium: Browser, case: str) -> Visitor:
    """An inspector at the form of an alert."""
    visitor = field.come(chromium, "ivy")
    open_form(visitor, address(case))
    return visitor


def open_form(visitor: Visitor, path: str) -> None:
    """Opens a page with such a form, and waits until its script has begun."""
    visitor.go(path)
    expect(visitor.page.locator("[name=kept]")).not_to_have_value("")


def told(page: Page) -> Any:
    """Where the page says that something was kept."""
    return page.locator("[data-told]")


def press(page: Page, name: str) -> None:
    """Presses a button; a second press within a second is taken for a double click."""
    page.wait_for_timeout(1_000)
    page.get_by_role("button", name=name, exact=True).click()


def fill(page: Page) -> None:
    """Fills in an alert."""
    page.locator("[name=question]").select_option("home_found")
    page.locator("[name=what]").fill(SEEN)
    page.locator("[name=told]").fill("The duty manager, by telephone")
    for part, value in (("day", "6"), ("month", "6"), ("year", "2016")):
        page.locator(f"[name=told_on-{part}]").fill(value)
    page.locator("[name=told_at]").fill("14:30")


def close(visitor: Visitor) -> None:
    """Closes the tab, once what was typed is written down."""
    visitor.page.wait_for_timeout(250)
    visitor.page.close()


def alerts(field: Field, case: str) -> list[Any]:
    return [value["told_at"] for kind, _, value in field.said(case) if kind == "alert"]


def test_an_alert_without_a_network_says_so_and_is_there_again_and_sent_once(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    fill(page)
    context.set_offline(offline=True)
    press(page, "Raise the alert")
    expect(page.locator("#stay li")).to_have_text([TELEPHONE, OFFLINE])
    expect(page.locator("#stay")).to_be_focused()
    expect(page.locator("#stay [role=alert]")).to_be_visible()
    assert page.title().startswith("Error: ")
    ivy.problems.clear()  # the browser tells of the lost network itself
    ivy.check()
    assert SEEN not in str(page.evaluate(f"{STORED}()"))
    close(ivy)
    context.set_offline(offline=False)
    assert alerts(field, case) == []
    back = Visitor(context, field.address, scripted=True)
    back.go(address(case))
    expect(told(back.page)).to_contain_text("This was kept in this browser.")
    expect(back.page.locator("[name=what]")).to_have_value(SEEN)
    expect(back.page.locator("[name=question]")).to_have_value("home_found")
    expect(back.page.locator("[name=told_on-month]")).to_have_value("6")
    back.check()
    assert alerts(field, case) == []  # nothing is sent but by a person
    back.press("Raise the alert")
    expect(back.page.locator("#done")).to_contain_text("The alert is raised.")
    holds(back.page, 0)
    assert alerts(field, case) == ["2016-06-06T14:30"]
    open_form(back, address(case))
    expect(back.page.locator("[name=what]")).to_have_value("")
    expect(told(back.page)).to_be_empty()


def test_an_alert_whose_answer_was_lost_is_kept_and_raised_once(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    fill(page)

    def lose(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/alerts/new", lose)
    with page.expect_event("requestfailed"):
        press(page, "Raise the alert")
    assert len(alerts(field, case)) == 1
    close(ivy)
    context.clear_cookies()
    field.let_in(context, "ivy")  # nor did the cookie of that answer arrive
    back = Visitor(context, field.address, scripted=True)
    back.go(address(case))
    expect(back.page.locator("[name=what]")).to_have_value(SEEN)
    back.press("Raise the alert")
    expect(back.page.locator("#done")).to_contain_text("The alert is raised.")
    assert len(alerts(field, case)) == 1
    holds(back.page, 0)


def test_a_form_that_is_shown_again_with_errors_is_kept_until_it_is_accepted(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    fill(page)
    page.locator("[name=told_at]").fill("soon")
    ivy.press("Raise the alert")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the time")
    ivy.check()
    holds(page, 1)
    ivy.go(address(case))
    expect(page.locator("[name=told_at]")).to_have_value("soon")
    page.locator("[name=told_at]").fill("2.30pm")
    ivy.press("Raise the alert")
    expect(page.locator("#done")).to_contain_text("The alert is raised.")
    holds(page, 0)
    assert len(alerts(field, case)) == 1


def test_without_a_store_it_says_to_leave_the_page_open(ivy: Visitor, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    context.add_init_script(NO_STORE)
    open_form(ivy, address(case))
    fill(page)
    context.set_offline(offline=True)
    press(page, "Raise the alert")
    expect(page.locator("#stay")).to_contain_text(
        "It could not be kept in this browser either: leave this page open."
    )
    context.set_offline(offline=False)
    page.wait_for_timeout(1_000)
    asked: list[Dialog] = []
    page.on("dialog", lambda dialog: (asked.append(dialog), dialog.accept()))
    ivy.press("Raise the alert")
    expect(page.locator("#done")).to_contain_text("The alert is raised.")
    assert asked == []  # the page is left for the sake of what it warns of


def test_whoever_returns_a_case_and_was_signed_out_loses_no_word(
    field: Field, chromium: Browser, case: str
) -> None:
    with transaction(field.world.engine) as session:
        scorer = field.world.scorer(session)
        field.world.answer(scorer, case, GOOD, "words")
        scorer.move(Action.SUBMIT, reference=case)
    join(field.app, make_account(field.app, "quinn"), REF, Role.QUALITY_LEAD)
    quinn = field.come(chromium, "quinn")
    page, context = quinn.page, quinn.page.context
    open_form(quinn, address(case, "return"))
    page.locator("[name=reason]").fill("The plan is not cited.")
    context.clear_cookies()
    press(page, f"Return case {case}")
    expect(page.locator("#stay li")).to_have_text(
        "This was not sent: you have been signed out. What you typed is kept in this browser. "
        "Sign in again, then press the button here again. Sign in (opens in a new tab)"
    )
    quinn.problems.clear()  # the browser tells of the refusal itself
    quinn.check()
    field.let_in(context, "ivy")
    press(page, f"Return case {case}")
    expect(page.locator("#stay li")).to_contain_text("somebody else has signed in at this browser")
    ivy = Visitor(context, field.address, scripted=True)
    open_form(ivy, address(case))
    expect(told(ivy.page)).to_be_empty()
    field.let_in(context, "quinn")
    page.wait_for_timeout(1_000)
    quinn.press(f"Return case {case}")
    expect(page.locator("#done")).to_contain_text(f"Case {case} is returned.")
    holds(page, 0)


def test_another_version_is_kept_over_a_reload_and_can_be_removed(
    field: Field, chromium: Browser, case: str
) -> None:
    ivy, ian = (field.come(chromium, name) for name in ("ivy", "ian"))
    for visitor in (ivy, ian):
        open_section(visitor, case)
    for visitor, option in ((ivy, "yes"), (ian, "no")):
        choose(visitor.page, "home_found", option)
        expect(visitor.page.locator("[data-safety]")).not_to_contain_text("not yet safe")
    page = ian.page
    disputed = address(case, "conflicts/answer/home_found")
    open_form(ian, disputed)
    page.locator("[name=stands][value=other]").check()
    page.locator("[name=other-][value=na]").check()
    page.wait_for_timeout(250)
    page.reload()
    expect(told(page)).to_contain_text("This was kept in this browser.")
    expect(page.locator("[name=stands]:checked")).to_have_value("other")
    expect(page.locator("[name=other-]:checked")).to_have_value("na")
    ian.check()
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, "Remove it")
    expect(told(page)).to_have_text("What was kept is removed from this browser.")
    expect(page.locator("[name=stands]:checked")).to_have_count(0)
    holds(page, 0)
    page.locator("[name=stands][value=other]").check()
    page.locator("[name=other-][value=na]").check()
    ian.press("Let this version stand")
    all_saved(page)
    assert [value for *_, value in field.said(case)][-1] == "na"
    holds(page, 0)


def test_two_tabs_keep_what_is_typed_in_each_and_the_one_that_is_accepted_is_gone(
    ivy: Visitor, field: Field, case: str
) -> None:
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_form(other, address(case))
    other.page.locator("[name=what]").fill("Another matter.")
    fill(ivy.page)
    holds(ivy.page, 2)
    ivy.press("Raise the alert")
    holds(ivy.page, 1)
    other.page.reload()
    expect(other.page.locator("[name=what]")).to_have_value("Another matter.")
    other.page.locator("[name=what]").fill("")
    holds(other.page, 0)
