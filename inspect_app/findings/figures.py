"""What a figure, a table and a rating are once they have been worked out: plain immutable data."""

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

ADDED = MappingProxyType({"added": True})
"""Marks a field that format 1 did not have at first: left out of the JSON while it holds its default, so that
stored snapshots keep their hash."""


class Measure(StrEnum):
    """What the figures of a row say about the cases."""

    SHARE = "share"
    SHARE_ASKED = "share_asked"
    COUNT = "count"
    ANSWERED = "answered"
    MEAN = "mean"
    MEDIAN = "median"
    LOWEST = "lowest"
    HIGHEST = "highest"
    EARLIEST = "earliest"
    LATEST = "latest"


class TableKind(StrEnum):
    """What a table is for; outputs lay tables out by it."""

    SECTION = "section"
    KEY_QUESTION = "key_question"
    KEY_QUESTIONS = "key_questions"
    BREAKDOWN = "breakdown"
    DEFINED = "defined"


class Method(StrEnum):
    """How the interval of an estimate is made."""

    LOGIT = "logit"
    KORN_GRAUBARD = "korn_graubard"
    WILSON = "wilson"
    STUDENT = "student"


@dataclass(frozen=True)
class Estimate:
    """What a figure would be if all cases had been read: a share of one, or the mean of a number.

    `method` made the interval from `low` to `high` at a `level` of confidence. Wilson's is for a simple
    sample and has neither standard error nor degrees of freedom. Numbers are kept to 12 digits. What there is
    none of is None, and `reason` says why; `notes` are ids of remarks of findings.estimates.
    """

    value: float | None
    se: float | None
    df: int | None
    level: float
    method: Method
    low: float | None
    high: float | None
    reason: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One figure with everything it rests on, in cases.

    `numerator` of `denominator` cases; the four statuses left out of the denominator stand beside it. `exact`
    is the figure as a reduced fraction, `per_cent` the share rounded half up to a whole per cent, `value`
    the figure of a row that is no share ("12.5", "2016-06-06"). A suppressed cell holds no number at all.
    `statuses_suppressed` cells hold their share and none of the four statuses.
    `reason` says why a per cent or value is missing. `outside` are cases of the column that the figure is not
    out of; `low` marks one out of few cases. Numerators and denominators are always cases; a table with
    weights has them in its per cents and values alone.
    """

    numerator: int | None
    denominator: int | None
    not_applicable: int | None
    dont_know: int | None
    not_asked: int | None
    not_answered: int | None
    per_cent: int | None = None
    exact: tuple[int, int] | None = None
    value: str | None = None
    reason: str | None = None
    suppressed: bool = False
    statuses_suppressed: bool = False
    outside: int | None = field(default=None, metadata=ADDED)
    estimate: Estimate | None = field(default=None, metadata=ADDED)
    low: bool = field(default=False, metadata=ADDED)


@dataclass(frozen=True)
class Column:
    """A column: all cases ("total"), or the cases with one value of the attribute ("" = not recorded)."""

    id: str
    label: str
    cases: int | None


@dataclass(frozen=True)
class Row:
    """A row: one answer or statistic of one question. `options` are the answers its numerator counts."""

    id: str
    label: str
    question: str
    question_text: str
    measure: Measure
    options: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of the questionnaire; the first column is always all cases.

    `break_by` is the id of the attribute whose values the further columns are (or "area.unit" and the like,
    "assessor", "point"), and `break_label` its name as it stands within a sentence. `weight` names
    the weights of its per cents, if there are any. A figure out of fewer than `low_base` cases is marked.
    """

    id: str
    title: str
    kind: TableKind
    section: str | None
    question: str | None
    break_by: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    break_label: str = ""
    subtitle: str = field(default="", metadata=ADDED)
    source: str = field(default="", metadata=ADDED)
    weight: str = field(default="", metadata=ADDED)
    low_base: int = field(default=0, metadata=ADDED)


@dataclass(frozen=True)
class Flag:
    """Something the ratings panel should weigh: near_boundary, one_case, few_cases or rounding."""

    id: str
    sentence: str


@dataclass(frozen=True)
class KeyQuestionResult:
    """A key question's figure and the band it falls in; no band when no case was judged."""

    question: str
    title: str
    cell: Cell
    band: str | None
    band_title: str | None
    decides: bool


@dataclass(frozen=True)
class Rating:
    """A standard's computed rating: its lowest key question decides. `band` None means not rated.

    `per_cent` is the deciding key question's. `suppressed` ratings keep their band and hold no figure.
    """

    id: str
    title: str
    contributes: bool
    band: str | None
    band_title: str | None
    words: str | None
    points: int | None
    per_cent: int | None
    explanation: tuple[str, ...]
    flags: tuple[Flag, ...]
    key_questions: tuple[KeyQuestionResult, ...]
    suppressed: bool = False


@dataclass(frozen=True)
class DecidedRating:
    """What stands of people's decisions about a standard, or about the whole ("overall").

    `judgement` is the only rating of a standard that people rate; anything else was decided beside a computed
    rating, whose band at that moment was `computed_then` (None: not rated). `band` None means not rated.
    `at` is an ISO moment, in editions for others a date. Those name nobody (`by`), and where a figure behind
    the rating is suppressed they leave out the `grounds` too.
    """

    subject: str
    title: str
    judgement: bool
    band: str | None
    band_title: str | None
    points: int | None
    computed_then: str | None
    computed_then_title: str | None
    grounds: str | None
    by: str | None
    at: str

    @property
    def confirms(self) -> bool:
        """Whether a panel decided what was computed when it did."""
        return not self.judgement and self.band == self.computed_then


@dataclass(frozen=True)
class PointRange:
    """The sums of points, both ends included, that earn an overall rating; empty when lowest > highest."""

    band: str
    band_title: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class OverallRating:
    """The overall rating: the points of the contributing standards that were rated, against the cut-offs."""

    band: str | None
    band_title: str | None
    points: int | None
    highest_points: int
    standards: int
    ranges: tuple[PointRange, ...]
    explanation: tuple[str, ...]
