"""Writes a table of a report's page into a Word document, with a heading row that repeats over pages."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_app.reports.page_tree import Element
from inspect_app.reports.word_text import write_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row

_STYLE = "Table Grid"
_WIDTH = 160
"""Millimetres that a table has."""
_SHARE = re.compile(r"width:\s*([\d.]+)%")


def write_table(document: "Document", table: Element) -> None:
    """Its caption above it, then its cells; cells that span several are merged, and no row breaks in two."""
    rows = list(table.all("tr"))
    if not rows:
        return
    for caption in table.all("caption"):
        paragraph = document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        write_text(paragraph, caption.children, strong=True)
    width = max(sum(_span(cell) for cell in row.all("th", "td")) for row in rows)
    made = document.add_table(len(rows), width, _STYLE)
    _set_widths(made, _shares(table, width))
    heads = sum(1 for head in table.all("thead") for _ in head.all("tr"))
    _tell(made, next((each.text for each in table.all("caption")), ""), has_head=heads > 0)
    for number, (row, written) in enumerate(zip(rows, made.rows, strict=True)):
        _write_row(row, written)
        _hold_together(written, repeats=number < heads)
    document.add_paragraph()


def _shares(table: Element, width: int) -> list[float]:
    """How much of the width each column has: as on the page, or else twice as much for the first."""
    told = [_SHARE.search(each.attributes.get("style", "")) for each in table.all("col")]
    found = [float(each[1]) for each in told if each]
    shares = found if len(found) == width else [2.0, *([1.0] * (width - 1))]
    return [share / sum(shares) for share in shares]


def _set_widths(table: "Table", shares: Sequence[float]) -> None:
    from docx.shared import Mm

    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_WIDTH * share)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Mm(_WIDTH * share)


def _span(cell: Element) -> int:
    text = cell.attributes.get("colspan", "1")
    return int(text) if text.isdecimal() else 1


def _write_row(row: Element, written: "_Row") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cells, place = written.cells, 0
    for cell in row.all("th", "td"):
        last = min(place + _span(cell), len(cells)) - 1
        into = cells[place].merge(cells[last]) if last > place else cells[place]
        paragraph = into.paragraphs[0]
        write_text(paragraph, cell.children, strong=cell.tag == "th")
        if "n" in cell.classes:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        place = last + 1


def _tell(table: "Table", title: str, *, has_head: bool) -> None:
    """Says which cells are headings, and what the table is called for those who can't see it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    about = table._tbl.tblPr  # noqa: SLF001 - docx has no other way
    for look in about.iter(qn("w:tblLook")):
        for name, on in (("firstRow", has_head), ("firstColumn", True), ("noVBand", True), ("noHBand", True)):
            look.set(qn(f"w:{name}"), "1" if on else "0")
    if title:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), title)
        about.append(caption)


def _hold_together(row: "_Row", *, repeats: bool) -> None:
    from docx.oxml.parser import OxmlElement

    about = row._tr.get_or_add_trPr()  # noqa: SLF001 - docx has no other way
    about.append(OxmlElement("w:cantSplit"))
    if repeats:
        about.append(OxmlElement("w:tblHeader"))
