"""A section page worked by keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Visitor
from tests.journeys.field import in_the_field, section_of
from tests.journeys.keys import TYPED, Keys


@pytest.fixture
def beginning(drawn: Path) -> Path:
    """Cases are drawn already."""
    return drawn


@pytest.fixture
def section(visitor: Visitor) -> Visitor:
    """A visitor who has come to a section page of a case without answers."""
    visitor.go("/inspections/ttg-2016/cases/001/sections/accommodation")
    return visitor


def focused(visitor: Visitor, expression: str) -> str:
    """Something about the control that has the keyboard."""
    return str(visitor.page.evaluate(f"document.activeElement.{expression}"))


def press_until(visitor: Visitor, key: str, expression: str, wanted: str) -> None:
    """Presses a key until the control that is wanted has the keyboard."""
    for _ in range(80):
        visitor.page.keyboard.press(key)
        if re.search(wanted, focused(visitor, expression)):
            return
    raise AssertionError(f"{wanted} can't be reached by keyboard")


def test_a_section_is_scored_by_keyboard_alone(section: Visitor) -> None:
    keyboard = section.page.keyboard
    keyboard.press("Tab")
    assert focused(section, "textContent").strip() == "Skip to main content"
    keyboard.press("Enter")
    press_until(section, "Tab", "name || ''", "^answer-accommodation_found$")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    assert focused(section, "value") == "no"
    press_until(section, "Tab", "name || ''", "^comment-accommodation_found$")
    keyboard.type("Nothing was found.")
    press_until(section, "Tab", "tagName", "SUMMARY")
    keyboard.press("Enter")
    assert focused(section, "parentElement.open") == "True"
    press_until(section, "Tab", "textContent", "Save and continue")
    with section.page.expect_navigation():
        keyboard.press("Enter")
    section.go("/inspections/ttg-2016/cases/001/sections/accommodation")
    assert section.page.locator("input[name=answer-accommodation_found]:checked").input_value() == "no"
    assert section.page.get_by_text("Nothing was found.").is_visible()


def test_an_error_has_the_keyboard_and_leads_to_its_control(section: Visitor) -> None:
    section.go("/inspections/ttg-2016/long-list/rows/282")
    section.page.get_by_label("Correct value").fill("kept")
    section.press("Correct the row")
    section.check()
    if section.scripted:
        assert "govuk-error-summary" in focused(section, "className")
    section.page.get_by_role("link", name="Say how you know the correct value").click()
    assert focused(section, "id") == "correct-reason"
    assert section.page.get_by_label("Correct value").input_value() == "kept"


def test_nothing_is_cut_off_at_twice_the_size(section: Visitor) -> None:
    section.page.set_viewport_size({"width": 683, "height": 384})
    listed = ("long-list/export", "long-list/rows/282", "long-list/rows/282/why", "long-list/rows/20/why")
    sample = ("sample", "sample/plan", "sample/draws/1", "sample/draws/1/officers", "sample/verify")
    cases = ("cases/", "cases/001/", "cases/001/sections/accommodation", "cases/001/check")
    for path in ("", *listed, *sample, *cases):
        section.go(f"/inspections/ttg-2016/{path}")
        assert section.page.evaluate("document.documentElement.scrollWidth") <= 683
        section.check()


def test_a_comment_grows_with_its_text_and_find_has_the_keyboard(section: Visitor) -> None:
    comment = section.page.locator("#comment-accommodation_found")
    before = comment.evaluate("box => box.clientHeight")
    comment.fill("One line.\n" * 6)
    assert comment.evaluate("box => box.scrollHeight <= box.clientHeight && box.clientHeight") > before
    comment.fill("One line.\n" * 200)
    assert comment.evaluate("box => box.clientHeight < innerHeight")
    section.go("/inspections/ttg-2016/cases/001/find")
    assert focused(section, "id") == "q"
    section.check()


OVERLAP = """() => {
  const focused = document.activeElement, place = focused.getBoundingClientRect();
  const bars = [...document.querySelectorAll(".app-progress, .app-progress__now")];
  const hidden = bars.some((bar) => {
    const { top, bottom } = bar.getBoundingClientRect();
    return !bar.contains(focused) && bottom > top && place.top < bottom - 1 && place.bottom > top + 1;
  });
  if (focused === document.body) return ["the window itself", false];
  return [focused.name || focused.textContent.trim(), hidden || place.bottom > innerHeight + 1];
}"""
"""What has the keyboard, and whether the counts or the edge of the screen hide any of it."""


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["whole", "twice"])
def test_what_has_the_keyboard_is_in_sight(section: Visitor, size: tuple[int, int]) -> None:
    section.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen = {}
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 50:
        section.page.keyboard.press(key)
        name, hidden = section.page.evaluate(OVERLAP)
        seen[name] = seen.get(name, False) or hidden
    assert "comment-accommodation_found" in seen
    assert [name for name, hidden in seen.items() if hidden] == []


ROUTE: dict[str, int | str] = {
    "screening_working_days": "8",
    "screening_delay_reason": "Held at court.",
    "plan_addresses_needs": 1,
    "finance_problems": "debt",
    "debt_pounds": "650",
    "officer_contacts": "0",
}
"""What opens questions that most cases aren't asked; the rest get what their first control offers."""


def test_a_whole_case_is_scored_and_submitted_by_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    with in_the_field(tmp_path, "through-the-gate", cases=1) as field:
        keys = Keys(field.come(chromium, "ivy"), ROUTE)
        keys.visitor.go(section_of("001", "screening_and_plan"))
        while "Check answers" not in keys.page.title():
            keys.score_section()
        for point in ("In custody", "In the community"):
            record_visit(keys, point)
        keys.skip()
        keys.follow("Submit the case")
        keys.page.get_by_text("Case 001 is submitted.").wait_for()
        said = field.said("001")
        field.close()
    assert keys.visitor.problems == []
    assert sorted(subject for kind, subject, _ in said if kind == "answer") == sorted(keys.answered)
    assert sorted(subject for kind, subject, _ in said if kind == "comment") == sorted(keys.commented)
    assert {"needs_left_out", "screening_delay_reason", "no_contact_reason"} <= set(keys.answered)
    assert "women_services" not in keys.answered
    values = {subject: value for kind, subject, value in said if kind == "answer"}
    assert (values["screening_working_days"], values["debt_pounds"]) == (8, 650)
    visits = {subject: value for kind, subject, value in said if kind == "visit"}
    assert {point: value["outcome"] for point, value in visits.items()} == dict.fromkeys(
        ("custody", "community"), "held"
    )
    assert said[-1][0] == "state"


def record_visit(keys: Keys, point: str) -> None:
    """From the check page to the visit at a point, and back."""
    keys.skip()
    keys.follow(f"Record: review date and visit, {point}")
    keys.skip()
    for part in ("day", "month", "year"):
        keys.press("Tab")
        keys.page.keyboard.type(TYPED[part])
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.follow("Save")
