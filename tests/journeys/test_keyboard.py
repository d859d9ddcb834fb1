"""A section page worked by keyboard alone."""

import re

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.test_main_job import draw_sample, import_long_list, make_inspection


@pytest.fixture
def section(visitor: Visitor) -> Visitor:
    """A visitor who has come to a section page of a case without answers."""
    make_inspection(visitor)
    import_long_list(visitor)
    draw_sample(visitor)
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
    section.go("/inspections/ttg-2016/long-list/rows/1")
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
    for path in ("", "cases/", "cases/001/", "cases/001/sections/accommodation", "cases/001/check", "sample"):
        section.go(f"/inspections/ttg-2016/{path}")
        assert section.page.evaluate("document.documentElement.scrollWidth") <= 683
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
