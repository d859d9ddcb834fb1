"""What changed in a figure, in words: what it was and what it is now."""

from collections.abc import Iterator

from inspect_app.findings.compare import FigureChange, RatingChange
from inspect_app.findings.decisions import OVERALL, Decision
from inspect_app.findings.figures import Cell, Estimate
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.questionnaire.model import Definition
from inspect_app.reports.wording import SUPPRESSED, figure, flag_name, statistic

ESTIMATES = "it goes by every signed-off case of the sample, not by those of the figure alone."
"""Why the estimate of a figure may change when the figure does not."""
NOT_THERE = "not there"
_ASIDE = {
    "not_applicable": "not applicable",
    "dont_know": "don’t know",
    "not_asked": "not asked",
    "not_answered": "not answered",
    "outside": "not among those it is out of",
}

_OF_RATING = {
    "per_cent": ("per cent", "per cent"),
    "points": ("point", "points"),
    "standards": ("standard", "standards"),
}


def cell_words(cell: Cell | None) -> str:
    """A figure, or why there is none: "33 of 85 (39 per cent)", "2.5 (from 12 answers)"."""
    if cell is None:
        return NOT_THERE
    if cell.suppressed:
        return SUPPRESSED
    if cell.value is not None:
        return f"{statistic(cell.value)} (from {cell.denominator:,})"
    return figure(cell) if cell.per_cent is not None else (cell.reason or "no case judged").rstrip(".")


def rating_words(change: RatingChange, *, later: bool) -> str:
    """A rating as it was or is, with what differs of its figures: "Good, 71 per cent".

    As it is, it also says what a panel is to weigh that is new, and what no longer.
    """
    title = change.after_title if later else change.before_title
    said = {each.field: each.after if later else each.before for each in change.fields}
    figures = [
        f"{said[name]} {one if said[name] == 1 else more}"
        for name, (one, more) in _OF_RATING.items()
        if said.get(name) is not None
    ]
    decided = change.after_decided if later else change.before_decided
    beside = [f"decided: {decided}"] if decided else []
    return ", ".join([title or "Not rated", *figures, *(_flags(change) if later else ()), *beside])


def _flags(change: RatingChange) -> Iterator[str]:
    for each in change.fields:
        if each.field == "flags":
            before, after = each.before or (), each.after or ()
            for words, found in (
                ("new to weigh", [flag for flag in after if flag not in before]),
                ("no longer to weigh", [flag for flag in before if flag not in after]),
            ):
                if found:
                    yield f"{words}: {' and '.join(map(flag_name, found))}"


def decision_words(definition: Definition, decision: Decision) -> str:
    """What was decided about what, by whom and why."""
    titles = {each.id: each.title.into() for each in definition.standards} | {OVERALL: "Overall"}
    bands = {each.id: each.title.into() for each in definition.ratings} | {NOT_RATED: "Not rated"}
    what = "undone" if decision.band is None else bands.get(decision.band, decision.band)
    about = titles.get(decision.subject, decision.subject)
    return f"Decided about {about}: {what}, by {decision.author}: {decision.reason}"


def also(change: FigureChange) -> Iterator[str]:
    """What else of it changed: the cases left out of it, and its estimate."""
    if change.before is None or change.after is None:
        return
    for name, words in _ASIDE.items():
        before, after = (getattr(cell, name) for cell in (change.before, change.after))
        if before != after and None not in (before, after):
            yield f"{words}: {before:,} before, {after:,} now"
    before, after = (_estimate(cell) for cell in (change.before, change.after))
    if before != after and before and after:
        yield f"estimate: {before} before, {after} now"


def _estimate(cell: Cell) -> str:
    found = cell.estimate
    if found is None or found.value is None:
        return "" if found is None else "none"
    share = cell.per_cent is not None
    if found.low is None or found.high is None:
        return _number(found.value, share)
    return f"{_number(found.value, share)} ({_interval(found, share)})"


def _interval(found: Estimate, share: bool) -> str:
    return " to ".join(_number(end, share) for end in (found.low or 0.0, found.high or 0.0))


def _number(value: float, share: bool) -> str:
    return f"{100 * value:.1f}%" if share else f"{value:,.2f}"
