"""Reads a CSV file of sampled cases with their strata and answers, and names what is wrong with its form."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from inspect_app.fieldwork.read_spreadsheet import DELIMITERS, MOST_BYTES, decoded
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.checks import RowProblem

COLUMNS = ("case", "stratum", "N", "answer")


@dataclass(frozen=True)
class CaseLine:
    """One line of the file as it was typed; `row` is its line in a spreadsheet, counted from 1.

    There is a domain where a column of domains was asked for.
    """

    row: int
    case: str
    stratum: str
    population: str
    answer: str
    domain: str | None = None


def read_case_table(filename: str, data: bytes, by: str | None) -> tuple[list[CaseLine], list[RowProblem]]:
    """The lines that say something, and problems of form by row; `by` names the column of the domains.

    Raises UserError when the file isn't such a CSV.
    """
    rows = _rows(filename, data)
    headings = [cell.strip() for cell in rows[0]] if rows else []
    places = _places(filename, headings, [*COLUMNS, *([by] if by is not None else [])])
    lines: list[CaseLine] = []
    problems: list[RowProblem] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headings) :]):
            problems.append(
                RowProblem(number, "", ", ".join(cells), "Give as many cells as there are headings")
            )
            continue
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        case, stratum, population, answer, *domain = (padded[place].strip() for place in places)
        lines.append(CaseLine(number, case, stratum, population, answer, *domain))
    return lines, problems


def _rows(filename: str, data: bytes) -> list[list[str]]:
    if len(data) > MOST_BYTES:
        raise UserError(f"{filename} is larger than 50 MB. Leave out the columns that aren't needed.")
    try:
        text = decoded(data)
    except UserError:
        raise UserError(f"{filename} is not a CSV file in UTF-8. Save it as CSV UTF-8.") from None
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise UserError(
            f"{filename} can't be read as CSV from line {reader.line_num} on: a quotation mark is missing or "
            "out of place, or a cell is too long."
        ) from None


def _places(filename: str, headings: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where each column stands: as it is spelt, or else with other capitals."""
    folded = [heading.lower() for heading in headings]
    found = {
        name: [place for place, heading in enumerate(headings) if heading == name]
        or [place for place, heading in enumerate(folded) if heading == name.lower()]
        for name in wanted
    }
    missing = [name for name, places in found.items() if not places]
    twice = [name for name, places in found.items() if len(places) > 1]
    if missing or twice:
        raise UserError(
            " ".join(
                [
                    *([f"{filename} has no column {' or '.join(missing)}."] if missing else []),
                    *([f"{filename} has more than one column {' and '.join(twice)}."] if twice else []),
                    f"Its first line must name the columns {', '.join(dict.fromkeys(wanted))}.",
                ]
            )
        )
    return [found[name][0] for name in wanted]
