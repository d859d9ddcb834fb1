"""The record of a visit is kept in the browser from the first keystroke on, and comes to the ledger once."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.integration.two_areas import REF
from tests.journeys.at_section import (
    AWAY,
    STORED,
    all_saved,
    case,
    choose,
    field,
    kept,
    open_section,
    safety,
    server,
)
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field

__all__ = ["case", "field", "server"]

REFUSED = "The person can’t have been interviewed if the visit was refused"


@pytest.fixture
def ivy(field: Field, chromium: Browser, case: str) -> Visitor:
    """An inspector at the visit in custody."""
    visitor = field.come(chromium, "ivy")
    open_visit(visitor, case)
    all_saved(visitor.page)
    return visitor


def open_visit(visitor: Visitor, case: str) -> None:
    visitor.go(f"/inspections/{REF}/cases/{case}/points/custody")
    expect(safety(visitor.page)).not_to_be_empty()


def date(page: Page, *parts: str) -> None:
    for name, part in zip(("day", "month", "year"), parts, strict=True):
        page.locator(f"[name=reviewed_on-{name}]").fill(part)


def pick(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value={value}]").check()


def visits(field: Field, case: str) -> list[Any]:
    return [value for kind, subject, value in field.said(case) if (kind, subject) == ("visit", "custody")]


def test_no_network_and_a_closed_tab_lose_nothing_and_it_is_sent_once(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    context.set_offline(offline=True)
    date(page, "6", "6", "2016")
    pick(page, "outcome", "held")
    pick(page, "interviewed", "mentor")
    pick(page, "interviewed", "person")
    pick(page, "consent", "given")
    page.locator("[name=note]").press_sequentially("In the library.")
    expect(safety(page)).to_contain_text("not yet safe: there is no connection")
    page.wait_for_timeout(250)
    assert "library" not in str(page.evaluate(f"{STORED}()"))
    page.close()
    assert field.said(case) == []
    context.set_offline(offline=False)
    back = Visitor(context, field.address, scripted=True)
    open_visit(back, case)
    expect(back.page.locator("[name=note]")).to_have_value("In the library.")
    expect(back.page.locator("[name=reviewed_on-year]")).to_have_value("2016")
    all_saved(back.page)
    back.check()
    assert kept(back.page) == 0
    said = visits(field, case)
    assert said[-1] | {"note": None} == {
        "reviewed_on": "2016-06-06",
        "outcome": "held",
        "interviewed": ["person", "mentor"],
        "consent": "given",
        "note": None,
    }
    assert len({str(each) for each in said}) == len(said)
    with back.page.expect_navigation():
        back.page.get_by_role("button", name="Save").click()
    expect(back.page.locator("main")).to_contain_text("Interviewed: the person, the mentor. Consent given")
    done = back.page.locator("#done")
    expect(done).to_contain_text("In custody: review date and visit saved.")
    expect(done).to_be_focused()
    back.check()
    back.page.reload()
    expect(done).to_have_count(0)
    assert visits(field, case) == said


def test_a_reload_in_the_middle_of_a_date_loses_nothing(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    pick(page, "outcome", "not_held")
    page.locator("[name=reviewed_on-day]").press_sequentially("31")
    page.wait_for_timeout(100)
    page.reload()
    expect(page.locator("[name=reviewed_on-day]")).to_have_value("31")
    assert page.locator("[name=outcome]:checked").input_value() == "not_held"
    expect(page.locator("#reviewed_on-error")).to_contain_text("Enter a real date")
    date(page, "31", "5", "2016")
    page.locator("[name=note]").focus()
    all_saved(page)
    assert [value["reviewed_on"] for value in visits(field, case)] == ["2016-05-31"]
    page.reload()
    expect(page.locator("[name=reviewed_on-month]")).to_have_value("05")


def test_what_cannot_be_is_told_in_the_form_s_words_and_kept_until_it_is_mended(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    pick(page, "interviewed", "person")
    pick(page, "outcome", "refused")
    page.locator("[name=note]").fill("At the door.")
    problem = page.locator("#interviewed-error")
    expect(problem).to_contain_text(REFUSED)
    expect(problem.get_by_role("button")).to_have_count(0)  # trying the same again is of no use
    interviewed = page.get_by_role("group", name="Who was interviewed?")
    expect(interviewed).to_have_accessible_description(re.compile(f"Choose all that apply.*{REFUSED}"))
    expect(safety(page)).to_have_text("1 change was refused: the reason stands beside it.")
    ivy.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#stay")).to_contain_text(REFUSED)
    ivy.check()
    page.locator("#stay a").click()
    expect(page.locator("[name=interviewed]").first).to_be_focused()
    page.locator("[name=note]").press_sequentially("Twice.")
    expect(safety(page)).to_have_text("1 change not yet safe.")  # with no reason beside it, none is promised
    page.locator("[name=note]").fill("At the door.")
    expect(problem).to_contain_text(REFUSED)
    page.reload()
    expect(problem).to_contain_text(REFUSED)
    expect(page.locator("[name=note]")).to_have_value("At the door.")
    open_section(ivy, case)
    expect(safety(page)).to_contain_text("1 answer was refused: the reason stands where it was given.")
    way_back = safety(page).get_by_role("link", name=f"Go to case {case}")
    assert str(way_back.get_attribute("href")).endswith("/points/custody")
    ivy.check()
    choose(page, "home_found", "yes")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()  # it keeps nobody from scoring
    ivy.go(f"/inspections/{REF}/cases/{case}/")
    way_back = page.locator("#outbox").get_by_role("link", name=f"Go to case {case}")
    ivy.check()
    way_back.click()
    expect(problem).to_contain_text(REFUSED)
    page.locator("[name=interviewed][value=person]").uncheck()
    expect(problem).to_have_count(0)
    all_saved(page)
    assert [value["interviewed"] for value in visits(field, case)] == [[]]


def test_two_inspectors_record_it_differently(
    ivy: Visitor, field: Field, chromium: Browser, case: str
) -> None:
    ian = field.come(chromium, "ian")
    open_visit(ian, case)
    pick(ivy.page, "outcome", "held")
    expect(safety(ivy.page)).to_contain_text("1 change not yet safe.")
    all_saved(ivy.page)
    pick(ian.page, "outcome", "not_held")
    expect(safety(ian.page)).to_contain_text("This is in conflict.", timeout=15_000)
    notice = ian.page.locator("[data-notice='visit:custody']")
    expect(notice).to_contain_text("Every version is kept.")
    ian.check()
    ian.page.reload()
    expect(notice).to_contain_text("2 versions of this record are in conflict.")
    expect(ian.page.locator("[name=note]")).to_be_hidden()  # there is nothing to be done in the form
    expect(ian.page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    ian.check()
    notice.get_by_role("link", name="compare them").click()
    ian.page.get_by_label("Version 1").check()
    ian.page.get_by_role("button", name="Let this version stand").click()
    expect(ian.page.get_by_text("Nothing of this case is in conflict any more.")).to_be_visible()
    assert [value["outcome"] for value in visits(field, case)] == ["held", "not_held", "held"]


def test_a_record_that_is_mended_after_another_came_is_told_to_be_in_conflict(
    ivy: Visitor, field: Field, chromium: Browser, case: str
) -> None:
    page = ivy.page
    pick(page, "outcome", "refused")
    pick(page, "interviewed", "person")
    expect(safety(page)).to_contain_text("1 change was refused")
    ian = field.come(chromium, "ian")
    open_visit(ian, case)
    pick(ian.page, "outcome", "held")
    expect(safety(ian.page)).to_contain_text("1 change not yet safe.")
    all_saved(ian.page)
    page.reload()
    expect(page.locator("[name=outcome][value=refused]")).to_be_checked()
    expect(page.locator("[data-notice='visit:custody']")).to_contain_text("This has been changed since")
    page.locator("[name=interviewed][value=person]").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#stay")).to_contain_text("Every version is kept.")
    ivy.check()
    page.locator("[data-notice='visit:custody']").get_by_role("link", name="Compare the versions").click()
    ivy.see(f"In conflict: visit, case {case}")


def test_signed_out_while_a_visit_is_recorded(ivy: Visitor, field: Field, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    context.clear_cookies()
    pick(page, "outcome", "held")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#stay")).to_contain_text("You have been signed out.")
    ivy.problems = [problem for problem in ivy.problems if not re.search("40[13]", problem)]
    ivy.check()
    field.let_in(context, "ivy")
    page.evaluate("dispatchEvent(new Event('focus'))")
    all_saved(page)
    assert len(visits(field, case)) == 1


def test_what_is_chosen_before_the_script_runs_is_saved_too(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    page.route("**/visit.js", lambda route: (pick(page, "outcome", "held"), route.continue_()))
    page.reload()
    all_saved(page)
    expect(page.locator("[name=outcome][value=held]")).to_be_checked()
    assert [value["outcome"] for value in visits(field, case)] == ["held"]


def test_what_others_recorded_is_shown_in_place_of_what_was_refused_when_its_author_says_so(
    ivy: Visitor, field: Field, chromium: Browser, case: str
) -> None:
    page = ivy.page
    pick(page, "outcome", "refused")
    pick(page, "interviewed", "person")
    expect(page.locator("#interviewed-error")).to_contain_text(REFUSED)
    ian = field.come(chromium, "ian")
    open_visit(ian, case)
    pick(ian.page, "outcome", "held")
    ian.page.get_by_role("button", name="Save", exact=True).click()
    expect(ian.page.locator("#done")).to_be_focused()
    page.reload()
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Show what was given").click()
    expect(page.locator("[name=outcome][value=refused]")).to_be_checked()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Show what was given").click()
    expect(page.locator("[name=outcome][value=held]")).to_be_checked()
    all_saved(page)
    assert "What you typed here was not saved." in asked[0]
    assert kept(page) == 0
    assert len(visits(field, case)) == 1


def test_looking_into_the_file_in_the_middle_of_a_date_refuses_nothing(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    page.locator("[name=reviewed_on-day]").press_sequentially("6")
    page.locator("[name=reviewed_on-month]").press_sequentially("Jun")
    page.evaluate(AWAY, True)
    page.wait_for_timeout(300)
    page.evaluate(AWAY, False)
    expect(page.locator("#reviewed_on-error")).to_have_count(0)
    page.locator("[name=reviewed_on-year]").press_sequentially("2016")
    page.evaluate(AWAY, True)
    all_saved(page)
    assert [value["reviewed_on"] for value in visits(field, case)] == ["2016-06-06"]


def test_a_note_that_seems_to_name_somebody_is_warned_of(ivy: Visitor) -> None:
    page, warned = ivy.page, ivy.page.locator("[data-warned=note]")
    page.locator("[name=note]").fill("His CRN is X123456.")
    page.locator("[name=reviewed_on-day]").focus()
    expect(warned).to_contain_text("Check before you go on.")
    all_saved(page)
    page.reload()
    expect(warned).to_contain_text("Check before you go on.")
    ivy.check()
    box = page.locator("[name=note]").bounding_box()
    assert box
    assert box["height"] > 60  # pixels: more than one line


def test_done_is_told_to_nobody_else_and_of_nothing_that_does_not_count(
    ivy: Visitor, field: Field, chromium: Browser, case: str
) -> None:
    page, done = ivy.page, ivy.page.locator("#done")
    save = page.get_by_role("button", name="Save", exact=True)
    with page.expect_navigation():
        save.click()  # nothing was recorded
    expect(done).to_have_count(0)
    open_visit(ivy, case)
    pick(page, "outcome", "held")
    all_saved(page)
    ian = field.come(chromium, "ian")
    open_visit(ian, case)
    pick(ian.page, "outcome", "not_held")
    pick(page, "outcome", "refused")
    expect(safety(page)).to_contain_text("This is in conflict.", timeout=15_000)
    save.click()
    expect(page.locator("#stay")).to_contain_text("Every version is kept.")
    page.wait_for_timeout(1_100)  # a second press within a second is taken for a double click
    with page.expect_navigation():
        save.click()
    expect(page.locator("h1")).to_contain_text(case)
    expect(done).to_have_count(0)
    # What was to be told on a page that was never reached, or to whoever was signed in then, is told nowhere.
    here = f"/inspections/{REF}/cases/{case}/"
    own = page.evaluate("JSON.parse(document.getElementById('outbox-data').textContent).user")
    for user, place, times in (("another", here, 0), (own, f"{here}check", 0), (own, here, 1)):
        told = {"words": "Saved.", "page": place, "user": user}
        page.evaluate("(told) => sessionStorage.setItem('inspect-app done', JSON.stringify(told))", told)
        ivy.go(here)
        expect(page.locator("#outbox")).to_have_count(1)
        page.wait_for_timeout(300)
        expect(done).to_have_count(times)


def test_an_error_link_leads_into_sight(ivy: Visitor) -> None:
    page = ivy.page
    pick(page, "outcome", "refused")
    pick(page, "interviewed", "person")
    date(page, "6", "6", "2199")
    page.locator("[name=note]").focus()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#stay li")).to_have_text([re.compile("still to come"), re.compile("refused")])
    page.locator("#stay a").last.click()
    expect(page.locator("[name=interviewed]").first).to_be_focused()
    expect(page.locator("#interviewed-error")).to_be_in_viewport()


def test_what_was_refused_can_be_removed_where_it_cannot_be_mended(ivy: Visitor, case: str) -> None:
    page = ivy.page
    pick(page, "outcome", "refused")
    pick(page, "interviewed", "person")
    page.locator("[name=note]").fill("At the door.")
    expect(page.locator("#interviewed-error")).to_be_visible()
    ivy.go(f"/inspections/{REF}/cases/{case}/")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("#outbox").get_by_role("button", name="Remove it").click()
    expect(page.locator("#outbox")).to_be_hidden()
    assert "“At the door.”" in asked[0]
    assert kept(page) == 0
