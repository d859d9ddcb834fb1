"""Checks a workbook against the publication rules, reading the file itself and never its writer."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORBIDDEN = (
    *("mergeCell", "autoFilter", "pane", "f", "conditionalFormatting", "dataValidation", "drawing"),
    *("legacyDrawing", "oleObject", "picture", "rowBreaks", "protectedRange", "sheetProtection"),
)
OTHER_PARTS = ("vbaProject", "externalLink", "comments", "media/", "pivot", "calcChain")
SHORTHAND = re.compile(r"\[[^\]]*\]")
NOTE = re.compile(r"\[note \d+\]")
AMONG_NUMBERS = re.compile(r"\[[a-z]+\]|less than 1|\d{4}-\d\d-\d\d")
FIRST = ("Cover", "Contents", "Notes")

Sheets = dict[str, list[list[Any]]]


def parts(data: bytes, folder: str) -> dict[str, ET.Element]:
    """The XML files of a folder of the workbook, in the order of their numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(
            (n for n in archive.namelist() if re.fullmatch(rf"xl/{folder}/\w+\.xml", n)), key=_number
        )
        return {name: ET.fromstring(archive.read(name)) for name in names}  # noqa: S314 - a file just made here


def _number(name: str) -> int:
    return int(re.findall(r"\d+", name)[-1])


def faults(data: bytes) -> Iterator[str]:
    """Every rule of publication that the workbook breaks, in words."""
    yield from _book_faults(data)
    for name, sheet in parts(data, "worksheets").items():
        yield from (f"{name} {fault}" for fault in _sheet_faults(sheet))
    for name, table in parts(data, "tables").items():
        yield from (f"{name} {fault}" for fault in _table_faults(table))
    yield from _read_faults(data)


def _sheet_faults(sheet: ET.Element) -> Iterator[str]:
    yield from (f"has a {tag}" for tag in FORBIDDEN if sheet.find(f".//{MAIN}{tag}") is not None)
    if any(element.get("hidden") for element in (*sheet.iter(f"{MAIN}row"), *sheet.iter(f"{MAIN}col"))):
        yield "hides something"
    rows = [int(row.get("r", 0)) for row in sheet.iter(f"{MAIN}row")]
    if rows != list(range(1, len(rows) + 1)):
        yield "has a blank row"
    if sheet.find(f".//{MAIN}c[@r='A1']") is None:
        yield "has no title in A1"
    if len(sheet.findall(f".//{MAIN}tablePart")) > 1:
        yield "has more than one table"
    for view in sheet.iter(f"{MAIN}sheetView"):
        chosen = view.findall(f"{MAIN}selection")
        if view.get("topLeftCell", "A1") != "A1" or any(each.get("sqref", "A1") != "A1" for each in chosen):
            yield "doesn't open at A1"


def _table_faults(table: ET.Element) -> Iterator[str]:
    headings = [column.get("name", "") for column in table.iter(f"{MAIN}tableColumn")]
    if not all(headings) or len({heading.casefold() for heading in headings}) < len(headings):
        yield "has headings that are empty or alike"
    if table.find(f"{MAIN}autoFilter") is not None:
        yield "has a filter"


def _book_faults(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - a file just made here
        core = archive.read("docProps/core.xml").decode()
        styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - a file just made here
        if len({info.date_time for info in archive.infolist()}) > 1:
            yield "the parts carry the time of day"
        yield from (f"there is a {n}" for n in archive.namelist() if any(part in n for part in OTHER_PARTS))
    names = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    if any(len(name) > 31 for name in names) or len({name.casefold() for name in names}) < len(names):
        yield "a sheet's name is too long or not its own"
    if any(sheet.get("state", "visible") != "visible" for sheet in book.iter(f"{MAIN}sheet")):
        yield "a sheet is hidden"
    if any(view.get("activeTab", "0") != "0" for view in book.iter(f"{MAIN}workbookView")):
        yield "the workbook doesn't open at its first sheet"
    for wanted in ("dc:title", "dc:creator", "dc:language", "dcterms:created", "dcterms:modified"):
        if f"<{wanted}" not in core:
            yield f"the document has no {wanted}"
    if min(float(size.get("val", 0)) for size in styles.iter(f"{MAIN}sz")) < 12:
        yield "some type is smaller than 12 point"


def _read_faults(data: bytes) -> Iterator[str]:
    """What another programme finds wrong when it reads the sheets."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    contents, notes = list(sheets.values())[1:3]
    if [row[0] for row in contents[2:]] != list(sheets)[2:]:
        yield "the contents don't list the sheets in order"
    yield from _note_faults(sheets, {str(row[0]) for row in notes})
    for (name, rows), refs in zip(list(sheets.items())[1:], _table_refs(data)[1:], strict=True):
        if len(refs) != 1:
            yield f"{name}: there is not one table"
            continue
        yield from (f"{name}: {fault}" for fault in _place_faults(rows, refs[0]))


def _note_faults(sheets: Sheets, explained: set[str]) -> Iterator[str]:
    used = {
        mark
        for name, rows in sheets.items()
        for row in rows
        for text in row
        if name != list(sheets)[2]
        for mark in SHORTHAND.findall(str(text))
        if mark == text or NOTE.fullmatch(mark)
    }
    yield from (f"there is {mark}, which the notes don't explain" for mark in sorted(used - explained))
    unused = {mark for mark in explained if NOTE.fullmatch(mark)} - used
    yield from (f"{mark} is marked nowhere" for mark in sorted(unused))


def _table_refs(data: bytes) -> list[list[str]]:
    """The place of each table of each sheet, sheet by sheet."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in parts(data, "worksheets"):
            links = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
            text = archive.read(links).decode() if links in archive.namelist() else ""
            tables = re.findall(r"tables/(table\d+\.xml)", text)
            found.append([_ref(archive.read(f"xl/tables/{table}")) for table in tables])
    return found


def _ref(table: bytes) -> str:
    return ET.fromstring(table).get("ref", "")  # noqa: S314 - a file just made here


def _place_faults(rows: list[list[Any]], ref: str) -> Iterator[str]:
    """The table stands from column A right below the lines, is full, and is the end of the sheet."""
    column, first, last = re.findall(r"([A-Z]+)(\d+):[A-Z]+(\d+)", ref)[0]
    if column != "A":
        yield "the table doesn't begin in column A"
    above, inside = rows[: int(first) - 1], rows[int(first) - 1 :]
    if int(last) != len(rows) or any(text != "" for row in above for text in row[1:]):
        yield "something stands beside, below or in the way of the table"
    if any(text == "" for row in above for text in row[:1]):
        yield "there is a blank row above the table"
    if any(text == "" for row in inside for text in row):
        yield "there is a blank cell in the table"
        return
    for heading, *cells in zip(*inside, strict=True):
        texts = [str(cell) for cell in cells if not isinstance(cell, int | float)]
        if len(texts) < len(cells):
            yield from (f"{heading} has {t!r} among numbers" for t in texts if not AMONG_NUMBERS.fullmatch(t))
