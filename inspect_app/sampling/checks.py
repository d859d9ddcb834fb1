"""What keeps a row out of the frame until somebody mends it; each check is one function in a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.sampling.columns import BY_KEY
from inspect_app.sampling.frame import FrameRow

A_DATE = "a real date as dd/mm/yyyy, such as 04/03/2015"


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong in a file: row number and heading there, the value found, and what is expected."""

    row: int
    column: str
    value: str
    expected: str


def _family_name(row: FrameRow, _definition: Definition) -> Iterator[RowProblem]:
    if not row.row["family_name"]:
        yield _problem(row, "family_name", "a family name")


def _start_date(row: FrameRow, _definition: Definition) -> Iterator[RowProblem]:
    if row.start_date is None:
        yield _problem(row, "start_date", A_DATE)


def _date_of_birth(row: FrameRow, _definition: Definition) -> Iterator[RowProblem]:
    if row.row["date_of_birth"] and row.date_of_birth is None:
        yield _problem(row, "date_of_birth", A_DATE)


def _identity(row: FrameRow, _definition: Definition) -> Iterator[RowProblem]:
    if row.key is None:
        yield _problem(row, "crn", "a CRN or a PNC, or else both names and a date of birth")


def _attributes(row: FrameRow, definition: Definition) -> Iterator[RowProblem]:
    for attribute in definition.attributes:
        if attribute.id not in row.attributes:
            yield _problem(row, attribute.column, _expected(attribute))


def _stratum(row: FrameRow, definition: Definition) -> Iterator[RowProblem]:
    resolved = len(row.attributes) == len(definition.attributes)
    if definition.strata and resolved and row.stratum is None:
        values = ", ".join(row.attributes.values())
        strata = "; ".join(str(each.title) for each in definition.strata)
        yield RowProblem(row.number, "Stratum", values, f"values that belong to one of the strata: {strata}")


CHECKS: tuple[Callable[[FrameRow, Definition], Iterator[RowProblem]], ...] = (
    _family_name,
    _start_date,
    _date_of_birth,
    _identity,
    _attributes,
    _stratum,
)


def problems_of(row: FrameRow, definition: Definition) -> list[RowProblem]:
    """Everything wrong with one row by itself."""
    return [problem for check in CHECKS for problem in check(row, definition)]


def shared_keys(rows: Sequence[FrameRow]) -> list[RowProblem]:
    """Rows that would be the same case although nothing says that they are the same person."""
    by_key: defaultdict[str, list[FrameRow]] = defaultdict(list)
    for row in rows:
        if row.key is not None:
            by_key[row.key].append(row)
    return [
        _problem(row, row.key_column(), f"one that no other row has (also in {_others(row, group)})")
        for group in by_key.values()
        if len(group) > 1
        for row in group
    ]


def after_the_end(rows: Sequence[FrameRow], numbers: Iterable[int]) -> list[RowProblem]:
    """Rows below the empty row that ends the list: every row after the first gap in the list's numbering."""
    ordered = sorted(rows, key=lambda row: row.number)
    end = next((a for a, b in pairwise(sorted(numbers)) if b > a + 1), None)
    if end is None:
        return []
    expected = f"no case below row {end + 1}, which is empty and so ends the list: move it up, or exclude it"
    return [_problem(row, "family_name", expected) for row in ordered if row.number > end]


def _others(row: FrameRow, group: Sequence[FrameRow]) -> str:
    numbers = [str(other.number) for other in group if other is not row]
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {', '.join(numbers)}"


def _expected(attribute: Attribute) -> str:
    if not attribute.options:
        return "something in this column"
    codes = [code for option in attribute.options for code in option.codes or (str(option.label),)]
    return f"one of: {', '.join(codes)}"


def _problem(row: FrameRow, column: str, expected: str) -> RowProblem:
    return RowProblem(row.number, BY_KEY[column].heading, row.row[column], expected)
