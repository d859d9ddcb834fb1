"""Finds the long list in a spreadsheet: its heading row, its columns, its rows and where it ends."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.progress import Progress, unseen
from inspect_app.fieldwork.read_spreadsheet import Sheet, read_sheets
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.columns import COLUMNS, NO_OWN, Column, column_of
from inspect_app.sampling.frame import ListRow

ROWS_ABOVE = 50
"""How many rows a banner may take up above the heading row."""
FEWEST_HEADINGS = 4
FEWEST_CELLS_OF_A_CASE = 4
_NOWHERE = 10**6


class HeadingsNotKnown(UserError):
    """The headings of a file don't say where each needed column is; somebody can say it."""


@dataclass(frozen=True)
class Heading:
    """A heading as a file has it, and the key of the column it is taken for, or None."""

    text: str
    column: str | None


def read_headings(data: bytes, own: Mapping[str, str] = NO_OWN) -> list[Heading]:
    """The headings of the row of a file that most looks like a list's, known or not.

    Raises UserError when the file can't be read, or has no row of four texts near its top.
    """
    rows = [row for _, sheet in read_sheets(data, own) for row in sheet[:ROWS_ABOVE]]
    row = max(rows, key=lambda row: (_known(row, own), sum(map(_like_a_heading, row))), default=[])
    found = [Heading(text, column.key if (column := column_of(text, own)) else None) for text in row if text]
    if len(found) < FEWEST_HEADINGS:
        raise UserError(NO_HEADINGS)
    return found


def _known(row: Sequence[str], own: Mapping[str, str]) -> int:
    return len({column.key for text in row if (column := column_of(text, own))})


def _like_a_heading(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


NO_HEADINGS = (
    "No heading row was found in the first 50 rows. The list needs a row of headings such as "
    "Family name, CRN and PNC above its cases."
)


def read_long_list(
    data: bytes, own: Mapping[str, str] = NO_OWN, progress: Progress = unseen
) -> list[ListRow]:
    """The rows of the one long list in a file, and after them any that look like cases below its end.

    `own` are headings that somebody gave a column. The list ends at the first wholly empty row, so a gap in
    the row numbers tells where it ended. Raises UserError when there is no list, more than one, or no row;
    HeadingsNotKnown when a column is missing or there twice.
    """
    found = [
        (name, sheet, place)
        for name, sheet in read_sheets(data, own, progress)
        if (place := _heading_row(sheet, own)) is not None
    ]
    if not found:
        raise HeadingsNotKnown(NO_HEADINGS)
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise UserError(
            f"More than one sheet holds a long list ({names}). Keep the right one and import again."
        )
    _, sheet, place = found[0]
    rows = _rows(sheet, place, _columns(sheet[place], own))
    if not rows:
        raise UserError(
            "There is no case in the row below the headings, and an empty row ends the list. Move the cases "
            "up to the headings, or choose the file that holds the long list."
        )
    return rows


def _heading_row(sheet: Sheet, own: Mapping[str, str]) -> int | None:
    """The first row with at least four of the long list's headings."""
    for place, row in enumerate(sheet[:ROWS_ABOVE]):
        if _known(row, own) >= FEWEST_HEADINGS:
            return place
    return None


def _columns(headings: Sequence[str], own: Mapping[str, str]) -> dict[str, int]:
    known = [(column, place) for place, text in enumerate(headings) if (column := column_of(text, own))]
    counts = Counter(column.key for column, _ in known)
    if twice := [column for column in COLUMNS if counts[column.key] > 1]:
        raise HeadingsNotKnown(
            f"The list has more than one column for: {_named(twice)}. Keep one and import again."
        )
    if missing := [column for column in COLUMNS if column.needed and not counts[column.key]]:
        raise HeadingsNotKnown(
            f"The list has no column for: {_named(missing)}. Add it, or say which heading stands for it, and "
            "import again."
        )
    places = {column.key: place for column, place in known}
    return {column.key: places.get(column.key, _NOWHERE) for column in COLUMNS}


def _named(columns: Iterable[Column]) -> str:
    return ", ".join(column.heading for column in columns)


def _rows(sheet: Sheet, heading_row: int, places: dict[str, int]) -> list[ListRow]:
    rows: list[ListRow] = []
    ended = False
    for place in range(heading_row + 1, len(sheet)):
        cells = sheet[place]
        ended = ended or not any(cells)
        row = ListRow(place + 1, {key: "".join(cells[at : at + 1]) for key, at in places.items()})
        if not ended or _looks_like_a_case(row):
            rows.append(row)
    return rows if rows and rows[0].number == heading_row + 2 else []


def _looks_like_a_case(row: ListRow) -> bool:
    return sum(1 for text in row.cells.values() if text) >= FEWEST_CELLS_OF_A_CASE
