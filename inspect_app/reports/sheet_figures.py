"""The figures a sheet can show, by name: numbers, or the shorthand for why there is none."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from inspect_app.findings.figures import Cell, DecidedRating, Measure, OverallRating, PointRange, Rating, Row
from inspect_app.findings.snapshot import StratumFacts
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.wording import interval_ends

Value = str | int | float
LESS_THAN_ONE = "less than 1"
NOT_RATED = "Not rated"
_SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.ANSWERED)
SUPPRESSED, LOW, MISSING, NO_SUCH_FIGURE = "[c]", "[low]", "[x]", "[z]"
_Shown = TypeVar("_Shown")


def pick(figures: Mapping[str, _Shown], name: str) -> _Shown:
    """What the house style asks for. Raises UserError when there is no figure of that name."""
    try:
        return figures[name]
    except KeyError:
        raise UserError(
            f"The house style file workbook.yaml shows “{name}”, which doesn't exist here. "
            f"There are: {', '.join(figures)}."
        ) from None


def _status(name: str) -> Callable[[Row, Cell], Value]:
    def show(_row: Row, cell: Cell) -> Value:
        return _count(getattr(cell, name), cell.suppressed or cell.statuses_suppressed)

    return show


def _answer(row: Row, _cell: Cell) -> Value:
    """The answer; the share judged sufficient has the question itself for a label."""
    return "Judged sufficient" if row.label == row.question_text else row.label


def _count(number: int | None, suppressed: bool) -> Value:
    if suppressed:
        return SUPPRESSED
    return MISSING if number is None else number


def _per_cent(row: Row, cell: Cell) -> Value:
    if row.measure not in _SHARES:
        return NO_SUCH_FIGURE
    if cell.per_cent == 0 and cell.numerator and not cell.suppressed:
        return LESS_THAN_ONE
    return _count(cell.per_cent, cell.suppressed)


def _small_base(_row: Row, cell: Cell) -> Value:
    if cell.suppressed:
        return SUPPRESSED
    return LOW if cell.low else "No"


def _interval(end: int) -> Callable[[Row, Cell], Value]:
    def show(_row: Row, cell: Cell) -> Value:
        if cell.suppressed:
            return SUPPRESSED
        ends = interval_ends(cell)
        return NO_SUCH_FIGURE if ends is None else ends[end]

    return show


def _value(row: Row, cell: Cell) -> Value:
    if row.measure in _SHARES:
        return NO_SUCH_FIGURE
    if cell.suppressed:
        return SUPPRESSED
    return MISSING if cell.value is None else as_number(cell.value)


def as_number(text: str) -> Value:
    """A statistic as a number if it is one; a date stays a text."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _reached(overall: OverallRating, band: PointRange) -> Value:
    if band.band != overall.band:
        return NO_SUCH_FIGURE
    return MISSING if overall.points is None else overall.points


def _decided(_rating: Rating, decision: DecidedRating | None) -> Value:
    if decision is None or decision.judgement:
        return NO_SUCH_FIGURE
    return decision.band_title or NOT_RATED


def _computed_then(decision: DecidedRating) -> Value:
    return NO_SUCH_FIGURE if decision.judgement else decision.computed_then_title or NOT_RATED


FIGURES: Mapping[str, Callable[[Row, Cell], Value]] = {
    "question": lambda row, _cell: row.question_text,
    "answer": _answer,
    "numerator": lambda _row, cell: _count(cell.numerator, cell.suppressed),
    "denominator": lambda _row, cell: _count(cell.denominator, cell.suppressed),
    "per_cent": _per_cent,
    "value": _value,
    "interval_low": _interval(0),
    "interval_high": _interval(1),
    "small_base": _small_base,
    "not_applicable": _status("not_applicable"),
    "dont_know": _status("dont_know"),
    "not_asked": _status("not_asked"),
    "not_answered": _status("not_answered"),
}
RATINGS: Mapping[str, Callable[[Rating, DecidedRating | None], Value]] = {
    "title": lambda rating, _decision: rating.title,
    "rating": lambda rating, _decision: rating.band_title or NOT_RATED,
    "points": lambda rating, _decision: MISSING if rating.points is None else rating.points,
    "per_cent": lambda rating, _decision: _count(rating.per_cent, rating.suppressed),
    "decided": _decided,
    "contributes": lambda rating, _decision: "Yes" if rating.contributes else "No",
    "explanation": lambda rating, _decision: " ".join(rating.explanation),
    "flags": lambda rating, _decision: " ".join(flag.sentence for flag in rating.flags) or NO_SUCH_FIGURE,
}
DECISIONS: Mapping[str, Callable[[DecidedRating], Value]] = {
    "title": lambda decision: decision.title,
    "kind": lambda decision: "Judged" if decision.judgement else "Decided by a panel",
    "decided": lambda decision: decision.band_title or NOT_RATED,
    "computed": _computed_then,
    "date": lambda decision: decision.at[:10],
    "grounds": lambda decision: SUPPRESSED if decision.grounds is None else decision.grounds,
}
OVERALL: Mapping[str, Callable[[OverallRating, PointRange], Value]] = {
    "rating": lambda _overall, band: band.band_title,
    "lowest": lambda _overall, band: band.lowest,
    "highest": lambda _overall, band: band.highest,
    "points": _reached,
}
STRATA: Mapping[str, Callable[[StratumFacts], Value]] = {
    "title": lambda stratum: stratum.title,
    "population": lambda stratum: stratum.population,
    "drawn": lambda stratum: _count(stratum.drawn, stratum.drawn is None),
    "primaries": lambda stratum: _count(stratum.primaries, stratum.primaries is None),
    "reserves": lambda stratum: _count(stratum.reserves, stratum.reserves is None),
    "signed_off": lambda stratum: _count(stratum.signed_off, stratum.signed_off is None),
}
