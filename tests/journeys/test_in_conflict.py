"""What is in conflict is shown on a section page and settled on a page of its own, never by the way."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.at_section import all_saved, case, choose, field, open_section, safety, server
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field, section_of

__all__ = ["case", "field", "server"]
VISITS, COMMENT, WEEKS = "[name=answer-visits]", "[name=comment-visits]", "[name=answer-weeks]"


@pytest.fixture
def ivy(field: Field, chromium: Browser, case: str) -> Visitor:
    """An inspector at the first section of the case."""
    visitor = field.come(chromium, "ivy")
    open_section(visitor, case)
    return visitor


@pytest.fixture
def ian(field: Field, chromium: Browser, case: str) -> Visitor:
    """Another, at the same page in a browser of his own."""
    visitor = field.come(chromium, "ian")
    open_section(visitor, case)
    return visitor


def say(page: Page, box: str, words: str) -> None:
    """Types into a box, and leaves it."""
    page.locator(box).fill(words)
    page.locator(WEEKS).focus()


def dispute(ivy: Visitor, ian: Visitor) -> None:
    """Both comment on the number of visits, and choose whether a home was found."""
    for visitor, words, option in ((ivy, "Once.", "yes"), (ian, "Twice.", "na")):
        say(visitor.page, COMMENT, words)
        choose(visitor.page, "home_found", option)
        expect(safety(visitor.page)).not_to_contain_text("not yet safe")
    expect(safety(ian.page)).to_contain_text("Conflict in 2 answers.")


def test_what_is_in_conflict_takes_no_stray_key(ivy: Visitor, ian: Visitor, field: Field, case: str) -> None:
    dispute(ivy, ian)
    page, notice = ian.page, ian.page.locator("[data-notice='comment:visits']")
    expect(notice).to_contain_text("It can’t be changed here until one is chosen.")
    for again in (False, True):
        if again:
            open_section(ian, case)
            expect(notice).to_contain_text("It can’t be changed here: compare them")
        for key in ("x", "Enter"):
            page.locator(COMMENT).press(key)
        expect(page.locator(COMMENT)).to_have_value("" if again else "Twice.")
        page.locator("#answer-home_found-3").press("ArrowUp")
        page.locator("label[for=answer-home_found]").click(force=True)
        chosen = page.locator("[name=answer-home_found]:checked")
        assert [box.input_value() for box in chosen.all()] == ([] if again else ["na"])
        ian.check()
    say(page, VISITS, "4")  # what nobody disputes is taken as ever
    expect(safety(page)).to_have_text("All saved. Conflict in 2 answers.")
    said = [(kind, subject) for kind, subject, _ in field.said(case)]
    assert said == [("comment", "visits"), ("answer", "home_found")] * 2 + [("answer", "visits")]


def test_a_conflict_that_is_settled_elsewhere_opens_its_box_again(
    ivy: Visitor, ian: Visitor, case: str
) -> None:
    dispute(ivy, ian)
    open_section(ian, case)
    expect(ian.page.locator(COMMENT)).not_to_be_editable()
    ivy.go(f"{section_of(case).partition('sections/')[0]}conflicts/comment/visits")
    ivy.page.get_by_label("Version 2").check()
    ivy.press("Let this version stand")
    say(ian.page, VISITS, "4")
    expect(safety(ian.page)).to_contain_text("Conflict in 1 answer.")
    expect(ian.page.locator(COMMENT)).to_be_editable()
    ian.page.get_by_role("button", name="Show what was given").click()
    expect(ian.page.locator(COMMENT)).to_have_value("Twice.")
    say(ian.page, COMMENT, "Twice, and again.")
    expect(safety(ian.page)).to_have_text("All saved. Conflict in 1 answer.")


def test_what_was_typed_before_a_conflict_and_is_not_sent_can_be_finished_and_settles_nothing(
    ivy: Visitor, ian: Visitor, field: Field, case: str
) -> None:
    all_saved(ian.page)
    say(ian.page, COMMENT, "x" * 20_001)
    expect(safety(ian.page)).to_contain_text("1 answer was refused")
    second = field.come(ivy.page.context.browser, "ivy")  # type: ignore[arg-type]  # it has one
    open_section(second, case)
    say(second.page, COMMENT, "Once.")
    all_saved(second.page)
    say(ivy.page, COMMENT, "Twice.")
    expect(safety(ivy.page)).to_contain_text("Conflict in 1 answer.")
    open_section(ian, case)
    expect(ian.page.locator(COMMENT)).to_have_value("x" * 20_001)
    say(ian.page, COMMENT, "Thrice.")
    expect(safety(ian.page)).to_have_text("All saved. Conflict in 1 answer.")
    expect(ian.page.locator(COMMENT)).not_to_be_editable()
    expect(ian.page.locator("[data-problem='comment:visits']")).to_be_hidden()
    open_section(ian, case)
    expect(ian.page.locator("[data-notice='comment:visits']")).to_contain_text("3 versions of this comment")


def test_a_conflict_with_what_was_kept_is_told_though_its_page_was_made_with_the_other_version(
    ivy: Visitor, ian: Visitor, field: Field, case: str
) -> None:
    all_saved(ian.page)
    context = ian.page.context
    context.set_offline(offline=True)
    say(ian.page, COMMENT, "Twice.")
    expect(safety(ian.page)).to_contain_text("there is no connection")
    ian.page.close()
    say(ivy.page, COMMENT, "Once.")
    all_saved(ivy.page)
    context.set_offline(offline=False)
    back = Visitor(context, field.address, scripted=True)
    open_section(back, case)
    page, notice = back.page, back.page.locator("[data-notice='comment:visits']")
    expect(safety(page)).to_have_text("All saved. Conflict in 1 answer.")
    expect(page.locator(COMMENT)).not_to_be_editable()
    expect(notice).to_contain_text("Every version is kept.")
    page.get_by_role("button", name="Next conflict").click()
    expect(notice.get_by_role("link", name="Compare the versions")).to_be_focused()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.locator("#stay")).to_contain_text("Every version is kept.")
    back.check()
    page.reload()
    expect(notice).to_contain_text("2 versions of this comment are in conflict.")
    expect(notice).not_to_contain_text("Somebody else has given this too")


def test_the_next_conflict_is_where_it_stands_and_when_none_is_left_one_stays(
    ivy: Visitor, ian: Visitor, case: str
) -> None:
    page = ivy.page
    next_one, told = page.get_by_role("button", name="Next conflict"), page.locator("[data-told]")
    all_saved(page)
    for _ in range(2):
        next_one.click()
        expect(told).to_have_text("No conflict is left in this case.")
        expect(next_one).to_be_focused()
        ivy.check()
        page.locator(VISITS).fill("4")
        expect(told).to_be_empty()
    assert page.url.endswith(section_of(case))
    page.get_by_role("button", name="Next comment owed").click()
    expect(told).to_have_text("No comment is owed in this case.")
    dispute(ivy, ian)
    open_section(ivy, case)
    for thing in ("answer:home_found", "comment:visits"):
        next_one.click()
        expect(page.locator(f"[data-notice='{thing}'] a")).to_be_focused()
    ivy.go(f"{section_of(case, 'release')}#question-well_run")
    ivy.go(f"{section_of(case)}#disputed-comment-visits")
    expect(page.locator("[data-notice='comment:visits'] a")).to_be_focused()
    ivy.go(f"{section_of(case, 'release')}#question-well_run")
    expect(page.locator("#answer-well_run")).to_be_focused()
    with page.expect_navigation():
        next_one.click()
    assert page.url.endswith(f"{section_of(case)}#disputed-answer-home_found")
    expect(page.locator("[data-notice='answer:home_found'] a")).to_be_focused()
