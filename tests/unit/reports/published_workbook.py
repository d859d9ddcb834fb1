"""Checks a workbook against the publication rules, reading the file itself and never its writer."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORBIDDEN = ("mergeCell", "autoFilter", "pane", "f", "conditionalFormatting", "dataValidation", "drawing")


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
    names = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    if names[:3] != ["Cover", "Contents", "Notes"]:
        yield "cover, contents and notes don't come first"
    if any(len(name) > 31 for name in names) or len({name.casefold() for name in names}) < len(names):
        yield "a sheet's name is too long or not its own"
    if any(sheet.get("state", "visible") != "visible" for sheet in book.iter(f"{MAIN}sheet")):
        yield "a sheet is hidden"
    for wanted in ("dc:title", "dc:creator", "dc:language", "dcterms:created", "dcterms:modified"):
        if f"<{wanted}" not in core:
            yield f"the document has no {wanted}"
    if min(float(size.get("val", 0)) for size in styles.iter(f"{MAIN}sz")) < 12:
        yield "some type is smaller than 12 point"
