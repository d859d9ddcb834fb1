"""While a long list is sent and read, the page says so."""

from tests.journeys.conftest import Visitor
from tests.journeys.test_main_job import import_long_list, make_inspection

WORDS = "The file is being sent and read."
HELD = "addEventListener('submit', (event) => event.preventDefault())"
"""A page stays where it is, as it does for as long as the server has not answered."""


def test_a_list_being_sent_is_said_to_be(visitor: Visitor) -> None:
    make_inspection(visitor)
    if visitor.scripted:
        visitor.press("Import the long list")
        assert not visitor.page.get_by_text(WORDS).is_visible()
        visitor.page.evaluate(HELD)
        visitor.page.get_by_role("button", name="Import", exact=True).click()
        visitor.page.get_by_text(WORDS).wait_for()
        assert visitor.page.get_by_role("progressbar", name="Importing the list").is_visible()
        visitor.check()
        visitor.go("/inspections/ttg-2016/")
    import_long_list(visitor)
    assert not visitor.page.get_by_text(WORDS).is_visible()
