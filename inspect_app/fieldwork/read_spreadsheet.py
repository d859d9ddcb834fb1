"""Reads an XLSX or CSV file into sheets of text, or says in one sentence why it can't be read."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from inspect_app.fieldwork.check_workbook import BROKEN, TOO_MUCH, ZIP, check_old_format, check_workbook
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.frame import clean

MOST_BYTES = 50_000_000
MOST_CELLS_READ = 10_000_000
"""Cells from the first row and column to the last ones that hold anything."""
DELIMITERS = (",", ";", "\t")

Sheet = list[list[str]]
"""Rows of cells as cleaned text; the place of a row is its number in the spreadsheet less one."""


def read_sheets(data: bytes) -> Iterator[tuple[str, Sheet]]:
    """The visible sheets of a workbook by name; a CSV file once for each delimiter it may have.

    Raises UserError for a file that is empty, too large, encrypted, damaged, unsafe or of another kind.
    """
    if not data:
        raise UserError("The file is empty. Choose the file that holds the long list.")
    if len(data) > MOST_BYTES:
        raise UserError(
            "The file is larger than 50 MB. Save only the list, without pictures, as XLSX or CSV."
        )
    check_old_format(data)
    if data.startswith(ZIP):
        check_workbook(data)
        yield from _workbook(data)
    else:
        yield from _text_file(data)


def _workbook(data: bytes) -> Iterator[tuple[str, Sheet]]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                    yield about.name, _cells(workbook.get_sheet_by_name(about.name))
    except (CalamineError, OSError, ValueError):
        raise UserError(BROKEN) from None


def _cells(sheet: CalamineSheet) -> Sheet:
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > MOST_CELLS_READ:
        raise UserError(TOO_MUCH)
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))


def _text_file(data: bytes) -> Iterator[tuple[str, Sheet]]:
    text = decoded(data)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            raise UserError(
                "The CSV file can't be read: a cell is too long, perhaps for want of a quotation mark. "
                "Save the list as XLSX and import that."
            ) from None
        yield "CSV", [[clean(cell) for cell in row] for row in rows]


def decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        break
    raise UserError(
        "The file is neither an XLSX workbook nor CSV text. Save the list as XLSX or CSV and import that."
    )
