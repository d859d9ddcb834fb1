"""Answers are kept in the browser from the first keystroke on, and come to the ledger once in any case."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.journeys.at_section import (
    STORED,
    all_saved,
    case,
    choose,
    field,
    holds,
    kept,
    open_section,
    safety,
    server,
)
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field, section_of

Come = Callable[[str], Visitor]


__all__ = ["case", "field", "server"]


@pytest.fixture
def ivy(field: Field, chromium: Browser, case: str) -> Visitor:
    """An inspector at the first section of the case."""
    visitor = field.come(chromium, "ivy")
    open_section(visitor, case)
    return visitor


def test_every_change_is_saved_by_itself_and_opens_what_hangs_on_it(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    all_saved(page)
    expect(page.locator("#question-home_kind")).to_be_hidden()
    choose(page, "home_found", "no")
    expect(safety(page)).to_contain_text("1 answer not yet safe.")
    expect(page.locator("#question-home_kind")).to_be_visible()
    choose(page, "home_kind", "hostel")
    choose(page, "home_kind", "family")
    page.locator("[name=answer-visits]").fill("3")
    page.locator("[name=comment-home_found]").fill("None was free.")
    page.locator("[name=answer-weeks]").focus()
    all_saved(page)
    ivy.check()
    said = field.said(case)
    assert sorted(thing[:2] for thing in said) == [
        ("answer", "home_found"),
        ("answer", "home_kind"),
        ("answer", "visits"),
        ("comment", "home_found"),
    ]
    assert ("answer", "home_kind", ["hostel", "family"]) in said
    assert ("answer", "visits", 3) in said
    page.reload()
    expect(page.locator("[name=answer-visits]")).to_have_value("3")
    expect(page.locator("[name=comment-home_found]")).to_have_value("None was free.")


def test_no_network_a_closed_tab_and_all_is_sent_once_when_there_is_one_again(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    all_saved(page)
    context.set_offline(offline=True)
    choose(page, "home_found", "no")
    choose(page, "home_kind", "nothing")
    page.locator("[name=answer-visits]").fill("12")
    page.locator("[name=comment-home_found]").fill("No place was free.")
    page.locator("[name=answer-weeks]").press_sequentially("2.50")
    expect(safety(page)).to_contain_text("5 answers not yet safe: there is no connection")
    holds(page, 5)
    page.close()
    assert field.said(case) == []
    context.set_offline(offline=False)
    back = Visitor(context, field.address, scripted=True)
    open_section(back, case)
    expect(back.page.locator("[name=answer-weeks]")).to_have_value("2.5")
    all_saved(back.page)
    back.check()
    assert sorted(kind + " " + subject for kind, subject, _ in field.said(case)) == [
        "answer home_found",
        "answer home_kind",
        "answer visits",
        "answer weeks",
        "comment home_found",
    ]
    back.page.reload()
    assert back.page.locator("[name=answer-home_kind]:checked").input_value() == "nothing"


def test_a_lost_answer_of_the_server_is_asked_for_again_and_nothing_is_there_twice(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    all_saved(page)
    lost = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().status)
        route.abort() if len(lost) == 1 else route.continue_()

    page.route("**/saves", lose)
    choose(page, "home_found", "yes")
    expect(safety(page)).to_contain_text("there is no connection")
    ivy.problems.clear()
    all_saved(page)
    assert lost[0] == 200
    assert [thing[:2] for thing in field.said(case)] == [("answer", "home_found")]


@pytest.mark.parametrize("receipt", [{"count": 2}, {"hash": "0" * 64}])
def test_only_what_the_receipt_proves_is_let_go(
    ivy: Visitor, field: Field, case: str, receipt: dict[str, Any]
) -> None:
    page = ivy.page
    all_saved(page)

    def forge(route: Any) -> None:
        response = route.fetch()
        body = response.json()
        for result in body["results"]:
            result["receipt"] |= receipt
        route.fulfill(response=response, json=body)

    page.route("**/saves", forge)
    choose(page, "home_found", "yes")
    expect(safety(page)).to_contain_text("The server’s receipt is not for what was sent.")
    assert kept(page) == 1
    page.unroute("**/saves")
    page.reload()
    all_saved(page)
    assert kept(page) == 0
    assert len(field.said(case)) == 1


def test_what_is_being_typed_survives_a_crash(ivy: Visitor, field: Field, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    all_saved(page)
    page.locator("[name=comment-home_found]").press_sequentially("Seen in the front sh")
    page.wait_for_timeout(250)
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    back = Visitor(context, field.address, scripted=True)
    open_section(back, case)
    expect(back.page.locator("[name=comment-home_found]")).to_have_value("Seen in the front sh")
    all_saved(back.page)
    assert [thing[:2] for thing in field.said(case)] == [("comment", "home_found")]
    back.page.locator("[name=comment-home_found]").press_sequentially("eet")
    back.page.locator("[name=answer-visits]").focus()
    all_saved(back.page)
    assert len(field.said(case)) == 2


def test_a_reload_in_the_middle_of_a_word_loses_nothing(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    all_saved(page)
    page.locator("[name=comment-home_found]").press_sequentially("Seen in")
    page.wait_for_timeout(50)
    page.reload()
    expect(page.locator("[name=comment-home_found]")).to_have_value("Seen in")
    all_saved(page)
    assert len(field.said(case)) == 1


def test_signed_out_in_between(ivy: Visitor, field: Field, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    all_saved(page)
    context.clear_cookies()
    choose(page, "home_found", "yes")
    words = "You have been signed out. Sign in again in this window or another: your 1 answer is kept"
    expect(safety(page)).to_contain_text(words)
    page.locator("[name=answer-visits]").fill("4")
    page.locator("[name=answer-weeks]").focus()
    expect(safety(page)).to_contain_text("your 2 answers are kept")
    ivy.problems = [problem for problem in ivy.problems if not re.search("40[13]", problem)]
    ivy.check()
    assert field.said(case) == []
    with context.expect_page() as coming:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    expect(coming.value.get_by_role("heading", name="Sign in")).to_be_visible()
    field.let_in(context, "ivy")
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    all_saved(page)
    assert len(field.said(case)) == 2


def test_another_user_of_the_browser_neither_sees_nor_sends(ivy: Visitor, field: Field, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    all_saved(page)
    context.set_offline(offline=True)
    page.locator("[name=comment-home_found]").fill("Words of Ivy’s alone.")
    page.locator("[name=answer-visits]").focus()
    expect(safety(page)).to_contain_text("1 answer not yet safe")
    stored = page.evaluate(f"{STORED}()")
    assert len(stored) == 1
    assert "Ivy" not in str(stored)
    context.clear_cookies()
    field.let_in(context, "ian")
    context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(safety(page)).to_contain_text("somebody else has signed in at this browser")
    ian = Visitor(context, field.address, scripted=True)
    open_section(ian, case)
    all_saved(ian.page)
    expect(ian.page.locator("[name=comment-home_found]")).to_have_value("")
    ian.check()
    assert kept(ian.page) == 1
    assert field.said(case) == []
    ian.page.close()
    context.clear_cookies()
    field.let_in(context, "ivy")
    page.evaluate("dispatchEvent(new Event('focus'))")
    all_saved(page)
    assert len(field.said(case)) == 1


def test_two_browsers_change_the_same_answer(
    ivy: Visitor, field: Field, chromium: Browser, case: str
) -> None:
    ian = field.come(chromium, "ian")
    open_section(ian, case)
    all_saved(ivy.page)
    all_saved(ian.page)
    choose(ivy.page, "home_found", "yes")
    all_saved(ivy.page)
    choose(ian.page, "home_found", "no")
    expect(safety(ian.page)).to_contain_text("Conflict in 1 answer.")
    notice = ian.page.locator("[data-notice='answer:home_found']")
    expect(notice).to_contain_text("Every version is kept.")
    ian.check()
    ian.page.get_by_role("button", name="Save and continue").click()
    expect(ian.page.locator("#stay")).to_contain_text("Another version of this has been given")
    ian.check()
    page_of_it = notice.get_by_role("link", name="Compare the versions")
    assert str(page_of_it.get_attribute("href")).endswith(f"/{case}/conflicts/answer/home_found")
    with ian.page.expect_navigation():
        page_of_it.click()
    expect(ian.page.locator("h1")).to_contain_text("In conflict")
    ian.check()
    open_section(ian, case)
    expect(notice).to_contain_text("in conflict")
    expect(notice).to_contain_text("Yes, by Ivy")
    expect(notice).to_contain_text("No, by Ian")
    ian.check()
    assert [value for *_, value in field.said(case)] == ["yes", "no"]
    with ian.page.expect_navigation():
        notice.get_by_role("link", name="compare them").click()
    ian.page.get_by_label("Version 2").check()
    ian.press("Let this version stand")
    assert [value for *_, value in field.said(case)] == ["yes", "no", "no"]
    choose(ivy.page, "home_found", "na")
    expect(safety(ivy.page)).to_contain_text("Conflict in 1 answer.")


def test_another_session_s_token_goes_into_the_forms(ivy: Visitor, field: Field) -> None:
    page = ivy.page
    all_saved(page)
    before = page.locator("#scoring [name=csrf_token]").input_value()
    page.context.clear_cookies()
    field.let_in(page.context, "ivy")
    choose(page, "home_found", "yes")
    all_saved(page)
    ivy.problems.clear()
    assert page.locator("#scoring [name=csrf_token]").input_value() != before
    page.locator("[name=comment-home_found]").fill("Ring Mr Smith.")
    with page.expect_response("**/narrative-check") as checked:
        page.locator("[name=answer-visits]").focus()
    assert checked.value.status == 200


def test_sent_as_a_plain_form_after_the_script_it_conflicts_with_nothing(
    ivy: Visitor, field: Field, case: str
) -> None:
    page = ivy.page
    choose(page, "home_found", "yes")
    page.locator("[name=comment-home_found]").fill("Seen.")
    page.locator("[name=answer-visits]").fill("4")
    page.locator("[name=answer-weeks]").focus()
    all_saved(page)
    page.locator("[name=answer-visits]").evaluate("box => { box.value = '5' }")
    with page.expect_navigation():
        page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('scoring'))")
    said = field.said(case)
    assert [value for kind, subject, value in said if subject == "visits"] == [4, 5]
    assert len(said) == 4
    open_section(ivy, case)
    assert page.locator("[data-count=conflicts]").first.text_content() == "0"


def test_bad_input_is_kept_and_its_fault_told(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    all_saved(page)
    page.locator("[name=answer-visits]").fill("three")
    page.locator("[name=answer-weeks]").focus()
    fault = page.locator("[data-problem='answer:visits']")
    expect(fault).to_contain_text("Enter a whole number in figures")
    ivy.check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#stay")).to_contain_text("Enter a whole number")
    assert page.title().startswith("Error: ")
    ivy.check()
    page.locator("[name=answer-visits]").fill("3")
    expect(fault).to_be_hidden()
    page.locator("[name=comment-visits]").fill("x" * 20_001)
    page.locator("[name=answer-weeks]").focus()
    expect(page.locator("[data-problem='comment:visits']")).to_contain_text("The text is too long")
    expect(safety(page)).to_contain_text("1 answer was refused")
    page.locator("[name=comment-visits]").fill("Shorter.")
    page.locator("[name=answer-weeks]").focus()
    all_saved(page)
    assert [value for _, subject, value in field.said(case) if subject == "visits"][:2] == ["three", 3]
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()
    ivy.see("Release")


def test_a_parked_answer_comes_back_with_its_route(ivy: Visitor) -> None:
    page = ivy.page
    choose(page, "home_found", "no")
    choose(page, "home_kind", "hostel")
    all_saved(page)
    choose(page, "home_found", "yes")
    expect(page.locator("#question-home_kind")).to_be_hidden()
    expect(page.locator("[data-parked]")).to_contain_text("What was tried?")
    expect(page.locator("[data-count=parked]").first).to_have_text("1")
    all_saved(page)
    ivy.check()
    page.reload()
    expect(page.locator("[data-parked]")).to_contain_text("What was tried?")
    choose(page, "home_found", "no")
    expect(page.locator("#question-home_kind")).to_be_visible()
    assert page.locator("[name=answer-home_kind]:checked").input_value() == "hostel"
    expect(page.locator("[data-notice='comment:home_found']")).to_contain_text("needs its narrative")


def test_an_answer_is_taken_back_and_evidence_cited(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    choose(page, "home_found", "yes")
    all_saved(page)
    page.get_by_role("button", name="Clear this answer").click()
    all_saved(page)
    expect(page.locator("[data-count=answered]").first).to_have_text("0")
    block = page.locator("[data-evidence=visits]")
    block.locator("summary").click()
    block.get_by_label("System").select_option("oasys")
    block.get_by_label("Kind of record").fill("Sentence plan")
    block.get_by_label("Its date").fill("2016-03-07")
    block.get_by_role("button", name="Add this record").click()
    expect(block).to_contain_text("OASys, Sentence plan, 7 March 2016")
    all_saved(page)
    ivy.check()
    page.reload()
    expect(block).to_contain_text("OASys, Sentence plan, 7 March 2016")
    block.get_by_role("button", name="Remove").click()
    expect(block).not_to_contain_text("Sentence plan")
    all_saved(page)
    values = [value for kind, _, value in field.said(case)]
    assert values[:2] == ["yes", None]
    assert values[3] is None
    assert values[2]["system"] == "oasys"


def test_any_page_of_the_inspection_sends_what_is_left(ivy: Visitor, field: Field, case: str) -> None:
    page, context = ivy.page, ivy.page.context
    all_saved(page)
    context.set_offline(offline=True)
    choose(page, "home_found", "yes")
    expect(safety(page)).to_contain_text("no connection")
    page.close()
    context.set_offline(offline=False)
    back = Visitor(context, field.address, scripted=True)
    back.go(section_of(case).rpartition("sections/")[0])
    told = back.page.locator("#outbox")
    expect(told).to_contain_text("All saved.")
    back.check()
    assert len(field.said(case)) == 1
    told.get_by_role("link", name="Show this page with 1 answer just sent").click()
    expect(back.page.locator("h1")).to_be_visible()
    expect(told).to_be_hidden()


def test_ways_on_lead_within_the_page_first(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    choose(page, "home_found", "na")
    page.get_by_role("button", name="Next unanswered").click()
    expect(page.locator("[name=answer-visits]")).to_be_focused()
    page.keyboard.type("3")
    with page.expect_navigation():
        page.get_by_role("button", name="Next unanswered").click()
    assert page.url.endswith(section_of(case, "release") + "#question-released_on")
    choose(page, "well_run", "no")
    notice = page.locator("[data-notice='comment:well_run']")
    expect(notice).to_contain_text("This judgement needs its narrative")
    page.locator("#question-released_on").click()
    page.get_by_role("button", name="Next comment owed").click()
    expect(page.locator("[name=comment-well_run]")).to_be_focused()
    page.keyboard.type("Late.")
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Save and continue").last.click()
    ivy.see("Check answers")
    assert ("answer", "visits", 3) in field.said(case)


def test_what_is_typed_before_the_script_runs_is_saved_too(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page

    def type_early(route: Any) -> None:
        choose(page, "home_found", "yes")
        page.locator("[name=comment-home_found]").fill("Early.")
        route.continue_()

    page.route("**/scoring.js", type_early)
    page.reload()
    expect(safety(page)).to_contain_text("not yet safe")
    all_saved(page)
    expect(page.locator("[name=comment-home_found]")).to_have_value("Early.")
    assert sorted(thing[:2] for thing in field.said(case)) == [
        ("answer", "home_found"),
        ("comment", "home_found"),
    ]
