"""An attack on an edition: what a reader can work out of hidden numbers from all that is shown.

The reader knows the questionnaire, the definitions of the tables and every number shown. Each question is
attacked by itself: cases are split by everything that tells columns apart, and by the answer. How many there
are of each kind is unknown and not below zero; every number shown is a sum of them, and a band bounds a share
of them. A linear programme finds
the least and the most that a hidden number can be. It knows nothing of how numbers were hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from inspect_app.findings.figures import Measure, Rating, Row, Table
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.questionnaire.conditions import Blank, evaluate
from inspect_app.questionnaire.model import Definition, OptionKind, Question

Kind = tuple[str, ...]
"""Values of the attributes, the answer to the question that bases go by, and the answer to the question."""
STATUSES = ("not_applicable", "dont_know", "not_asked", "not_answered")
OTHER = "(other)"


@dataclass(frozen=True)
class Known:
    """What the attack is about: attributes with their values, and a question that bases and filters use."""

    definition: Definition
    tables: Mapping[str, TableDefinition]
    attributes: Mapping[str, Sequence[str]]
    given: str


class Attack:
    """The unknowns and the equations of one question."""

    def __init__(self, public: Snapshot, known: Known, question: Question) -> None:
        self.known = known
        self.question = question
        options = known.definition.options(question)
        self.judged = [option.value for option in options if option.kind is OptionKind.ANSWER]
        given = known.definition.by_id[known.given]
        answers = [option.value for option in known.definition.options(given)] + [""]
        self.statuses = tuple(self._possible())
        own = [*self.judged, *self.statuses]
        self.kinds: list[Kind] = [
            (*values, first, answer)
            for *values, first in product(*known.attributes.values(), answers)
            for answer in (own if question.id != known.given else [first or "not_answered"])
        ]
        self.lines: list[np.ndarray] = []
        self.counts: list[int] = []
        self.least: list[np.ndarray] = []
        self.hidden: list[tuple[str, str, str, np.ndarray]] = []
        for table in public.tables:
            self._read(table)
        for rating in public.ratings:
            self._read_band(rating)

    def _possible(self) -> Iterator[str]:
        """The ways in which a case can be left out of the question's base."""
        kinds = {option.kind for option in self.known.definition.options(self.question)}
        if OptionKind.NOT_APPLICABLE in kinds:
            yield "not_applicable"
        if OptionKind.DONT_KNOW in kinds:
            yield "dont_know"
        if self.question.ask_when is not None:
            yield "not_asked"
        if not self.question.required or self.question.id == self.known.given:
            yield "not_answered"

    def _read_band(self, rating: Rating) -> None:
        """A band bounds the share of the judged that is sufficient: below, and with one question above."""
        questions = {result.question for result in rating.key_questions}
        if rating.band is None or self.question.id not in questions or self.question.key_question is None:
            return
        bands = sorted(self.known.definition.ratings, key=lambda band: band.at_least)
        place = [band.id for band in bands].index(rating.band)
        sufficient = self._answered(self.question.key_question.sufficient).astype(float)
        judged = self._answered(self.judged).astype(float)
        if place:
            self.least.append(sufficient - (bands[place].at_least - 0.5) / 100 * judged)
        if len(questions) == 1 and place + 1 < len(bands):
            self.least.append((bands[place + 1].at_least - 0.5) / 100 * judged - sufficient)

    def _read(self, table: Table) -> None:
        spec = self.known.tables[table.id]
        for place, column in enumerate(table.columns):
            members = self._members(spec, table, column.id)
            self._equal(members, column.cases)
            based = members & self._based(spec)
            for row in table.rows:
                if row.question == self.question.id:
                    self._read_cell(table, row, place, members, based)

    def _read_cell(self, table: Table, row: Row, place: int, members: np.ndarray, based: np.ndarray) -> None:
        cell = row.cells[place]
        counted = based & self._answered(row.options)
        judged = based & self._answered(self.judged)
        if cell.suppressed:
            self.hidden.append((table.id, row.id, table.columns[place].id, counted))
            return
        self._equal(counted, cell.numerator)
        asked = row.measure is Measure.SHARE_ASKED
        owed = based & self._answered((*self.judged, "not_applicable", "dont_know", "not_answered"))
        self._equal(owed if asked else judged, cell.denominator)
        if cell.numerator == cell.denominator:
            self._equal((owed if asked else judged) & ~counted, 0)
        for status in STATUSES:
            members_left = based & self._answered((status,))
            self._equal(members_left, getattr(cell, status))
            if cell.statuses_suppressed and status in self.statuses:
                self.hidden.append((table.id, f"{row.id}:{status}", table.columns[place].id, members_left))
        self._equal(members & ~based, cell.outside)

    def _equal(self, kinds: np.ndarray, count: int | None) -> None:
        if count is not None:
            self.lines.append(kinds)
            self.counts.append(count)

    def _answered(self, answers: Sequence[str]) -> np.ndarray:
        return np.array([kind[-1] in answers for kind in self.kinds])

    def _members(self, spec: TableDefinition, table: Table, column: str) -> np.ndarray:
        names = [*self.known.attributes]
        inside = self._holding(spec.filter)
        if column == "total":
            return inside
        attribute = names.index(table.break_by or "")
        named = {each.id for each in table.columns}
        return inside & np.array(
            [(kind[attribute] if kind[attribute] in named else OTHER) == column for kind in self.kinds]
        )

    def _based(self, spec: TableDefinition) -> np.ndarray:
        return self._holding(spec.base)

    def _holding(self, condition: object) -> np.ndarray:
        if condition is None:
            return np.ones(len(self.kinds), dtype=bool)
        return np.array([self._holds(condition, kind) for kind in self.kinds])

    def _holds(self, condition: object, kind: Kind) -> bool:
        attributes = {name: value for name, value in zip(self.known.attributes, kind, strict=False) if value}
        answers = {self.known.given: kind[-2] or Blank.AWAITED}
        return evaluate(condition, answers, attributes) is True

    def ranges(self) -> Iterator[tuple[str, str, str, float, float]]:
        """Every hidden number with its place, and the least and the most that it can be.

        Left out is what one cell shows to be about nobody: part of a larger number that is zero, or of what
        a hundred per cent leaves.
        """
        matrix, counts = np.array(self.lines, dtype=float), np.array(self.counts, dtype=float)
        matrix, first = np.unique(matrix, axis=0, return_index=True)
        nobody = np.zeros(len(self.kinds), dtype=bool)
        found: dict[bytes, list[float]] = {}
        for line, count in zip(self.lines, self.counts, strict=True):
            nobody |= line if count == 0 else False
        for table, row, column, kinds in self.hidden:
            if not np.any(kinds & ~nobody):
                continue
            if kinds.tobytes() not in found:
                more = (
                    {"A_ub": -np.array(self.least), "b_ub": np.zeros(len(self.least))} if self.least else {}
                )
                found[kinds.tobytes()] = [
                    sign * linprog(sign * kinds.astype(float), A_eq=matrix, b_eq=counts[first], **more).fun
                    for sign in (1.0, -1.0)
                ]
            yield table, row, column, *found[kinds.tobytes()]

    def derived(self) -> list[tuple[str, str, str, float, float]]:
        """The hidden numbers that can have one whole value only."""
        return [each for each in self.ranges() if ceil(each[3] - 1e-6) >= floor(each[4] + 1e-6)]
