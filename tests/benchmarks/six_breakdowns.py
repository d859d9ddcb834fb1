"""DuckDB's way to the cells of all default tables by six attributes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np

from inspect_app.findings.figures import Measure, Table
from inspect_app.findings.numeric import MEASURES
from inspect_app.questionnaire.codes import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED, layout
from inspect_app.questionnaire.model import Definition, OptionKind, Question
from tests.benchmarks.many_answers import ATTRIBUTES, Answers

Figures = tuple[int | float | None, ...]
"""A cell's counts and its per cent or value."""
EVERYBODY = -1
"""Stands for all cases where others stand for the value of an attribute."""


class Yardstick:
    """The same answers as long tables in DuckDB's memory, and queries that count them by stratum too."""

    def __init__(self, answers: Answers) -> None:
        self.definition = answers.definition
        self._connection = duckdb.connect()
        self._connection.execute("SET threads = 2")
        self._load("codes", answers, answers.codes, "code")
        self._load("numbers", answers, answers.numbers, "number")

    def _load(self, name: str, answers: Answers, given: np.ndarray[Any, Any], called: str) -> None:
        columns = given.shape[1]
        long = {
            "place": np.repeat(np.arange(columns, dtype=np.int16), answers.cases),
            called: given.T.ravel(),
            "stratum": np.tile(answers.strata, columns),
            **{id_: np.tile(values, columns) for id_, values in answers.facts.items()},
        }
        self._connection.register("held", long)
        self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM held")  # noqa: S608  # our own names
        self._connection.unregister("held")

    def cells(self) -> dict[tuple[str, str, int], Figures]:
        """The figures of every cell, by the break, the row and the group."""
        found: dict[tuple[str, str, int], Figures] = {}
        for by in ("", *ATTRIBUTES):
            counts, numbers = self._counts(by), self._numbers(by)
            for group in sorted({group for group, _ in counts}):
                for row, figures in _rows(self.definition, counts, numbers, group):
                    found[by, row, group] = figures
        return found

    def _counts(self, by: str) -> dict[tuple[int, int], dict[int, int]]:
        group = by or "-1"
        query = f"SELECT {group}, place, stratum, code, count(*) FROM codes GROUP BY ALL"  # noqa: S608  # our own names
        found: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for at, place, _stratum, code, cases in self._connection.execute(query).fetchall():
            found[at, place][code] += cases
        return found

    def _numbers(self, by: str) -> dict[tuple[int, int], tuple[float, ...]]:
        group = by or "-1"
        query = (
            f"SELECT {group}, place, avg(number), median(number), min(number), max(number) "  # noqa: S608  # our own names
            "FROM numbers WHERE NOT isnan(number) GROUP BY ALL"
        )
        return {(row[0], row[1]): tuple(row[2:]) for row in self._connection.execute(query).fetchall()}


_Counted = Mapping[tuple[int, int], Mapping[int, int]]
_Numbers = Mapping[tuple[int, int], Sequence[float]]


def _rows(
    definition: Definition, counts: _Counted, numbers: _Numbers, group: int
) -> Iterator[tuple[str, Figures]]:
    places = {
        (column.question, column.option): place for place, column in enumerate(layout(definition).columns)
    }
    for question in definition.questions:
        codes = counts[group, places[question.id, None]]
        given = {
            option: counts[group, places[question.id, option]].get(1, 0)
            if question.type == "choices"
            else codes.get(FIRST_OPTION + place, 0)
            for place, option in enumerate(definition.kinds[question.id])
        }
        yield from _of_question(definition, question, codes, given, numbers, group)


def _of_question(
    definition: Definition,
    question: Question,
    codes: Mapping[int, int],
    given: Mapping[str, int],
    numbers: _Numbers,
    group: int,
) -> Iterator[tuple[str, Figures]]:
    kinds = definition.kinds[question.id]
    aside = [
        sum(cases for option, cases in given.items() if kinds[option] is kind)
        for kind in (OptionKind.NOT_APPLICABLE, OptionKind.DONT_KNOW)
    ]
    unasked, unanswered = codes.get(NOT_ASKED, 0), codes.get(NOT_ANSWERED, 0)
    answered = codes.get(ANSWERED, 0) + sum(cases for code, cases in codes.items() if code >= FIRST_OPTION)
    judged = answered - sum(aside)
    statuses = (*aside, unasked, unanswered)
    if question.type == "text":
        yield f"{question.id}.answered", _share(judged, judged + unanswered, statuses)
    elif measures := MEASURES.get(question.type):
        figures = numbers.get((group, layout(definition).numbers.index(question.id)))
        of_measure = dict(zip(_STATISTICS, figures or (None,) * 4, strict=True))
        for measure in measures:
            value = of_measure[_ALIKE.get(measure, measure)]
            yield f"{question.id}.{measure}", (judged, judged, *statuses, value and round(value, 6))
    else:
        for option, cases in given.items():
            if kinds[option] is OptionKind.ANSWER:
                yield f"{question.id}.{option}", _share(cases, judged, statuses)
        if question.key_question and len(question.key_question.sufficient) > 1:
            enough = [option for option in given if option in question.key_question.sufficient]
            cases = sum(given[option] for option in enough)
            yield f"{question.id}.{'+'.join(enough)}", _share(cases, judged, statuses)


_STATISTICS = (Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST)
_ALIKE = {Measure.EARLIEST: Measure.LOWEST, Measure.LATEST: Measure.HIGHEST}


def _share(numerator: int, denominator: int, statuses: tuple[int, ...]) -> Figures:
    per_cent = (200 * numerator + denominator) // (2 * denominator) if denominator else None
    return (numerator, denominator, *statuses, per_cent)


def our_cells(tables: Sequence[Table]) -> dict[tuple[str, str, int], Figures]:
    """The same of the cells in tables."""
    found: dict[tuple[str, str, int], Figures] = {}
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                everybody = column.id == "total"
                by, group = ("", EVERYBODY) if everybody else (table.break_by or "", int(column.id[1:]))
                value: float | None = cell.per_cent
                if row.measure in (*_STATISTICS, *_ALIKE):
                    value = cell.exact and round(cell.exact[0] / cell.exact[1], 6)
                counts = (cell.numerator, cell.denominator, cell.not_applicable, cell.dont_know)
                found[by, row.id, group] = (*counts, cell.not_asked, cell.not_answered, value)
    return found
