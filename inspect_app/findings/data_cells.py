"""The cells of the raw data's columns, worked out for many cases at once from their packed answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.data_columns import (
    IN_WORDS,
    NOT_ANSWERED,
    NOT_ASKED,
    NOT_IN_VERSION,
    NOT_RECORDED,
    Column,
    Kind,
    Source,
)
from inspect_app.questionnaire import codes
from inspect_app.questionnaire.model import Definition, QuestionType

Places = NDArray[np.intp]
NONE = -1
"""The place of a number that is there."""


@dataclass(frozen=True)
class Cells:
    """The cells of one column: places among its values, or texts, or numbers.

    Where there is no number, its place says why; a date counts the days since 1970-01-01.
    """

    places: Places = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    numbers: NDArray[np.float64] | None = None
    texts: Sequence[str] | None = None


@dataclass(frozen=True)
class Block:
    """Some cases of the raw data: the cells of each column."""

    cases: int
    cells: tuple[Cells, ...]


@dataclass(frozen=True)
class Answers:
    """The packed answers of some cases, by the layout of their definition."""

    codes: NDArray[np.int8]
    numbers: NDArray[np.float64]


class Filling:
    """Fills the columns that packed answers tell of."""

    def __init__(self, definition: Definition) -> None:
        laid = codes.layout(definition)
        self._definition = definition
        self._columns = {(each.question, each.option): n for n, each in enumerate(laid.columns)}
        self._numbers = {question: n for n, question in enumerate(laid.numbers)}

    def of(self, column: Column) -> Callable[[Answers], Cells]:
        """What fills one column of an answer or of an option, ready to be used for block after block."""
        if not column.current:
            missing = column.place(NOT_IN_VERSION.word)
            return lambda answers: Cells(
                np.full(len(answers.codes), missing),
                None if column.kind is Kind.CODED else np.zeros(len(answers.codes)),
            )
        if column.source is Source.OPTION:
            return self._option(column)
        at, table = self._columns[column.of, None], self._table(column)
        if column.kind is Kind.CODED:
            return lambda answers: Cells(table[answers.codes[:, at]])
        number = self._numbers[column.of]
        return lambda answers: Cells(table[answers.codes[:, at]], answers.numbers[:, number])

    def counts(self, source: Source, question: str, answers: Answers) -> NDArray[np.bool_]:
        """Of which cases words count: an answer that does, or a comment on what was asked."""
        given = answers.codes[:, self._columns[question, None]]
        answered: NDArray[np.bool_] = given == codes.ANSWERED
        return answered if source is Source.TEXT else given != codes.NOT_ASKED

    def _table(self, column: Column) -> Places:
        """The place of each code of a question among its column's values."""
        question = self._definition.by_id[column.of]
        table = np.full(codes.FIRST_OPTION + codes.MOST_OPTIONS, NONE, dtype=np.intp)
        table[codes.NOT_ANSWERED] = column.place(NOT_ANSWERED.word)
        table[codes.NOT_ASKED] = column.place(NOT_ASKED.word)
        if question.type is QuestionType.TEXT:
            table[codes.ANSWERED] = column.place(IN_WORDS.word)
        if question.type is QuestionType.CHOICE:
            for n, option in enumerate(self._definition.options(question)):
                table[codes.FIRST_OPTION + n] = column.place(option.value)
        return table

    def _option(self, column: Column) -> Callable[[Answers], Cells]:
        at, table = self._columns[column.of, None], self._table(column)
        own = self._columns.get((column.of, column.option))
        if own is None:  # an option of older versions
            missing = column.place(NOT_IN_VERSION.word)
            return lambda answers: Cells(np.full(len(answers.codes), missing))
        others = [
            (self._columns[column.of, value.word], place)
            for place, value in enumerate(column.values)
            if (column.of, value.word) in self._columns
        ]

        def fill(answers: Answers) -> Cells:
            status = answers.codes[:, at]
            places = np.where(status == codes.ANSWERED, 1 - answers.codes[:, own], table[status])
            for other, place in others:
                places[answers.codes[:, other] == 1] = place
            return Cells(places.astype(np.intp))

        return fill


def attribute_cells(column: Column, facts: Sequence[Mapping[str, str]]) -> Cells:
    """The cells of an attribute's column."""
    given = [each.get(column.of) or "" for each in facts]
    if column.kind is Kind.TEXT:
        return Cells(texts=given)
    known = {value.word: place for place, value in enumerate(column.values) if not value.missing}
    blank = column.place((NOT_RECORDED if column.current else NOT_IN_VERSION).word)
    return Cells(np.array([known.get(value, blank) for value in given], dtype=np.intp))
