"""Writes raw data as CSV (RFC 4180, UTF-8), a block of cases at a time."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from inspect_app.fieldwork.progress import Progress
from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_cells import Cells
from inspect_app.findings.data_columns import Column, Kind
from inspect_app.reports.raw_data.words import wording
from inspect_app.reports.safe_csv import FORMULA_STARTS, safe

_QUOTE, _QUOTED = '"', '""'
_NEEDS_QUOTES = re.compile('[",\r\n]').search


def write_csv(data: RawData, path: Path, progress: Progress, *, bom: bool = False) -> None:
    """Write the file; texts that a spreadsheet would run get an apostrophe in front.

    With `bom` it begins with the mark by which Excel knows UTF-8.
    """
    written = [_written(column) for column in data.columns]
    done = 0
    with path.open("wb") as file:
        file.write(BOM_UTF8 if bom else b"")
        file.write(_lines([[column.name for column in data.columns]]))
        for block in data.blocks:
            columns = [of(cells) for of, cells in zip(written, block.cells, strict=True)]
            file.write(_lines(zip(*columns, strict=True)))
            done += block.cases
            progress(done / data.cases)


def _written(column: Column) -> Callable[[Cells], Sequence[str]]:
    """What writes the fields of a column; ids and numbers, most of them, need no look at what is in them."""
    words = wording(column)
    if column.kind is not Kind.TEXT:
        return words
    return lambda cells: [_field(text) if text else "" for text in words(cells)]


def _field(text: str) -> str:
    if text[0] in FORMULA_STARTS:
        text = str(safe(text))
    return f'"{text.replace(_QUOTE, _QUOTED)}"' if _NEEDS_QUOTES(text) else text


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Lines of fields; the csv module, which looks at each of their letters, takes longer for them."""
    return "".join(f"{','.join(row)}\r\n" for row in rows).encode()
