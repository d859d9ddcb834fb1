"""Invented long-list files, made in memory."""

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

from inspect_app.sampling.columns import COLUMNS
from inspect_app.sampling.frame import ListRow

HEADINGS = [column.heading for column in COLUMNS]
KEYS = [column.key for column in COLUMNS]

Cells = Sequence[object]


def cells(row: ListRow) -> list[object]:
    """The cells of a row in the order of the usual headings."""
    return [row[key] for key in KEYS]


def xlsx(rows: Sequence[Cells], *more: Sequence[Cells], hidden: bool = False) -> bytes:
    """A workbook with a sheet for each lot of rows; `hidden` hides every sheet after the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, lot in enumerate([rows, *more], 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for line in lot:
            sheet.append(list(line))
        if hidden and number > 1:
            sheet.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_text(rows: Sequence[Cells], delimiter: str = ",") -> str:
    """The rows as a CSV file."""
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def rezipped(data: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced or added, packed as well as can be."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()
