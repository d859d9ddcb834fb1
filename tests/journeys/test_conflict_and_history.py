"""Two people answer the same question: their versions are compared, one is chosen, and both stay."""

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.test_main_job import draw_sample, import_long_list, make_inspection

CASE = "/inspections/ttg-2016/cases/001/"
SECTION = f"{CASE}sections/accommodation"
NAMED = "The plan for Ben Llewellyn was blank."


@pytest.fixture
def other(visitor: Visitor, address: str) -> Visitor:
    """Somebody else at the same page: a second tab will do."""
    return Visitor(visitor.page.context, address, scripted=visitor.scripted)


def answer(visitor: Visitor, value: str, comment: str) -> None:
    """Fills in the first question of the page that is open."""
    visitor.page.locator(f"input[name=answer-accommodation_found][value={value}]").check()
    visitor.page.locator("#comment-accommodation_found").fill(comment)


def test_a_conflict_is_compared_settled_and_kept_in_the_history(visitor: Visitor, other: Visitor) -> None:
    make_inspection(visitor)
    import_long_list(visitor)
    draw_sample(visitor)
    for each in (visitor, other):
        each.go(SECTION)
    answer(visitor, "yes", "The plan was sound.")
    answer(other, "no", NAMED)
    if other.scripted:
        other.page.locator("#comment-accommodation_found").blur()
        other.page.get_by_text("looks like a name from the long list: “Ben Llewellyn”").wait_for()
        other.check()
    visitor.press("Save and go back to the case")
    other.press("Save and continue")
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
    other.page.get_by_label("Compare", exact=True).select_option(index=1)
    other.press("Show side by side")
    other.check()
    assert other.page.locator("del").first.is_visible()
    other.go(f"{CASE}history")
    other.check()
    other.go(f"{CASE}check")
    other.check()
