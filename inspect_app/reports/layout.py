"""Decides how a table's rows are set on paper: which questions share a table and what its columns are."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from inspect_app.findings.figures import Cell, Column, Measure, Row, Table
from inspect_app.reports.lettering import text_width
from inspect_app.reports.wording import of_cases

BOLD = 1.07  # how much wider bold is
PADDING = 0.57  # left and right of a cell, in type sizes


class Form(StrEnum):
    """How a group of questions is set."""

    TWO_WAY = "two_way"  # questions down, their two answers across
    NUMBERS = "numbers"  # questions down, statistics across
    DATES = "dates"
    WORDS = "words"  # questions answered in words: how many cases were
    ANSWERS = "answers"  # one question, its answers down


@dataclass(frozen=True)
class Asked:
    """One question of a table with its rows."""

    id: str
    text: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Cell:
        """The first row's figure for all cases; every row of a question leaves out the same cases."""
        return self.rows[0].cells[0]

    @property
    def is_share(self) -> bool:
        """Whether the rows are answers, each with its share of the cases."""
        return all(row.measure is Measure.SHARE for row in self.rows)


@dataclass(frozen=True)
class Block:
    """Questions that share one table on paper; `labels` are the answers or statistics they have in common."""

    form: Form
    labels: tuple[str, ...]
    questions: tuple[Asked, ...]


def questions(table: Table) -> tuple[Asked, ...]:
    """The questions of a table in the order of the questionnaire."""
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        rows.setdefault(row.question, []).append(row)
    return tuple(Asked(id_, own[0].question_text, tuple(own)) for id_, own in rows.items())


def blocks(table: Table) -> tuple[Block, ...]:
    """The tables on paper that a section's table comes to: those of many questions first."""
    groups: dict[tuple[Form, tuple[str, ...], str], list[Asked]] = {}
    for question in questions(table):
        form = _form(question)
        alone = question.id if form is Form.ANSWERS else ""
        groups.setdefault((form, tuple(row.label for row in question.rows), alone), []).append(question)
    found = [_block(form, labels, group) for (form, labels, _), group in groups.items()]
    return tuple(sorted(found, key=lambda block: list(Form).index(block.form)))


def _block(form: Form, labels: tuple[str, ...], group: list[Asked]) -> Block:
    alone = form is Form.TWO_WAY and len(group) == 1
    return Block(Form.ANSWERS if alone else form, labels, tuple(group))


def _form(question: Asked) -> Form:
    if question.is_share:
        return Form.TWO_WAY if len(question.rows) == _TWO else Form.ANSWERS
    return _FORMS.get(question.rows[0].measure, Form.NUMBERS)


_TWO = 2  # answers that fit beside the question, each in a column of its own
_FORMS = {Measure.ANSWERED: Form.WORDS, Measure.EARLIEST: Form.DATES, Measure.LATEST: Form.DATES}


def fills_up(question: Asked) -> bool:
    """Whether the answers exclude one another, so that together they make up the whole."""
    counts = [row.cells[0].numerator for row in question.rows]
    return None not in counts and sum(count or 0 for count in counts) == question.total.denominator


@dataclass(frozen=True)
class Part:
    """Some columns of a wide table: what one table on paper has room for."""

    number: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, tuple[Cell, ...]], ...]


def parts(table: Table, room: float, size: float) -> tuple[Part, ...]:
    """The table cut into parts of about as many columns each, so that no word and no figure is broken.

    `room` is the width there is for columns and `size` the type size, in one unit.
    """
    headings = (text_width(word, size) * BOLD for column in table.columns for word in column.label.split())
    figures = (text_width(of_cases(cell), size) for row in table.rows for cell in row.cells)
    fit = max(1, int(room // (max(*headings, *figures, size) + PADDING * size)))
    width = ceil(len(table.columns) / ceil(len(table.columns) / fit))
    return tuple(
        Part(
            number,
            table.columns[start : start + width],
            tuple((row, row.cells[start : start + width]) for row in table.rows),
        )
        for number, start in enumerate(range(0, len(table.columns), width), 1)
    )
