"""Finds the long list in a spreadsheet: its heading row, its columns, its rows and where it ends."""

from collections import Counter
from collections.abc import Iterable, Sequence

from inspect_app.fieldwork.read_spreadsheet import Sheet, read_sheets
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.columns import COLUMNS, Column, column_of
from inspect_app.sampling.frame import ListRow

ROWS_ABOVE = 50
"""How many rows a banner may take up above the heading row."""
FEWEST_HEADINGS = 4
FEWEST_CELLS_OF_A_CASE = 4
_NOWHERE = 10**6


def read_long_list(data: bytes) -> list[ListRow]:
    """The rows of the one long list in a file, and after them any that look like cases below its end.

    The list ends at the first wholly empty row, so a gap in the row numbers tells where it ended.
    Raises UserError when there is no list, more than one, a column missing, or no row.
    """
    found = [
        (name, sheet, place)
        for name, sheet in read_sheets(data)
        if (place := _heading_row(sheet)) is not None
    ]
    if not found:
        raise UserError(
            "No heading row was found in the first 50 rows. The list needs a row of headings such as "
            "Family name, CRN and PNC above its cases."
        )
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise UserError(
            f"More than one sheet holds a long list ({names}). Keep the right one and import again."
        )
    _, sheet, place = found[0]
    rows = _rows(sheet, place, _columns(sheet[place]))
    if not rows:
        raise UserError(
            "There is no case in the row below the headings, and an empty row ends the list. Move the cases "
            "up to the headings, or choose the file that holds the long list."
        )
    return rows


def _heading_row(sheet: Sheet) -> int | None:
    """The first row with at least four of the long list's headings."""
    for place, row in enumerate(sheet[:ROWS_ABOVE]):
        if len({column.key for column in map(column_of, row) if column}) >= FEWEST_HEADINGS:
            return place
    return None


def _columns(headings: Sequence[str]) -> dict[str, int]:
    known = [(column, place) for place, heading in enumerate(headings) if (column := column_of(heading))]
    counts = Counter(column.key for column, _ in known)
    if twice := [column for column in COLUMNS if counts[column.key] > 1]:
        raise UserError(f"The list has more than one column for: {_named(twice)}. Keep one and import again.")
    if missing := [column for column in COLUMNS if column.needed and not counts[column.key]]:
        raise UserError(f"The list has no column for: {_named(missing)}. Add it and import again.")
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
