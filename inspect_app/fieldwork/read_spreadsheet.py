"""Reads an XLSX or CSV file into sheets of text, or says in one sentence why it can't be read."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from inspect_app.fieldwork.check_workbook import BROKEN, TOO_MUCH, ZIP, check_old_format, check_workbook
from inspect_app.fieldwork.progress import Progress, unseen
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.columns import NO_OWN, column_of
from inspect_app.sampling.frame import clean

MOST_BYTES = 50_000_000
MOST_CELLS_READ = 10_000_000
"""Cells from the first row and column to the last ones that hold anything."""
MOST_ROWS_READ = 1_048_576
"""The rows of the largest spreadsheet; each takes up memory, be it empty."""
DELIMITERS = (",", ";", "\t")
FAR_MORE = "The file holds far more cells than a list. Save only the list as XLSX or CSV."
START = 100_000
"""Characters of a CSV file that are looked through for headings, to tell what it is delimited by."""

ROWS_AT_ONCE = 5_000
"""So many rows are read between two words about how far it has come."""

Sheet = list[list[str]]
"""Rows of cells as cleaned text; the place of a row is its number in the spreadsheet less one."""


def read_sheets(
    data: bytes, own: Mapping[str, str] = NO_OWN, progress: Progress = unseen
) -> Iterator[tuple[str, Sheet]]:
    """The visible sheets of a workbook by name; a CSV file is a single one, told by `own` headings too.

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
        yield from _workbook(data, progress)
    else:
        yield from _text_file(data, own)


def _workbook(data: bytes, progress: Progress) -> Iterator[tuple[str, Sheet]]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                    yield about.name, _cells(workbook.get_sheet_by_name(about.name), progress)
    except (CalamineError, OSError, ValueError):
        raise UserError(BROKEN) from None


def _cells(sheet: CalamineSheet, progress: Progress) -> Sheet:
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > MOST_CELLS_READ:
        raise UserError(TOO_MUCH)
    rows: Sheet = []
    for row in sheet.to_python(skip_empty_area=False):
        if len(rows) % ROWS_AT_ONCE == 0:
            progress(len(rows) / (last_row + 1))
        rows.append([_text(cell) for cell in row])
    return rows


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, datetime | date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))


def _text_file(data: bytes, own: Mapping[str, str]) -> Iterator[tuple[str, Sheet]]:
    text = decoded(data)
    delimiter = _delimiter(text, own)
    if text.count(delimiter) > MOST_CELLS_READ:
        raise UserError(FAR_MORE)
    # strict, because a stray quotation mark would otherwise merge whole rows into one cell without a word
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Sheet = []
    try:
        for row in reader:
            if len(rows) == MOST_ROWS_READ:
                raise UserError(FAR_MORE)
            rows.append([clean(cell) for cell in row])
    except csv.Error:
        raise UserError(
            f"The CSV file can't be read at line {reader.line_num}: a cell is too long, or a quotation mark "
            "there or in a line before is missing or out of place. Save the list as XLSX and import that."
        ) from None
    yield "CSV", rows


def _delimiter(text: str, own: Mapping[str, str]) -> str:
    """The delimiter that makes a row of the most headings; of unknown ones, that which stands there most."""
    start = text[:START]
    return max(DELIMITERS, key=lambda each: (_headings(start, each, own), start.count(each)))


def _headings(start: str, delimiter: str, own: Mapping[str, str]) -> int:
    reader = csv.reader(StringIO(start, newline=""), delimiter=delimiter)
    return max((sum(1 for cell in row if column_of(cell, own)) for row in reader), default=0)


def decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8 or Windows-1252; UserError when it is neither."""
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
