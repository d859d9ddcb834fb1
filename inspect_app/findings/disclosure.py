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


WORDS: Mapping[Why, str] = {
    Why.SMALL: "The number, what is left of its base, or its base is small, or it is one person’s answer.",
    Why.GROUP: "Its group or base is suppressed, and all that it holds with it.",
    Why.SUM: "A sum that is shown would give a suppressed number back.",
    Why.DIFFERENCE: "Taken from a number that is shown elsewhere it would tell about few cases.",
    Why.APART: "What it counts cannot be told, so it cannot be checked.",
}


@dataclass(frozen=True)
class SuppressedCell:
    """A cell that an edition does not show, with its place and the reason."""

    table: str
    row: str
    column: str
    why: Why
