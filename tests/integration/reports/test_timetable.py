"""The interview timetable as a workbook."""

from datetime import date, time
from io import BytesIO

from openpyxl import load_workbook

from inspect_app.fieldwork.plan_interviews import Interview, Timetable, ToMeet
from inspect_app.reports.timetable import HEADINGS, make_timetable

MADE = Timetable(
    "north",
    "North & West",
    True,
    (Interview(date(2016, 6, 6), time(9, 30), ToMeet("a", "Ada", "001", "=Quill", "Leeds")),),
    ("007",),
)


def test_a_table_with_a_title_that_ends_the_sheet() -> None:
    book = load_workbook(BytesIO(make_timetable(MADE, "OFFICIAL-SENSITIVE")))
    [sheet] = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Interview timetable"
    assert rows[-2] == list(HEADINGS)
    assert rows[-1][:6] == ["Monday 6 June 2016", "09:30", "Ada", "001", "=Quill", "Leeds"]
    assert sheet.cell(sheet.max_row, 5).data_type == "s"
    above = " ".join(str(row[0]) for row in rows[:-2])
    assert "The cases are invented." in above
    assert "Not in the table, as no long list names their officer: 007." in above
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
    assert (book.properties.title, book.properties.language) == ("Interview timetable: North & West", "en-GB")
    assert len(sheet.tables) == 1


def test_the_same_timetable_gives_the_same_bytes() -> None:
    assert make_timetable(MADE, "X") == make_timetable(MADE, "X")
