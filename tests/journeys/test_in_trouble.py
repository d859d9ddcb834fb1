"""What a section page says and keeps when the browser, the server or the case isn't as it was."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Dialog, Route, expect

from tests.integration.two_areas import GOOD
from tests.journeys.at_section import (
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
from tests.journeys.field import Field

NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('none here'); } });"

FAILING = "() => { IDBDatabase.prototype.transaction = () => { throw new Error('closed') } }"


__all__ = ["case", "field", "server"]


@pytest.fixture
def ivy(field: Field, chromium: Browser) -> Visitor:
    """An inspector who has not yet opened a page."""
    return field.come(chromium, "ivy")


def test_without_a_store_answers_stay_in_the_page_and_it_warns_before_it_is_left(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    context.add_init_script(NO_STORE)
    open_section(ivy, case)
    context.set_offline(offline=True)
    choose(page, "home_found", "yes")
    expect(safety(page)).to_contain_text("1 answer could not be kept in this browser: leave this page open.")
    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert [dialog.type for dialog in asked] == ["beforeunload"]
    context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    all_saved(page)
    assert [thing[:2] for thing in field.said(case)] == [("answer", "home_found")]
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert len(asked) == 1


def test_a_store_that_fails_meanwhile_keeps_nobody_from_saving(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    open_section(ivy, case)
    choose(page, "home_found", "yes")
    all_saved(page)
    page.evaluate(FAILING)
    page.locator("[name=answer-visits]").fill("4")
    page.get_by_role("button", name="Save and continue").click()
    ivy.see("Release")
    assert [thing[1:] for thing in field.said(case)] == [("home_found", "yes"), ("visits", 4)]


def test_a_case_that_was_submitted_elsewhere_keeps_what_comes_late(
    ivy: Visitor, field: Field, case: str
) -> None:
    page, held = ivy.page, list[Route]()
    open_section(ivy, case)
    all_saved(page)
    field.world.score(case, GOOD)
    page.locator("[name=answer-weeks]").press_sequentially("4")
    page.route("**/saves", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/saves"):
        page.locator("[name=comment-weeks]").focus()
    page.keyboard.type("All")  # typed before the page has heard of it, and late all the same
    held[0].continue_()
    for thing in ("answer:weeks", "comment:weeks"):
        expect(page.locator(f"[data-notice='{thing}']")).to_contain_text(
            "The case is closed: this is kept, and counts only if the case is opened again."
        )
    expect(safety(page)).to_have_text(
        "All saved. The case is signed off now: nothing more can be given here. "
        "What came late is kept, and counts only if the case is opened again."
    )
    expect(page.locator("[name=comment-weeks]")).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator("[name=comment-weeks]")).to_have_value("All")
    page.locator("label[for=answer-home_found-2]").click(force=True)
    assert page.locator("[name=answer-home_found]:checked").count() == 0
    page.locator("#question-visits summary", has_text="Cite").click()
    expect(page.locator("#evidence-visits-system")).to_be_disabled()
    page.locator("#evidence-visits-record").press("Enter")
    ivy.check()
    said = field.said(case)
    assert said[-2] == ("answer", "weeks", "4")
    assert said[-1][:2] == ("comment", "weeks")
    page.get_by_role("button", name="Save and continue").click()
    ivy.see("Check answers")
    assert kept(page) == 0


def test_what_another_secret_had_locked_is_told_and_stays_and_holds_nothing_back(
    ivy: Visitor, field: Field, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, context = ivy.page, ivy.page.context
    open_section(ivy, case)
    all_saved(page)
    context.set_offline(offline=True)
    choose(page, "home_found", "no")
    expect(safety(page)).to_contain_text("no connection")
    page.wait_for_timeout(500)
    page.close()
    context.set_offline(offline=False)
    setting = field.app.extensions["inspect_app"]
    site = replace(setting.site, secret_key=f"not that of {case}")
    monkeypatch.setitem(field.app.extensions, "inspect_app", setting._replace(site=site))
    back = Visitor(context, field.address, scripted=True)
    open_section(back, case)
    words = "1 older answer in this browser can no longer be read"
    expect(safety(back.page)).to_contain_text(words)
    choose(back.page, "home_found", "yes")
    expect(safety(back.page)).to_contain_text("not yet safe")
    expect(safety(back.page)).not_to_contain_text("not yet safe")
    expect(safety(back.page)).to_contain_text(words)
    assert [value for *_, value in field.said(case)] == ["yes"]
    back.check()
    assert kept(back.page) == 1
    back.page.on("dialog", lambda dialog: dialog.accept())
    back.page.get_by_role("button", name="Remove it from this browser").click()
    all_saved(back.page)
    assert kept(back.page) == 0


@pytest.mark.parametrize(
    ("granted", "words"),
    [("true", "keeps unsent answers even when"), ("false", "may clear unsent answers when")],
)
def test_it_is_told_whether_the_browser_keeps_what_is_stored(
    ivy: Visitor, case: str, granted: str, words: str
) -> None:
    for question in ("persisted", "persist"):
        ivy.page.add_init_script(f"navigator.storage.{question} = async () => {granted}")
    open_section(ivy, case)
    expect(ivy.page.locator("[data-persisted]")).to_contain_text(words)


def test_further_edits_take_the_place_of_what_was_refused(ivy: Visitor, field: Field, case: str) -> None:
    page = ivy.page
    open_section(ivy, case)
    choose(page, "home_found", "yes")
    all_saved(page)
    box = page.locator("[name=comment-home_found]")
    box.fill("x" * 20_001)
    page.locator("[name=answer-visits]").focus()
    expect(safety(page)).to_contain_text("1 answer was refused")
    box.fill("y" * 20_002)
    page.locator("[name=answer-visits]").focus()
    expect(page.locator("[data-problem='comment:home_found']")).to_contain_text("it has 20,002 characters")
    expect(safety(page)).to_contain_text("1 answer was refused")
    assert kept(page) == 1
    page.reload()
    expect(safety(page)).to_contain_text("1 answer was refused")
    expect(box).to_have_value("y" * 20_002)
    expect(page.locator("[data-problem='comment:home_found']")).to_contain_text("Not saved")
    box.fill("Short enough.")
    page.locator("[name=answer-visits]").focus()
    all_saved(page)
    box.fill("Shorter.")
    page.locator("[name=answer-visits]").focus()
    all_saved(page)
    assert [kind for kind, *_ in field.said(case)] == ["answer", "comment", "comment"]
    expect(page.locator("[data-count=conflicts]").first).to_have_text("0")
    assert kept(page) == 0


def test_what_was_refused_can_be_tried_again_by_keyboard(
    ivy: Visitor, field: Field, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ivy.page
    open_section(ivy, case)
    monkeypatch.setattr("inspect_app.fieldwork.sent_saves.TEXT_LIMIT", 5)
    box, problem = (
        page.locator("[name=comment-home_found]"),
        page.locator("[data-problem='comment:home_found']"),
    )
    box.fill("Longer.")
    page.locator("[name=answer-visits]").focus()
    expect(problem).to_contain_text("Not saved: The text is too long")
    ivy.check()
    page.reload()
    again = problem.get_by_role("button", name="Try again")
    again.focus()
    page.keyboard.press("Enter")
    expect(problem).to_contain_text("Not saved: The text is too long")
    monkeypatch.undo()
    again.press("Enter")
    all_saved(page)
    expect(problem).to_be_hidden()
    expect(box).to_be_focused()
    assert [kind for kind, *_ in field.said(case)] == ["comment"]
    box.fill("Other words.")
    page.locator("[name=answer-visits]").focus()
    all_saved(page)
    assert len(field.said(case)) == 2
    expect(page.locator("[data-count=conflicts]").first).to_have_text("0")


def test_what_could_not_be_deleted_does_not_come_back_over_what_the_ledger_has(
    ivy: Visitor, field: Field, case: str, chromium: Browser
) -> None:
    page = ivy.page
    open_section(ivy, case)
    page.evaluate("() => { IDBObjectStore.prototype.delete = () => { throw new Error('failing') } }")
    page.locator("[name=comment-home_found]").fill("Older.")
    page.locator("[name=answer-visits]").focus()
    all_saved(page)
    assert kept(page) == 1
    page.context.set_offline(offline=True)
    other = field.come(chromium, "ivy")
    open_section(other, case)
    other.page.locator("[name=comment-home_found]").fill("Newer.")
    other.page.locator("[name=answer-visits]").focus()
    all_saved(other.page)
    page.context.set_offline(offline=False)
    page.reload()
    expect(page.locator("[name=comment-home_found]")).to_have_value("Newer.")
    all_saved(page)
    holds(page, 0)
    expect(page.locator("[name=comment-home_found]")).to_have_value("Newer.")
    page.locator("[name=comment-home_found]").fill("Newest.")
    page.locator("[name=answer-visits]").focus()
    all_saved(page)
    assert len(field.said(case)) == 3
    expect(page.locator("[data-count=conflicts]").first).to_have_text("0")


def test_each_reason_to_stay_goes_when_it_is_gone_and_the_last_takes_the_summary(
    ivy: Visitor, case: str
) -> None:
    page = ivy.page
    open_section(ivy, case)
    title, stay = page.title(), page.locator("#stay")
    page.locator("[name=answer-visits]").fill("many")
    for question in ("home_found", "visits"):
        page.locator(f"#question-{question} summary", has_text="Cite").click()
        page.locator(f"[name=evidence-{question}-record]").fill("Case note")
    page.get_by_role("button", name="Save and continue").last.click()
    reasons = [
        "How many visits? Enter a whole number",
        "Was a <home> found? Choose the system that the record is in",
        "How many visits? Choose the system that the record is in",
    ]
    expect(stay.locator("li")).to_contain_text(reasons)
    assert page.title() == f"Error: {title}"
    stay.get_by_role("link", name=reasons[2]).click()
    expect(page.locator("#evidence-visits-system")).to_be_focused()
    page.locator("#evidence-visits-system").select_option("nomis")
    expect(stay.locator("li")).to_contain_text(reasons[:2])
    page.locator("[name=answer-visits]").fill("3")
    expect(stay.locator("li")).to_contain_text(reasons[1:2])
    assert page.title() == f"Error: {title}"
    page.locator("[name=evidence-home_found-record]").fill("")
    expect(stay).to_have_count(0)
    assert page.title() == title
    ivy.check()


def test_the_reason_that_nothing_could_be_sent_goes_once_it_is_and_the_keyboard_is_not_lost(
    ivy: Visitor, case: str
) -> None:
    page, context = ivy.page, ivy.page.context
    open_section(ivy, case)
    title, stay = page.title(), page.locator("#stay")
    context.set_offline(offline=True)
    choose(page, "home_found", "yes")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(stay).to_contain_text("1 answer not yet safe: there is no connection to the server")
    expect(stay).to_be_focused()
    context.set_offline(offline=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    all_saved(page)
    expect(stay).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()
    assert page.title() == title


def test_a_refused_change_that_is_taken_back_makes_no_version(ivy: Visitor, field: Field, case: str) -> None:
    open_section(ivy, case)
    comment, visits = ivy.page.locator("[name=comment-home_found]"), ivy.page.locator("[name=answer-visits]")
    comment.fill("As it stands.")
    visits.focus()
    all_saved(ivy.page)
    for again in (False, True):
        comment.fill("x" * 20_001)
        visits.focus()
        expect(safety(ivy.page)).to_contain_text("1 answer was refused")
        if again:
            ivy.page.reload()
            expect(safety(ivy.page)).to_contain_text("1 answer was refused")
        comment.fill("As it stands.")
        visits.focus()
        all_saved(ivy.page)
        assert kept(ivy.page) == 0
    assert len(field.said(case)) == 1
