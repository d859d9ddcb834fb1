"""What a figure, a table and a rating are once they have been worked out: plain immutable data."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What the figures of a row say about the cases."""

    SHARE = "share"
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


@dataclass(frozen=True)
class Cell:
    """One figure with everything it rests on, in cases.

    `numerator` of `denominator` cases; the four statuses left out of the denominator stand beside it. `exact`
    is the figure as a reduced fraction, `per_cent` the share rounded half up to a whole per cent, `value`
    the figure of a row that is no share ("12.5", "2016-06-06"). A suppressed cell holds no number at all.
    `statuses_suppressed` cells hold their share and none of the four statuses.
    `reason` says why a per cent or value is missing.
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

    `break_by` is the id of the attribute whose values the further columns are, and `break_label` its name as
    it stands within a sentence.
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
