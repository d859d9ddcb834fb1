"""Writes sheets of one table each as an XLSX file: type, widths, links, and no cell that calculates."""

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from inspect_app.reports.lettering import wrap
from inspect_app.reports.sheet_figures import Value
from inspect_app.reports.sheets import SheetContent
from inspect_app.reports.steady_zip import steady

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

INK, LINK, WASH = "1C2B36", "17465A", "EEF2F4"


def new_book(font: str) -> "Workbook":
    """An empty workbook whose default type is `font` in 12 point."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    book = Workbook()
    book.remove(book.worksheets[0])
    default = Font(name=font, size=12, color=INK)
    book._fonts = IndexedList([default])  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl has no other way
    book._named_styles["Normal"].font = default  # type: ignore[attr-defined]  # noqa: SLF001 - nor here
    return book


def add_sheet(book: "Workbook", content: SheetContent, marking: str) -> "Worksheet":
    """A sheet with its title in A1, its lines below, then its table, which ends the sheet."""
    sheet = _blank(book, content.name, marking)
    _write_lines(sheet, (content.title, *content.lines))
    if content.headings:
        _write_table(sheet, content, first=len(content.lines) + 2)
    return sheet


def add_long_sheet(book: "Workbook", content: SheetContent, marking: str, first: int) -> "Worksheet":
    """A sheet of nothing but a table whose headings are row `first`; its rows are all of one height."""
    from openpyxl.utils import get_column_letter

    sheet = _blank(book, content.name, marking)
    for n, width in enumerate(content.widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for row_number, row in enumerate((content.headings, *content.rows), first):
        for n, value in enumerate(row, 1):
            if value != "":
                _put(sheet, row_number, n, value)
    for n in range(1, len(content.headings) + 1):
        _as_heading(_cell(sheet, first, n))
    sheet.freeze_panes = f"A{first + 1}"
    _mark_up(sheet, content, first)
    return sheet


def link(sheet: "Worksheet", row: int, target: str) -> None:
    """Makes the first cell of a row lead to the start of another sheet of the same workbook."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = _cell(sheet, row, 1)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1", display=target)
    cell.font = Font(name=cell.font.name, size=12, color=LINK, underline="single")


def save(book: "Workbook") -> bytes:
    """The file, with no time of day in it: the same workbook always gives the same bytes."""
    from openpyxl.writer.excel import ExcelWriter

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return steady(written.getvalue())


def _blank(book: "Workbook", name: str, marking: str) -> "Worksheet":
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for strip in (sheet.oddHeader, sheet.oddFooter):
        if strip is not None:
            strip.center.text = marking.replace("&", "&&")
    return sheet


def _write_lines(sheet: "Worksheet", lines: tuple[str, ...]) -> None:
    from openpyxl.styles import Font

    for number, line in enumerate(lines, 1):
        cell = _put(sheet, number, 1, line)
        if number == 1:
            cell.font = Font(name=cell.font.name, size=16, bold=True, color=LINK)


def _write_table(sheet: "Worksheet", content: SheetContent, first: int) -> None:
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side("thin", color="C3CCD2"))
    texts = {n for n, width in enumerate(content.widths, 1) if width >= WIDE}
    for n, width in enumerate(content.widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for row_number, row in enumerate((content.headings, *content.rows), first):
        sheet.row_dimensions[row_number].height = _height(row, content.widths)
        for n, value in enumerate(row, 1):
            cell = _put(sheet, row_number, n, value)
            cell.alignment = Alignment("left" if n in texts else "right", "top", wrap_text=True)
            cell.border = line
            if row_number == first:
                _as_heading(cell)
    _mark_up(sheet, content, first)


def _as_heading(cell: "Cell") -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font = Font(name=cell.font.name, size=12, bold=True, color=INK)
    cell.fill = PatternFill("solid", WASH)


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Room in points for the longest cell once it is wrapped; not every programme finds it out by itself."""
    texts = (wrap(str(value), width * DIGIT, TYPE) for value, width in zip(row, widths, strict=True))
    return LINE * max(len(lines) for lines in texts)


TYPE = 12.0  # points
LINE = 16.5  # points from one line to the next
DIGIT = 6.0  # points of width for each character a column is said to be wide: a little less than a digit
WIDE = 20  # columns at least this wide hold words and are set to the left


def _mark_up(sheet: "Worksheet", content: SheetContent, first: int) -> None:
    """Declares the table as one, so that a screen reader announces its headings; without filter buttons."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn

    last = get_column_letter(len(content.headings))
    number = len(sheet.parent.worksheets) if sheet.parent else 1
    table = Table(displayName=f"table_{number}", ref=f"A{first}:{last}{first + len(content.rows)}")
    table.tableColumns = [TableColumn(id=n, name=heading) for n, heading in enumerate(content.headings, 1)]
    sheet.add_table(table)


def writable(text: str) -> str:
    """The text without the control characters that XML can't hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _put(sheet: "Worksheet", row: int, column: int, value: Value) -> "Cell":
    cell = _cell(sheet, row, column)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"  # never a formula, whatever it begins with
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    else:
        cell.value = value
        cell.number_format = "#,##0" if isinstance(value, int) else "General"
    return cell


def _cell(sheet: "Worksheet", row: int, column: int) -> "Cell":
    return cast("Cell", sheet.cell(row, column))  # never a merged one: nothing here merges cells
