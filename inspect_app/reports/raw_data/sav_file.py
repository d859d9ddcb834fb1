"""Writes raw data for SPSS (.sav): labelled numbers, and user-missing codes that say why there is none."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspect_app.fieldwork.progress import Progress
from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_cells import Cells
from inspect_app.findings.data_columns import Column, Kind
from inspect_app.reports.raw_data.codebook import spss_code

_MADE_AT, _NO_MOMENT = 92, b"01 Jan 7000:00:00"
"""Where a .sav file's header says on which day and at what time it was made, and what it says here."""
_NO_ROOM = "Unable to write data"
"""What pyreadstat says when the disk is full."""
_LABEL, _VALUE_LABEL, _FILE_LABEL = 255, 120, 64
"""Bytes that SPSS lets a column's label, a value's and the file's have."""
_MOST_SINGLE = 3
"""Codes that SPSS lets a column declare as missing one by one; more must be one stretch."""
_LONGEST_TEXT = 32_767
"""Bytes; a letter has at most four."""
_CUT = " [cut here: too long for SPSS]"
_DAY = 86_400
_EPOCH = 141_428
"""Days from the beginning of SPSS's calendar, 14 October 1582, to 1970-01-01."""
_FORMATS = {Kind.CODED: "F8.0", Kind.WHOLE: "F16.0", Kind.DECIMAL: "F17.3", Kind.DATE: "SDATE10"}
_TYPES: dict[Kind, Any] = {Kind.TEXT: np.object_, Kind.CODED: np.int16}
"""What takes the least memory; numbers that aren't codes are doubles, which is all that SPSS knows."""


def write_sav(data: RawData, path: Path, progress: Progress) -> None:
    """Write the file; it needs all cases in memory at once. No time of day is in it."""
    import pyreadstat

    frame = _frame(data, progress)
    try:
        pyreadstat.write_sav(frame, str(path), row_compress=True, **_described(data))
    except pyreadstat.ReadstatError as error:
        if str(error) != _NO_ROOM:
            raise
        raise OSError(_NO_ROOM) from None
    with path.open("rb+") as file:
        file.seek(_MADE_AT)
        file.write(_NO_MOMENT)


def _described(data: RawData) -> dict[str, Any]:
    """What the file says of itself and its columns."""
    coded = [column for column in data.columns if column.values]
    return {
        "file_label": _cut(data.handling, _FILE_LABEL),
        "note": data.handling,
        "column_labels": {column.name: _cut(column.label, _LABEL) for column in data.columns},
        "variable_value_labels": {column.name: _value_labels(column) for column in coded},
        "missing_ranges": {column.name: _missing(column) for column in coded if _missing(column)},
        "variable_measure": {column.name: _measure(column) for column in data.columns},
        "variable_format": {c.name: _FORMATS[c.kind] for c in data.columns if c.kind is not Kind.TEXT},
    }


def _frame(data: RawData, progress: Progress) -> Any:
    """All cases as pandas' frame, each column in an array that it is read into and that nothing copies."""
    from pandas import DataFrame, Series

    arrays: list[NDArray[Any]] = [np.empty(data.cases, _TYPES.get(c.kind, np.float64)) for c in data.columns]
    done = 0
    for block in data.blocks:
        these = slice(done, done + block.cases)
        for array, column, cells in zip(arrays, data.columns, block.cells, strict=True):
            array[these] = _texts(cells) if column.kind is Kind.TEXT else _numbers(column, cells)
        done += block.cases
        progress(done / data.cases / 2)
    columns = zip(data.columns, arrays, strict=True)
    return DataFrame(
        {c.name: Series(array, dtype=array.dtype, copy=False) for c, array in columns}, copy=False
    )


def _texts(cells: Cells) -> list[str]:
    return [text if len(text) <= _LONGEST_TEXT // 4 else _fitting(text) for text in cells.texts or ()]


def _fitting(text: str) -> str:
    if len(text.encode()) <= _LONGEST_TEXT:
        return text
    return _cut(text, _LONGEST_TEXT - len(_CUT)) + _CUT


def _numbers(column: Column, cells: Cells) -> Any:
    table = np.array([spss_code(column, value) for value in column.values], dtype=np.float64)
    if cells.numbers is None:
        return table[cells.places]
    found = (cells.numbers + _EPOCH) * _DAY if column.kind is Kind.DATE else cells.numbers
    return np.where(cells.places < 0, found, table[cells.places])


def _value_labels(column: Column) -> dict[int | float, str]:
    return {spss_code(column, value): _cut(value.label, _VALUE_LABEL) for value in column.values}


def _missing(column: Column) -> list[Any]:
    codes = sorted(spss_code(column, value) for value in column.values if value.missing)
    return list(codes) if len(codes) <= _MOST_SINGLE else [{"lo": codes[0], "hi": codes[-1]}]


def _measure(column: Column) -> str:
    return "scale" if column.kind in (Kind.WHOLE, Kind.DECIMAL, Kind.DATE) else "nominal"


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
