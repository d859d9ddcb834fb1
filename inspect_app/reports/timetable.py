"""The timetable of interviews with responsible officers, as a workbook of one table."""

from datetime import date, datetime, time

from inspect_app.fieldwork.plan_interviews import Interview, Timetable
from inspect_app.reports.sheets import SheetContent
from inspect_app.reports.wording import long_date
from inspect_app.reports.xlsx import add_sheet, new_book, save, writable

FONT = "Liberation Sans"
HEADINGS = ("Day", "Time", "Assessor", "Case", "Responsible officer", "Office", "Notes")
WIDTHS = (24, 9, 26, 10, 28, 28, 50)
HANDLING = (
    "This file names staff of the inspected body. Give it only to those who need it, and destroy it after "
    "fieldwork."
)
ABOUT = (
    "Each interview takes an hour to an hour and a half. Bank holidays are not taken into account. The table "
    "begins below and ends the sheet."
)


def make_timetable(timetable: Timetable, marking: str) -> bytes:
    """The XLSX file; the same timetable gives the same bytes."""
    lines = [f"{timetable.title} ({timetable.ref}). {HANDLING}", ABOUT]
    if timetable.synthetic:
        lines.insert(0, "The cases are invented.")
    if timetable.unknown:
        lines.append(
            f"Not in the table, as no long list names their officer: {', '.join(timetable.unknown)}."
        )
    if timetable.beyond:
        lines.append(f"More than their days allow: {' '.join(timetable.beyond)}")
    title = "Interview timetable"
    rows = tuple(_row(each) for each in timetable.interviews)
    book = new_book(FONT)
    add_sheet(book, SheetContent("Timetable", title, tuple(lines), HEADINGS, WIDTHS, rows), marking)
    about = book.properties
    about.title = writable(f"{title}: {timetable.title}")
    about.creator = about.lastModifiedBy = "inspect-app"
    about.language = "en-GB"
    first = min((each.day for each in timetable.interviews), default=date(2000, 1, 1))
    about.created = about.modified = datetime.combine(first, time())
    return save(book)


def _row(interview: Interview) -> tuple[str, ...]:
    about = interview.about
    day = f"{interview.day:%A} {long_date(interview.day.isoformat())}"
    at = interview.time.isoformat("minutes")
    return day, at, about.assessor, about.reference, about.officer, about.office, ""
