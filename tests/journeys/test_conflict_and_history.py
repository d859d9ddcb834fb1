"""Two people answer the same question: their versions are compared, one is chosen, and both stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Visitor

CASE = "/inspections/ttg-2016/cases/001/"
SECTION = f"{CASE}sections/accommodation"
NAMED = "The plan for Ben Llewellyn was blank."


@pytest.fixture
def beginning(drawn: Path) -> Path:
    """Cases are drawn already."""
    return drawn


@pytest.fixture
def other(visitor: Visitor, address: str, chromium: Browser) -> Iterator[Visitor]:
    """Somebody else at the same page, in a browser of their own: two tabs of one learn from each other."""
    opened = chromium.new_context(
        viewport={"width": 1366, "height": 768}, java_script_enabled=visitor.scripted
    )
    yield Visitor(opened, address, scripted=visitor.scripted)
    opened.close()


def answer(visitor: Visitor, value: str, comment: str) -> None:
    """Fills in the first question of the page that is open."""
    visitor.page.locator(f"input[name=answer-accommodation_found][value={value}]").check()
    visitor.page.locator("#comment-accommodation_found").fill(comment)


def test_a_conflict_is_compared_settled_and_kept_in_the_history(visitor: Visitor, other: Visitor) -> None:
    for each in (visitor, other):
        each.go(SECTION)
    answer(visitor, "yes", "The plan was sound.")
    if visitor.scripted:  # each answer is saved as it is given
        visitor.page.locator("#comment-accommodation_found").blur()
        visitor.page.locator("#safety", has_text="All saved").wait_for()
    answer(other, "no", NAMED)
    if other.scripted:
        other.page.locator("#comment-accommodation_found").blur()
        other.page.get_by_text("looks like a name from the long list: “Ben Llewellyn”").wait_for()
        other.check()
    if other.scripted:
        other.page.locator("#safety", has_text="onflict in 2").wait_for()
    else:
        visitor.press("Save and go back to the case")
        other.press("Save and continue")
    other.go(SECTION)
    other.page.get_by_role("link", name="compare them").first.click()
    other.see("Was")
    other.check()
    other.page.get_by_label("Version 2").check()
    other.press("Let this version stand")
    other.see("Was")
    other.check()
    assert other.page.get_by_text("Write “the person” instead").is_visible()
    other.page.get_by_label("Another, which I give below").check()
    other.page.get_by_label("Another comment").fill("The plan for the person was blank.")
    other.press("Let this version stand")
    other.go(f"{CASE}questions/accommodation_found/history")
    other.check()
    other.page.set_viewport_size({"width": 320, "height": 640})
    assert other.page.evaluate("document.documentElement.scrollWidth") <= 320
    other.page.set_viewport_size({"width": 1366, "height": 768})
    other.page.get_by_label("Compare, answer", exact=True).select_option(index=0)
    other.press("Show side by side")
    other.check()
    assert other.page.locator("del").first.is_visible()
    other.go(f"{CASE}history")
    other.check()
    other.go(f"{CASE}check")
    other.check()
