"""How an edition keeps people from being recognised, what readers know beside it, and what was hidden why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from inspect_app.questionnaire.model import Definition


@dataclass(frozen=True)
class Disclosure:
    """The settings of an inspection: counts from 1 to `threshold` - 1 are suppressed, the others rounded.

    Counts are rounded to multiples of `rounding` (0 and 1: not at all). Without `secondary` nothing further
    is hidden that would give a suppressed number away by subtraction.
    """

    threshold: int = 0
    rounding: int = 0
    secondary: bool = True

    @property
    def protects(self) -> bool:
        """Whether anything is kept from readers."""
        return bool(self.threshold or self.rounds)

    @property
    def rounds(self) -> bool:
        """Whether counts are rounded."""
        return self.rounding > 1


Answers = tuple[str, tuple[str, ...]]
"""A question and the options of it that a number counts."""


@dataclass(frozen=True)
class Background:
    """What readers can know beside the figures. Cases are the bits of a whole number.

    `everybody` are all of them; `columns` those of each column, by table and column; `bases` those that the
    figures of a table are out of. `parts` are what a cell counts, by table, row and column, where its row
    counts several questions. `definition` says which questions are asked after which answers.
    """

    everybody: int = 0
    columns: Mapping[tuple[str, str], int] = field(default_factory=dict)
    bases: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[tuple[str, str, str], Answers] = field(default_factory=dict)
    definition: Definition | None = None


class Why(StrEnum):
    """Why a number is suppressed."""

    SMALL = "small"
    GROUP = "group"
    SUM = "sum"
    DIFFERENCE = "difference"
    APART = "apart"
    ESTIMATE = "estimate"


class Part(StrEnum):
    """What of a cell is suppressed: all of it, its four statuses, its estimate, or the size of its group."""

    FIGURE = "figure"
    STATUSES = "statuses"
    ESTIMATE = "estimate"
    GROUP = "group"


WORDS: Mapping[Why, str] = {
    Why.SMALL: "The number, what is left of its base, or its base is small, or it is one person’s answer.",
    Why.GROUP: "Its group or base is suppressed, and all that it holds with it.",
    Why.SUM: "A sum that is shown would give a suppressed number back.",
    Why.DIFFERENCE: "Taken from a number that is shown elsewhere it would tell about few cases.",
    Why.APART: "What it counts cannot be told, so it cannot be checked.",
    Why.ESTIMATE: "An estimate is a second sum over the same cases and could give a suppressed number back.",
}


STATUSES = "One of the four is small for this question somewhere, so all four are left out everywhere."


@dataclass(frozen=True)
class SuppressedCell:
    """What an edition does not show of a cell, with its place and the reason, and never the number.

    `row` is empty for the size of a column's group. `sum` are the numbers, the total first, of the sum that
    would have given a suppressed number back; empty where no single one would.
    """

    table: str
    row: str
    column: str
    part: Part
    why: Why
    sum: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reason in words."""
        return STATUSES if (self.part, self.why) == (Part.STATUSES, Why.SMALL) else WORDS[self.why]
