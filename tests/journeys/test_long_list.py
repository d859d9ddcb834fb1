"""Asking for a long list, saying what its headings mean, importing it, and restoring a row."""

from pathlib import Path

from tests.journeys.conftest import Visitor
from tests.journeys.test_main_job import import_long_list, make_inspection
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text
from tests.unit.sampling.lists import row

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


def test_a_list_is_asked_for_and_its_headings_are_matched(visitor: Visitor, tmp_path: Path) -> None:
    make_inspection(visitor)
    visitor.press("Import the long list")
    visitor.press("Ask the inspected body for its list")
    visitor.see("Case list request")
    visitor.check()
    visitor.press("Make the request")
    assert visitor.page.title().startswith("Error: Case list request")
    visitor.check()
    for group, parts in (("First day of the period", "1 1 2016"), ("Last day of the period", "31 3 2016")):
        asked = visitor.page.get_by_role("group", name=group)
        for label, part in zip(("Day", "Month", "Year"), parts.split(), strict=True):
            asked.get_by_label(label).fill(part)
    visitor.press("Make the request")
    visitor.page.get_by_text("Request 1 is made.").wait_for()
    visitor.check()

    strange = tmp_path / "strange.csv"
    strange.write_text(csv_text([["Akte" if text == "CRN" else text for text in HEADINGS], cells(row(2))]))
    visitor.go("/inspections/ttg-2016/long-list/headings")
    visitor.check()
    visitor.page.get_by_label("Long list", exact=True).set_input_files(strange)
    visitor.press("Read the headings")
    visitor.see("Say what each heading stands for")
    visitor.check()
    visitor.press("Remember these headings")
    assert visitor.page.get_by_text("No heading stands for: CRN.").first.is_visible()
    visitor.check()
    visitor.page.get_by_label("Akte").select_option("CRN")
    visitor.press("Remember these headings")
    visitor.page.get_by_text("Choose the file again to import it.").wait_for()


def test_an_excluded_row_is_restored(visitor: Visitor) -> None:
    make_inspection(visitor)
    import_long_list(visitor)
    visitor.go("/inspections/ttg-2016/long-list/rows/282")
    visitor.check()
    visitor.page.get_by_label("Reason for excluding the row").fill("Moved away.")
    visitor.press("Exclude the row")
    visitor.go("/inspections/ttg-2016/long-list/rows/282")
    visitor.check()
    visitor.page.get_by_label("Reason for restoring the row").fill("Came back.")
    visitor.press("Restore the row")
    visitor.page.get_by_text("Row 282 is restored.").wait_for()
    visitor.check()
