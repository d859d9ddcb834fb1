"""Rows as a CSV file (RFC 4180) that no spreadsheet mistakes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows, header first, as UTF-8 with lines ended by CR LF.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are left alone.
    """
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([safe(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8")


def safe(value: object) -> object:
    """The value, with an apostrophe in front of a text that a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text[0] in "+-" and text.isascii()
