"""A record that somebody has begun to cite is kept in their browser until it is added or emptied."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.at_section import (
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

BEGUN = "1 record is begun and not yet added."


@pytest.fixture
def ivy(field: Field, chromium: Browser, case: str) -> Visitor:
    """An inspector at the first section of the case."""
    visitor = field.come(chromium, "ivy")
    open_section(visitor, case)
    all_saved(visitor.page)
    return visitor


def part(page: Page, name: str) -> Any:
    return page.locator(f"[name=evidence-home_found-{name}]")


def begin(page: Page) -> None:
    if not part(page, "system").is_visible():
        page.locator("#question-home_found summary", has_text="Cite").click()
    part(page, "system").select_option("oasys")
    part(page, "record").press_sequentially("Case note")
    part(page, "date").fill("2016-03-07")
    expect(safety(page)).to_have_text(BEGUN)


def evidence(field: Field, case: str) -> list[Any]:
    return [value for kind, _, value in field.said(case) if kind == "evidence"]


def test_what_is_begun_is_kept_encrypted_and_there_again_after_a_reload(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    begin(page)
    page.wait_for_timeout(100)
    assert "Case note" not in str(page.evaluate(f"{STORED}()"))
    page.reload()
    expect(part(page, "record")).to_have_value("Case note")
    expect(part(page, "record")).to_be_visible()
    expect(part(page, "system")).to_have_value("oasys")
    expect(part(page, "date")).to_have_value("2016-03-07")
    expect(safety(page)).to_have_text(BEGUN)
    ivy.check()
    assert evidence(field, case) == []  # it is not said yet
    page.get_by_role("button", name="Add this record to Key question Was a <home> found?").click()
    all_saved(page)
    assert [(value["system"], value["date"]) for value in evidence(field, case)] == [("oasys", "2016-03-07")]
    assert kept(page) == 0
    page.reload()
    all_saved(page)
    expect(part(page, "record")).to_have_value("")
    assert len(evidence(field, case)) == 1


def test_what_is_begun_survives_a_closed_tab_and_stays_with_its_owner(
    ivy: Visitor, field: Field, case: str
) -> None:
    context = ivy.page.context
    begin(ivy.page)
    ivy.page.wait_for_timeout(100)
    ivy.page.close()
    context.clear_cookies()
    field.let_in(context, "ian")
    ian = Visitor(context, field.address, scripted=True)
    open_section(ian, case)
    all_saved(ian.page)
    expect(part(ian.page, "record")).to_have_value("")
    ian.page.close()
    context.clear_cookies()
    field.let_in(context, "ivy")
    back = Visitor(context, field.address, scripted=True)
    open_section(back, case, "release")
    expect(safety(back.page)).to_contain_text("1 record is begun in another section and not yet added.")
    open_section(back, case)
    expect(part(back.page, "record")).to_have_value("Case note")
    back.check()


def test_what_is_emptied_again_is_kept_no_more(ivy: Visitor) -> None:
    page = ivy.page
    begin(page)
    part(page, "system").select_option("")
    part(page, "record").fill("")
    part(page, "date").fill("")
    all_saved(page)
    page.wait_for_timeout(100)
    assert kept(page) == 0
    page.reload()
    all_saved(page)
    expect(part(page, "record")).to_have_value("")


def test_an_open_tab_keeps_what_it_has_begun_to_itself(ivy: Visitor, field: Field, case: str) -> None:
    begin(ivy.page)
    ivy.page.wait_for_timeout(100)
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(other, case)
    all_saved(other.page)
    expect(part(other.page, "record")).to_have_value("")
    ivy.page.close()
    expect(part(other.page, "record")).to_have_value("Case note")


@pytest.mark.parametrize("typed", ["27/3", "31/2/2016", "27/3/16", "soon"])
def test_a_date_that_is_none_is_told_and_kept_as_typed(
    ivy: Visitor, field: Field, case: str, typed: str
) -> None:
    page = ivy.page
    begin(page)
    part(page, "date").fill(typed)
    part(page, "date").press("Enter")
    problem = page.locator("[data-problem='evidence:home_found']")
    expect(problem).to_contain_text("Enter a real date, such as 27/3/2016")
    expect(part(page, "date")).to_be_focused()
    assert part(page, "date").get_attribute("aria-describedby") == problem.get_attribute("id")
    ivy.check()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.locator("#stay")).to_contain_text("Was a <home> found? Enter a real date")
    ivy.check()
    page.locator("#stay a").click()
    expect(part(page, "date")).to_be_focused()
    page.reload()
    expect(part(page, "date")).to_have_value(typed)
    part(page, "date").fill("27 3 2016")
    part(page, "date").press("Enter")
    all_saved(page)
    expect(problem).to_be_hidden()
    assert [value["date"] for value in evidence(field, case)] == ["2016-03-27"]


def test_a_date_may_be_written_as_a_citation_shows_it(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    days = ("3 December 2015", "27 Sept 2016", "27 / 3 / 2016", "27 Smarch 2016")
    for day in days:
        begin(page)
        part(page, "date").fill(day)
        part(page, "date").press("Enter")
    expect(page.locator("[data-problem='evidence:home_found']")).to_contain_text("Enter a real date")
    part(page, "date").fill("")
    part(page, "date").press("Enter")
    all_saved(page)
    given = [value["date"] for value in evidence(field, case)]
    assert given == ["2015-12-03", "2016-09-27", "2016-03-27", None]


@pytest.mark.parametrize("name", ["record", "date"])
def test_enter_adds_the_record_and_stays(ivy: Visitor, field: Field, case: str, name: str) -> None:
    page = ivy.page
    begin(page)
    part(page, name).press("Enter")
    expect(page.locator("[data-evidence=home_found]")).to_contain_text("OASys, Case note, 7 March 2016")
    all_saved(page)
    assert page.url.endswith("/sections/home")
    expect(part(page, "system")).to_be_focused()
    assert len(evidence(field, case)) == 1
    problem = page.locator("[data-problem='evidence:home_found']")
    part(page, "record").fill("Letter")
    part(page, "record").press("Enter")
    expect(problem).to_contain_text("Choose the system")
    part(page, "record").fill("")
    expect(problem).to_be_hidden()


def test_what_is_begun_at_a_question_that_is_asked_no_more_keeps_nobody(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    choose(page, "home_found", "no")
    asked = page.locator("#question-home_kind")
    asked.locator("summary", has_text="Cite").click()
    page.locator("[name=evidence-home_kind-record]").fill("Letter")
    choose(page, "home_found", "yes")
    expect(asked).to_be_hidden()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").last.click()
    assert evidence(field, case) == []
    open_section(ivy, case)
    choose(page, "home_found", "no")
    expect(page.locator("[name=evidence-home_kind-record]")).to_have_value("Letter")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.locator("#stay")).to_contain_text("Choose the system")
    ivy.check()


def test_what_a_page_had_begun_is_told_where_it_is_not_shown(ivy: Visitor, field: Field, case: str) -> None:
    begin(ivy.page)
    second = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(second, case)
    all_saved(second.page)  # it is the first page's for as long as that is open
    second.page.wait_for_timeout(6_000)
    begin(second.page)
    section = ivy.page.url
    ivy.page.close()
    expect(safety(second.page)).to_have_text(
        f"{BEGUN} 1 more record begun and kept, to be shown when the one beside it is added."
    )
    second.check()
    second.page.get_by_role("button", name="Add this record to Key question Was a <home> found?").click()
    expect(safety(second.page)).to_have_text(BEGUN)
    expect(part(second.page, "record")).to_have_value("Case note")
    second.page.close()
    third = Visitor(second.page.context, field.address, scripted=True)
    open_section(third, case, "release")
    expect(safety(third.page)).to_contain_text("1 record is begun in another section and not yet added.")
    third.page.get_by_role("link", name="Go to what is begun").click()
    expect(part(third.page, "record")).to_have_value("Case note")
    assert third.page.url.partition("?")[0] == section


def test_a_record_of_a_day_to_come_is_not_cited(ivy: Visitor, field: Field, case: str) -> None:
    page, problem = ivy.page, ivy.page.locator("[data-problem='evidence:home_found']")
    begin(page)
    part(page, "date").fill("7 March 2199")
    page.get_by_role("button", name="Add this record to Key question Was a <home> found?").click()
    expect(problem).to_contain_text("The record’s date is still to come. Enter a day that is not after today")
    expect(part(page, "date")).to_be_focused()
    assert evidence(field, case) == []
