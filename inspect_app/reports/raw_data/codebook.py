"""Says what each column of raw data is and what each of its values means, a line for each of these."""

from collections.abc import Iterable, Iterator

from inspect_app.findings.data_columns import Column, Kind, Value

HEADINGS = (
    "column",
    "about",
    "id",
    "option",
    "section",
    "label",
    "kind",
    "versions",
    "value",
    "meaning",
    "spss_value",
    "missing",
)
FAR = -9_000_000_000_000_000
"""SPSS has numbers alone: why there is none is said by numbers that no answer reaches."""

Line = tuple[str, ...]


def codebook(columns: Iterable[Column]) -> list[Line]:
    """The lines under HEADINGS; a column without values of its own has one."""
    return [line for column in columns for line in _lines(column)]


def spss_code(column: Column, value: Value) -> int:
    """The number that stands for a value in the file for SPSS; no date is a second short of a day."""
    return FAR + value.code if column.kind in (Kind.WHOLE, Kind.DECIMAL) else value.code


def _lines(column: Column) -> Iterator[Line]:
    about = (
        *(column.name, column.source.value, column.of, column.option or "", column.section),
        *(column.label, column.kind.value, "; ".join(column.versions)),
    )
    for value in column.values:
        said = (value.word, value.label, str(spss_code(column, value)), "yes" if value.missing else "no")
        yield (*about, *said)
    if not column.values:
        yield (*about, "", "", "", "")
