"""Every published figure of an edition as one long table: a line for each, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from inspect_app.findings.figures import Cell, Column, Measure, OverallRating, Rating, Row, Table
from inspect_app.findings.snapshot import Snapshot, StratumFacts
from inspect_app.reports.sheet_figures import (
    FIGURES,
    LESS_THAN_ONE,
    LOW,
    MISSING,
    NO_SUCH_FIGURE,
    NOT_RATED,
    SUPPRESSED,
    Value,
)


class Kind(StrEnum):
    """What stands in a column, by the names of the Frictionless standard."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class AnnexeColumn:
    """A column of the long table: its kind and what it holds, in words."""

    kind: Kind
    meaning: str


Line = Mapping[str, Value]

COLUMNS: Mapping[str, AnnexeColumn] = MappingProxyType(
    {
        "about": AnnexeColumn(Kind.TEXT, "Its source: table, rating, overall rating or sample."),
        "table": AnnexeColumn(Kind.TEXT, "The id of the table, standard or stratum."),
        "title": AnnexeColumn(Kind.TEXT, "Its title as printed."),
        "row": AnnexeColumn(Kind.TEXT, "The id of the row; in the sample, of the count."),
        "question": AnnexeColumn(Kind.TEXT, "The id of the question."),
        "question_text": AnnexeColumn(Kind.TEXT, "The question as it was put."),
        "answer": AnnexeColumn(Kind.TEXT, "The answer or statistic as printed."),
        "measure": AnnexeColumn(Kind.TEXT, "What it says of the cases: share, count, mean and so on."),
        "column": AnnexeColumn(Kind.TEXT, "The id of the column: total for all cases, or a group."),
        "column_label": AnnexeColumn(Kind.TEXT, "The column as printed."),
        "column_cases": AnnexeColumn(Kind.WHOLE, "All cases of the column."),
        "cases": AnnexeColumn(Kind.WHOLE, "Cases with the answer: the numerator."),
        "out_of": AnnexeColumn(Kind.WHOLE, "Cases that count for the question: the denominator."),
        "per_cent": AnnexeColumn(
            Kind.WHOLE,
            "Cases divided by out_of, rounded half up; 0 beside more than 0 cases is printed as less than 1.",
        ),
        "value": AnnexeColumn(Kind.NUMBER, "A statistic that is no share and no date."),
        "date": AnnexeColumn(Kind.DATE, "A statistic that is a date."),
        "interval_low": AnnexeColumn(Kind.NUMBER, "The lower end of the interval, in per cent for shares."),
        "interval_high": AnnexeColumn(Kind.NUMBER, "The upper end of the interval."),
        "interval_level": AnnexeColumn(Kind.NUMBER, "The level of confidence of the interval, out of one."),
        "interval_method": AnnexeColumn(Kind.TEXT, "How the interval was made."),
        "weight": AnnexeColumn(Kind.TEXT, "The weights of the table's per cents and values."),
        "small_base": AnnexeColumn(Kind.TEXT, "Yes where the figure is out of few cases."),
        "not_applicable": AnnexeColumn(Kind.WHOLE, "Cases left out because the question doesn't apply."),
        "dont_know": AnnexeColumn(Kind.WHOLE, "Cases left out because it couldn't be told."),
        "not_asked": AnnexeColumn(Kind.WHOLE, "Cases left out because the question wasn't put."),
        "not_answered": AnnexeColumn(Kind.WHOLE, "Cases left out because no answer was recorded."),
        "rating": AnnexeColumn(Kind.TEXT, "The rating that stands in the end."),
        "rating_computed": AnnexeColumn(Kind.TEXT, "The rating as computed from the answers."),
        "points": AnnexeColumn(Kind.WHOLE, "The points that the rating earns."),
    }
)  # fmt: skip
SHORTHAND: Mapping[str, str] = MappingProxyType(
    {
        SUPPRESSED: "Suppressed, because so few cases stand behind the figure.",
        MISSING: "Not available: no case was judged, or nothing was recorded.",
        NO_SUCH_FIGURE: "Not applicable: a line of this kind has no such figure.",
    }
)
_DATES = (Measure.EARLIEST, Measure.LATEST)
_STATUSES = ("not_applicable", "dont_know", "not_asked", "not_answered")
_OF_CELLS = {"cases": "numerator", "out_of": "denominator"} | {
    name: name for name in ("interval_low", "interval_high", *_STATUSES)
}


def published_figures(snapshot: Snapshot) -> Iterator[Line]:
    """A line for each figure, each with every column; shorthand stands where there is none."""
    for found in _figures(snapshot):
        yield {name: _not_blank(found.get(name, NO_SUCH_FIGURE)) for name in COLUMNS}


def _not_blank(value: Value) -> Value:
    return NO_SUCH_FIGURE if value == "" else value


def _figures(snapshot: Snapshot) -> Iterator[Line]:
    for table in snapshot.tables:
        of_table = {"about": "table", "table": table.id, "title": table.title, "weight": table.weight}
        for row in table.rows:
            of_row = {**of_table, **_of_row(row)}
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield {**of_row, **_of_column(table, column), **_of_cell(row, cell)}
    computed = {rating.id: rating for rating in snapshot.ratings}
    for rating in snapshot.standing_ratings:
        yield _of_rating(rating, computed[rating.id])
    if snapshot.overall is not None:
        yield _of_overall(snapshot.overall_decided or snapshot.overall, snapshot.overall)
    for stratum in snapshot.sampling.strata if snapshot.sampling else ():
        yield from _of_stratum(stratum)


def _of_row(row: Row) -> Line:
    return {
        "row": row.id,
        "question": row.question,
        "question_text": row.question_text,
        "answer": FIGURES["answer"](row, row.cells[0]),
        "measure": row.measure.value,
    }


def _of_column(table: Table, column: Column) -> Line:
    """Whose cases a figure is of; a group without a name is of the cases where it was not recorded."""
    cases = SUPPRESSED if column.cases is None else column.cases
    named = column.id or ("not_recorded" if table.break_by else NO_SUCH_FIGURE)
    return {"column": named, "column_label": column.label, "column_cases": cases}


def _of_cell(row: Row, cell: Cell) -> Line:
    per_cent, value = FIGURES["per_cent"](row, cell), FIGURES["value"](row, cell)
    small = FIGURES["small_base"](row, cell)
    estimate = None if cell.suppressed else cell.estimate
    return {
        **{name: FIGURES[figure](row, cell) for name, figure in _OF_CELLS.items()},
        "per_cent": 0 if per_cent == LESS_THAN_ONE else per_cent,
        "date" if row.measure in _DATES else "value": value,
        "interval_level": NO_SUCH_FIGURE if estimate is None else estimate.level,
        "interval_method": NO_SUCH_FIGURE if estimate is None else estimate.method.value,
        "small_base": "Yes" if small == LOW else small,
    }


def _of_rating(stands: Rating, computed: Rating) -> Line:
    per_cent = MISSING if computed.per_cent is None else computed.per_cent
    return {
        "about": "rating",
        "table": stands.id,
        "title": stands.title,
        "row": "rating",
        "per_cent": SUPPRESSED if computed.suppressed else per_cent,
        "rating": stands.band_title or NOT_RATED,
        "rating_computed": computed.band_title or NOT_RATED,
        "points": MISSING if stands.points is None else stands.points,
    }


def _of_overall(stands: OverallRating, computed: OverallRating) -> Line:
    return {
        "about": "overall rating",
        "table": "overall",
        "row": "rating",
        "rating": stands.band_title or NOT_RATED,
        "rating_computed": computed.band_title or NOT_RATED,
        "points": MISSING if stands.points is None else stands.points,
    }


def _of_stratum(stratum: StratumFacts) -> Iterator[Line]:
    for name in ("population", "drawn", "primaries", "reserves", "signed_off"):
        count = getattr(stratum, name)
        yield {
            "about": "sample",
            "table": stratum.id,
            "title": stratum.title,
            "row": name,
            "cases": SUPPRESSED if count is None else count,
        }
