"""One person at several windows of one browser, or looking away from the only one."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.at_section import AWAY, all_saved, case, choose, field, open_section, safety, server
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field

__all__ = ["case", "field", "server"]


@pytest.fixture
def ivy(field: Field, chromium: Browser) -> Visitor:
    """An inspector who has opened nothing yet."""
    return field.come(chromium, "ivy")


def test_two_tabs_of_one_browser_at_one_section(ivy: Visitor, field: Field, case: str) -> None:
    open_section(ivy, case)
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(other, case)
    all_saved(ivy.page)
    all_saved(other.page)
    choose(ivy.page, "home_found", "no")
    other.page.locator("[name=answer-visits]").fill("3")
    other.page.locator("[name=answer-weeks]").focus()
    all_saved(ivy.page)
    all_saved(other.page)
    expect(other.page.locator("[data-count=answered]").first).to_have_text("2")
    expect(other.page.locator("#question-home_kind")).to_be_visible()
    assert other.page.locator("[name=answer-home_found]:checked").input_value() == "no"
    choose(other.page, "home_found", "yes")
    all_saved(other.page)
    expect(ivy.page.locator("#question-home_kind")).to_be_hidden()
    assert ivy.page.locator("[name=answer-home_found]:checked").input_value() == "yes"
    assert sorted(thing[1] for thing in field.said(case)) == ["home_found", "home_found", "visits"]
    expect(other.page.locator("[data-count=conflicts]").first).to_have_text("0")


def typing_in_one_tab(ivy: Visitor, field: Field, case: str) -> Visitor:
    """The second tab of somebody who is in the middle of a comment in the first."""
    open_section(ivy, case)
    ivy.page.locator("[name=comment-home_found]").press_sequentially("Hello")
    ivy.page.wait_for_timeout(100)  # it is in the browser, and not sealed yet
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(other, case)
    expect(other.page.locator("[name=comment-home_found]")).to_have_value("Hello")
    return other


def test_what_one_tab_takes_back_does_not_hold_up_what_another_says(
    ivy: Visitor, field: Field, case: str
) -> None:
    other = typing_in_one_tab(ivy, field, case)
    ivy.page.locator("[name=comment-home_found]").fill("")
    ivy.page.locator("[name=answer-visits]").focus()
    all_saved(ivy.page)
    other.page.locator("[name=comment-home_found]").fill("From the second.")
    other.page.locator("[name=answer-visits]").focus()
    all_saved(other.page)
    other.page.reload()
    expect(other.page.locator("[name=comment-home_found]")).to_have_value("From the second.")


def test_what_two_tabs_write_at_once_is_in_conflict_and_overwrites_nothing(
    ivy: Visitor, field: Field, case: str
) -> None:
    other = typing_in_one_tab(ivy, field, case)
    ivy.page.locator("[name=comment-home_found]").press_sequentially(" from the first.")
    other.page.locator("[name=comment-home_found]").fill("From the second.")
    ivy.page.locator("[name=answer-visits]").focus()
    other.page.locator("[name=answer-visits]").focus()
    expect(safety(other.page)).to_contain_text("Conflict in 1 answer.", timeout=15_000)
    assert len(field.said(case)) == 2


def test_what_one_tab_writes_without_a_network_goes_on_in_another(
    ivy: Visitor, field: Field, case: str
) -> None:
    """One person in two windows is in no conflict with themselves, whatever has reached the server."""
    open_section(ivy, case)
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(other, case)
    all_saved(other.page)
    ivy.page.context.set_offline(offline=True)
    comment, visits = "[name=comment-home_found]", "[name=answer-visits]"
    ivy.page.locator(comment).fill("From the first.")
    ivy.page.locator(visits).focus()
    expect(other.page.locator(comment)).to_have_value("From the first.")
    expect(safety(other.page)).to_contain_text("1 answer not yet safe")
    other.page.locator(comment).fill("From the first. From the second.")
    other.page.locator(visits).focus()
    expect(ivy.page.locator(comment)).to_have_value("From the first. From the second.")
    ivy.page.context.set_offline(offline=False)
    for page in (ivy.page, other.page):
        all_saved(page)
        expect(page.locator("[data-count=conflicts]").first).to_have_text("0")
        expect(page.locator("[data-notice='comment:home_found']")).not_to_contain_text("version")
    assert len(field.said(case)) == 2


def test_what_is_mended_in_one_tab_is_refused_in_no_other(ivy: Visitor, field: Field, case: str) -> None:
    open_section(ivy, case)
    other = Visitor(ivy.page.context, field.address, scripted=True)
    open_section(other, case)
    all_saved(other.page)
    comment, visits = "[name=comment-home_found]", "[name=answer-visits]"
    ivy.page.locator(comment).fill("x" * 20_001)
    ivy.page.locator(visits).focus()
    expect(safety(other.page)).to_contain_text("1 answer was refused")
    ivy.page.locator(comment).fill("Short enough.")
    ivy.page.locator(visits).focus()
    for page in (ivy.page, other.page):
        all_saved(page)
        expect(page.locator(comment)).to_have_value("Short enough.")
        expect(page.locator("[data-problem='comment:home_found']")).to_be_hidden()


def test_looking_into_the_file_in_the_middle_of_a_date_finishes_nothing(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    open_section(ivy, case, "release")
    page.locator("[name=answer-released_on-day]").fill("7")
    page.locator("[name=answer-released_on-month]").fill("3")
    page.evaluate(AWAY, True)
    page.wait_for_timeout(300)
    page.evaluate(AWAY, False)
    assert field.said(case) == []
    expect(page.locator("[data-problem='answer:released_on']")).to_be_hidden()
    page.locator("[name=answer-released_on-year]").fill("2016")
    page.locator("[name=answer-summary]").fill("They went home.")
    page.evaluate(AWAY, True)
    all_saved(page)
    assert field.said(case)[0][1:] == ("released_on", "2016-03-07")
    assert len(field.said(case)) == 2
