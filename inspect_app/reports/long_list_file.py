"""The long list as a workbook, its rows numbered as they were, so that a draw can be verified from it."""

from datetime import datetime, time

from inspect_app.fieldwork.export_list import ExportedList
from inspect_app.reports.sheets import SheetContent
from inspect_app.reports.wording import long_date
from inspect_app.reports.xlsx import add_long_sheet, add_sheet, new_book, save, writable

FONT = "Liberation Sans"
WIDTH = 24
HANDLING = (
    "This file identifies people. Give it only to those who may verify the sample, and have them destroy it "
    "afterwards."
)
ABOUT = (
    "The next sheet has every row of the list as corrected, excluded rows among them, in the row that it had "
    "in the imported file. To repeat a draw it is used as it is: inspect-app sample verify DRAW LIST."
)


def make_long_list(exported: ExportedList, marking: str) -> bytes:
    """The XLSX file; the same list gives the same bytes."""
    day = long_date(exported.as_at.isoformat())
    lines = [f"{exported.title} ({exported.ref}), list as at {day}.", HANDLING, ABOUT]
    if exported.synthetic:
        lines.insert(0, "The cases are invented.")
    lines.append(f"Cells corrected: {exported.corrections:,}.")
    book = new_book(FONT)
    add_sheet(book, SheetContent("About", "Long list", tuple(lines), (), (), ()), marking)
    headings, widths = exported.headings, (WIDTH,) * len(exported.headings)
    by_number = {row.number: row.cells for row in exported.rows}
    first = min(by_number) - 1
    rows = tuple(by_number.get(number, ()) for number in range(first + 1, max(by_number) + 1))
    add_long_sheet(book, SheetContent("Cases", "", (), headings, widths, rows), marking, first)
    about = book.properties
    about.title = writable(f"Long list: {exported.title}")
    about.creator = about.lastModifiedBy = "inspect-app"
    about.language = "en-GB"
    about.created = about.modified = datetime.combine(exported.as_at, time())
    return save(book)
