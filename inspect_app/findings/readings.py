"""What one case brings to one figure: a figure changes by the cases that bring something else to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inspect_app.findings.compare import FigureChange
from inspect_app.findings.figures import Measure
from inspect_app.findings.populations import LEVELS, TOTAL
from inspect_app.findings.specs.model import ASSESSOR, POINT, AttributeWeight, TableDefinition
from inspect_app.questionnaire.conditions import Answer, Blank, evaluate
from inspect_app.questionnaire.lint.parts import tests_in
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Counted, Status
from inspect_app.questionnaire.routing import AttributeTest, Condition, QuestionTest

AREA = "area."


@dataclass(frozen=True)
class Reading:
    """A case as a snapshot counts it. `area` are the ids of the areas it is within, the largest first.

    `counted` None: its answers were not looked up, because the case counts in one of the snapshots alone.
    """

    counted: Mapping[str, Counted] | None
    attributes: Mapping[str, str]
    area: tuple[str, ...]
    assessor: str

    def passes(self, condition: Condition) -> bool:
        """Whether it passes a condition, which is worked out once."""
        if condition not in self._passed:
            self._passed[condition] = evaluate(condition, self._answers, self.attributes) is True
        return self._passed[condition]

    @cached_property
    def _answers(self) -> Mapping[str, Answer]:
        return {id_: _answer(counted) for id_, counted in (self.counted or {}).items()}

    @cached_property
    def _passed(self) -> dict[Condition, bool]:
        return {}


@dataclass(frozen=True)
class FigureOf:
    """What a figure is made of: answers to questions, of the cases of one column that pass two conditions.

    `options` are the answers its numerator counts; a statistic has none, and goes by the answers themselves.
    `weight` is the attribute that says how many times a case counts.
    """

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    measure: Measure
    break_by: str | None = None
    column: str = TOTAL
    filter: Condition | None = None
    base: Condition | None = None
    weight: str | None = None

    @property
    def by_answers(self) -> bool:
        """Whether the cases that it is about are chosen by their answers."""
        return any(isinstance(test, QuestionTest) for each in self.conditions for test in tests_in(each))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that cases pass to be part of it."""
        return tuple(each for each in (self.filter, self.base) if each is not None)


def figure_of(definition: Definition, table: TableDefinition | None, change: FigureChange) -> FigureOf:
    """What a figure that changed is made of.

    `table` is what defines its table today; without it, nothing but the snapshot tells, and it has no filter.
    """
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ((change.question, change.options),)
    for rows in table.rows if table else ():
        if rows.group is not None and f"group.{rows.group.id}" == change.row:
            parts = tuple((part.question, part.options) for part in rows.group.parts)
    if change.break_by == POINT and change.column != TOTAL:
        parts = tuple(part for part in parts if definition.section_of[part[0]].point == change.column)
    if table is None:
        return FigureOf(parts, change.measure, change.break_by, change.column)
    weight = table.weight.attribute if isinstance(table.weight, AttributeWeight) else None
    return FigureOf(
        *(parts, change.measure, change.break_by, change.column),
        *(table.filter, table.base, weight),
    )


def column_of(reading: Reading, break_by: str) -> str:
    """The column in which a case stands in a table that is broken by something."""
    if break_by == ASSESSOR:
        return reading.assessor
    if not break_by.startswith(AREA):
        return reading.attributes.get(break_by) or ""
    depth = [f"{AREA}{level}" for level in LEVELS].index(break_by)
    if depth == 0:
        return LEVELS[0]
    return reading.area[depth - 1] if len(reading.area) >= depth else ""


def contribution(reading: Reading | None, of: FigureOf) -> object:
    """What a case brings to a figure; None when it is not among the cases that it is about."""
    stands = standing(reading, of)
    return (*stands, *answers_to(reading, of)) if reading and stands else stands


def standing(reading: Reading | None, of: FigureOf) -> tuple[str | None, ...] | None:
    """How a case stands to a figure whatever it answers: None when it is not among the cases it is about.

    Nothing when it is outside the base, else how often it counts.
    """
    if reading is None or not _stands_in(reading, of):
        return None
    if reading.counted is None:
        return ("not looked up",)
    if of.filter is not None and not reading.passes(of.filter):
        return None
    if of.base is not None and not reading.passes(of.base):
        return ()
    return (reading.attributes.get(of.weight) if of.weight else None,)


def answers_to(reading: Reading, of: FigureOf) -> tuple[Any, ...]:
    """As much of the answers to a figure's questions as it tells apart; nothing if not looked up."""
    if reading.counted is None:
        return ()
    return tuple(_gist(reading.counted[id_], options, of.measure) for id_, options in of.questions)


def deciding(before: Reading, after: Reading, of: FigureOf) -> Iterator[QuestionTest | AttributeTest]:
    """The tests of those conditions that a case passes at one of two moments alone."""
    for condition in of.conditions:
        if before.passes(condition) != after.passes(condition):
            yield from tests_in(condition)


def _stands_in(reading: Reading, of: FigureOf) -> bool:
    if of.break_by is None or of.break_by == POINT or of.column == TOTAL:
        return True
    return column_of(reading, of.break_by) == of.column


def _answer(counted: Counted) -> Answer:
    return Blank.NONE if counted.value is None else counted.value


def _gist(counted: Counted, options: tuple[str, ...], measure: Measure) -> Any:
    """As much of an answer as a figure tells apart."""
    if counted.status is not Status.ANSWERED or measure is Measure.ANSWERED:
        return counted.status
    if not options:
        return counted.value
    chosen = counted.value if isinstance(counted.value, list) else [counted.value]
    return sum(option in chosen for option in options)
