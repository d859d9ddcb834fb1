"""An XLSX file written row by row, never held in memory, that holds no time of day and no formula."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape

ROW = "\x00"
"""Stands in a cell for the number of its row; no text in a workbook can hold it."""
HEADING, DAY = 1, 2
"""Styles of cells."""
LONGEST_TEXT = 32_767
"""Characters a cell can hold, counted as UTF-16 does."""
_CUT = " [cut here: too long for a spreadsheet]"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Sheet:
    """One sheet while its rows are written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._next = 1

    def heading(self, names: Sequence[str]) -> None:
        """A row of headings."""
        style = f's="{HEADING}" t="inlineStr"'
        self.row(
            "".join(
                f'<c r="{letters(n)}{ROW}" {style}><is><t>{_text(name)}</t></is></c>'
                for n, name in enumerate(names)
            )
        )

    def row(self, cells: str) -> None:
        """A row of cells as XML."""
        self.rows([cells])

    def rows(self, rows: Iterable[str]) -> None:
        """Several rows, written at once."""
        numbered = (
            f'<row r="{number}">{cells}</row>'.replace(ROW, str(number))
            for number, cells in enumerate(rows, self._next)
        )
        written = list(numbered)
        self._next += len(written)
        self._file.write("".join(written).encode())


class Book:
    """A workbook, finished when its context ends without a failure."""

    def __init__(self, path: Path, title: str) -> None:
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._title = title
        self._names: list[str] = []
        self._shared: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self._archive.close()

    @contextmanager
    def sheet(self, name: str, widths: Sequence[int], rows: int) -> Iterator[Sheet]:
        """A sheet of so many rows to be written, with its columns' widths in characters.

        Its first row stays in view.
        """
        self._names.append(name)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
        )
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        head = (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{letters(len(widths) - 1)}{rows}"/>'
            f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>"
        )
        path = f"xl/worksheets/sheet{len(self._names)}.xml"
        with self._archive.open(_entry(path), "w", force_zip64=True) as file:
            file.write(head.encode())
            yield Sheet(file)
            file.write(b"</sheetData></worksheet>")

    def shared(self, text: str) -> str:
        """A cell of a text that occurs often; "@" stands for its column."""
        number = self._shared.setdefault(text, len(self._shared))
        return f'<c r="@{ROW}" t="s"><v>{number}</v></c>'

    def inline(self, text: str) -> str:
        """A cell of a text that hardly occurs twice; the first "@" stands for its column."""
        return f'<c r="@{ROW}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>'

    def _finish(self) -> None:
        for name, content in _parts(self._title, self._names, self._shared):
            self._archive.writestr(_entry(name), _HEAD + content)


def letters(place: int) -> str:
    """A column's letters, by its place from 0."""
    place += 1
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT // 2:
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) > 2 * LONGEST_TEXT:
            text = units[: 2 * (LONGEST_TEXT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    clean = _LIKE_ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", text))
    return escape(clean, {"\r": "&#13;"})


def _parts(title: str, names: Sequence[str], shared: Iterable[str]) -> Iterator[tuple[str, str]]:
    sheets = range(1, len(names) + 1)
    texts = list(shared)
    yield "[Content_Types].xml", _content_types(sheets)
    yield (
        "_rels/.rels",
        _relations([(f"{_LINKS}/officeDocument", "xl/workbook.xml"), (_CORE, "docProps/core.xml")]),
    )
    yield (
        "docProps/core.xml",
        f"<cp:coreProperties {_NAMES}><dc:title>{_text(title)}</dc:title></cp:coreProperties>",
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(sheets, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
    )
    of_book = [(f"{_LINKS}/worksheet", f"worksheets/sheet{n}.xml") for n in sheets]
    of_book += [(f"{_LINKS}/styles", "styles.xml"), (f"{_LINKS}/sharedStrings", "sharedStrings.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(of_book)
    yield "xl/styles.xml", _STYLES
    items = "".join(f'<si><t xml:space="preserve">{_text(text)}</t></si>' for text in texts)
    yield "xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>'


_NAMES = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(sheets: Iterable[int]) -> str:
    kinds = {
        "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{_KIND}.styles+xml",
        "/xl/sharedStrings.xml": f"{_KIND}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{_KIND}.worksheet+xml" for n in sheets},
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{usual}{listed}</Types>'


_FONT = '<sz val="12"/><name val="Arial"/>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    f'</numFmts><fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
