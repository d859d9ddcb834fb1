"""Reads a CSV file of answers into lines, and names what is wrong with its form."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from inspect_app.fieldwork.read_spreadsheet import decoded
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.checks import RowProblem

COLUMNS = ("case_reference", "question", "answer", "comment")
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class AnswerLine:
    """One line of the file; `row` is its line in a spreadsheet, counted from 1."""

    row: int
    case_reference: str
    question: str
    answer: str
    comment: str


def read_answer_file(filename: str, data: bytes) -> tuple[list[AnswerLine], list[RowProblem]]:
    """The lines that say something, and problems of form by row.

    Raises UserError when the file isn't such a CSV.
    """
    rows = _rows(filename, data)
    places = _places(filename, rows[0] if rows else [])
    lines: list[AnswerLine] = []
    problems: list[RowProblem] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(rows[0]):
            problems.append(
                RowProblem(number, "", ", ".join(cells), "Give as many cells as there are headings")
            )
            continue
        padded = [*cells, *[""] * (len(rows[0]) - len(cells))]
        lines.append(AnswerLine(number, *(padded[place].strip() for place in places)))
    return lines, problems + list(_twice(lines))


def _rows(filename: str, data: bytes) -> list[list[str]]:
    if len(data) > MOST_BYTES:
        raise UserError(f"{filename} is larger than 50 MB. Split it and import the parts.")
    try:
        reader = csv.reader(StringIO(decoded(data), newline=""), strict=True)
    except UserError:
        raise UserError(
            f"{filename} is not a CSV file in UTF-8. Save the answers from the spreadsheet as CSV UTF-8 "
            "and import that."
        ) from None
    try:
        return list(reader)
    except csv.Error:
        raise UserError(
            f"{filename} can't be read as CSV from line {reader.line_num} on: a quotation mark is missing or "
            "out of place, or a cell is too long."
        ) from None


def _places(filename: str, heading: list[str]) -> list[int]:
    names = [cell.strip().lower() for cell in heading]
    required = COLUMNS[:3]
    missing = [column for column in required if column not in names]
    if missing:
        raise UserError(
            f"{filename} has no column {' or '.join(missing)}. "
            f"Its first line must name the columns {', '.join(COLUMNS)}."
        )
    if "comment" not in names:
        heading.append("comment")
        names.append("comment")
    return [names.index(column) for column in COLUMNS]


def _twice(lines: list[AnswerLine]) -> Iterator[RowProblem]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        earlier = first.setdefault((line.case_reference, line.question), line.row)
        if earlier != line.row:
            yield RowProblem(
                line.row,
                "question",
                line.question,
                f"Give each question once for a case: it is in row {earlier} too",
            )
