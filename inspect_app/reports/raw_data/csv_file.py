"""Writes raw data as CSV (RFC 4180, UTF-8), a block of cases at a time."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from inspect_app.fieldwork.progress import Progress
from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_columns import Kind
from inspect_app.reports.answer_file import FORMULA_STARTS, safe
from inspect_app.reports.raw_data.words import wording


def write_csv(data: RawData, path: Path, progress: Progress, *, bom: bool = False) -> None:
    """Write the file; texts that a spreadsheet would run get an apostrophe in front.

    With `bom` it begins with the mark by which Excel knows UTF-8.
    """
    words = [wording(column) for column in data.columns]
    typed = [column.kind is Kind.TEXT for column in data.columns]
    done = 0
    with path.open("wb") as file:
        file.write(BOM_UTF8 if bom else b"")
        file.write(_lines([[column.name for column in data.columns]]))
        for block in data.blocks:
            columns = [
                _safe(of(cells)) if is_typed else of(cells)
                for of, cells, is_typed in zip(words, block.cells, typed, strict=True)
            ]
            file.write(_lines(zip(*columns, strict=True)))
            done += block.cases
            progress(done / data.cases)


def _safe(texts: Sequence[str]) -> list[object]:
    """Most begin harmlessly: a look at the first letter is quicker than a call."""
    return [safe(text) if text and text[0] in FORMULA_STARTS else text for text in texts]


def _lines(rows: object) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]  # rows of words
    return text.getvalue().encode()
