"""The cells of raw data as the words of a spreadsheet."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.data_cells import Cells
from inspect_app.findings.data_columns import Column, Kind

_END_OF_ZEROS = re.compile(r"\.0$")


def wording(column: Column) -> Callable[[Cells], Sequence[str]]:
    """What turns cells of a column into words, block after block."""
    table = np.array([value.word for value in column.values] or [""], dtype=object)
    if column.kind is Kind.TEXT:
        return lambda cells: cells.texts or ()
    if column.kind is Kind.CODED:
        return lambda cells: table[cells.places].tolist()
    return lambda cells: _numbers(column.kind, cells, table)


def _numbers(kind: Kind, cells: Cells, table: NDArray[np.object_]) -> list[str]:
    numbers = np.zeros(0) if cells.numbers is None else np.where(cells.places < 0, cells.numbers, 0)
    words: list[str]
    if kind is Kind.DATE:
        words = numbers.astype("int64").astype("datetime64[D]").astype(str).tolist()
    elif kind is Kind.WHOLE:
        words = list(map(str, numbers.astype("int64").tolist()))
    else:  # at most 15 digits, three of them after the point: never in powers of ten
        words = [_END_OF_ZEROS.sub("", repr(number)) for number in numbers.tolist()]
    for n in np.flatnonzero(cells.places >= 0).tolist():
        words[n] = table[cells.places[n]]
    return words
