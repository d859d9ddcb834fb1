"""Figures in words, the way an inspectorate's report writes them: "per cent", and always "n of N"."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Cell, Method, PointRange, Rating
from inspect_app.publication.phrases import ENGLISH, share_in_words, share_number
from inspect_app.questionnaire.dates import in_words

SUPPRESSED = "suppressed"
FLAGS = {
    "near_boundary": "near a boundary",
    "one_case": "one case",
    "few_cases": "few cases",
    "rounding": "rounding",
}
"""What a panel is to weigh, by the id of its flag."""
_STATUSES = (
    ("not_applicable", "not applicable"),
    ("dont_know", "don’t know"),
    ("not_asked", "not asked"),
    ("not_answered", "not answered"),
)


def of_cases(cell: Cell) -> str:
    """Cases out of cases, as in "33 of 85", or why there is no such figure."""
    if cell.suppressed:
        return SUPPRESSED
    return f"{cell.numerator:,} of {cell.denominator:,}"


def per_cent(cell: Cell) -> str:
    """A share, as in "39 per cent", or why there is none."""
    if cell.suppressed:
        return SUPPRESSED
    return "no case judged" if cell.per_cent is None else share_in_words(cell, ENGLISH)


def figure(cell: Cell) -> str:
    """Both together, as in "33 of 85 (39 per cent)", or why there is none."""
    if cell.suppressed:
        return SUPPRESSED
    if cell.per_cent is None:
        return "no case judged"
    return f"{of_cases(cell)} ({per_cent(cell)})"


def lines(cell: Cell) -> tuple[str, ...]:
    """What a cell of a table of its own says, line by line: figure, cases, interval."""
    if cell.suppressed:
        return ("[c]",)
    if cell.per_cent is None and cell.value is None:
        return ("–",)
    share = cell.per_cent is not None or not cell.value
    first = share_number(cell, ENGLISH) if share else statistic(cell.value or "")
    shown = (f"{first} [low]" if cell.low else first, of_cases(cell) if cell.per_cent is not None else "")
    return tuple(line for line in (*shown, interval(cell)) if line)


def interval(cell: Cell) -> str:
    """The interval of an estimate, a share in per cents: "50 to 71"; nothing where there is none."""
    ends = interval_ends(cell)
    return f"{ends[0]:g} to {ends[1]:g}" if ends else ""


def points(share: float) -> str:
    """A difference of shares in whole percentage points, halves away from zero: "+12", "−3" or "0"."""
    whole = int((Decimal(repr(share)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole else "0"


def points_apart(ends: tuple[float, float]) -> str:
    """The interval of a difference in percentage points, as in "−3 to +27"."""
    return f"{points(ends[0])} to {points(ends[1])}"


def interval_ends(cell: Cell) -> tuple[float, float] | None:
    """Both ends of the interval, a share to a whole per cent, a mean to one decimal place, half up."""
    found = cell.estimate
    if found is None or found.low is None or found.high is None:
        return None
    scale, places = (1, "0.1") if found.method is Method.STUDENT else (100, "1")
    low, high = (
        float((Decimal(repr(end)) * scale).quantize(Decimal(places), ROUND_HALF_UP))
        for end in (found.low, found.high)
    )
    return low, high


def left_out(cell: Cell) -> str:
    """The cases outside the denominator by reason ("1 not applicable, 26 not asked"), or "none"."""
    return _left_out(cell, _STATUSES)


def left_out_of_owing(cell: Cell) -> str:
    """The same for an answer in words, whose denominator holds the cases that were not answered too."""
    return _left_out(cell, _STATUSES[:-1])


def _left_out(cell: Cell, statuses: tuple[tuple[str, str], ...]) -> str:
    if cell.suppressed or cell.statuses_suppressed:
        return SUPPRESSED
    counts = [(getattr(cell, name), words) for name, words in statuses]
    return ", ".join(f"{count:,} {words}" for count, words in counts if count) or "none"


def standing(ratings: Iterable[Rating], scale: Iterable[PointRange]) -> str:
    """How many contributing standards have which rating, best first: "1 Good, 3 Inadequate, 1 not rated"."""
    found = Counter(
        rating.band or (rating.suppressed and SUPPRESSED) or None for rating in ratings if rating.contributes
    )
    bands = [*((band.band, band.band_title) for band in scale), (None, "not rated"), (SUPPRESSED, SUPPRESSED)]
    return ", ".join(f"{found[band]} {title}" for band, title in bands if found[band])


def step(scale: Sequence[PointRange], band: str | None) -> int | None:
    """A band's place from the lowest of a scale that has the best first; None for what is not rated."""
    return None if band is None else [each.band for each in reversed(scale)].index(band)


def small_numbers(settings: Disclosure) -> str:
    """What became of the small numbers of an edition, as the end of a sentence."""
    further = ", and further figures that would give them away" if settings.secondary else ""
    hidden = f"counts from 1 to {settings.threshold - 1} are suppressed{further}"
    said = hidden if settings.threshold > 1 else "not suppressed"
    return f"{said}; counts are rounded to the nearest {settings.rounding}" if settings.rounds else said


def protection(settings: Disclosure) -> str:
    """How an edition keeps people from being recognised, in sentences."""
    further = ", and further figures where they could otherwise be worked out from totals"
    said = (
        f"Figures resting on fewer than {settings.threshold} cases are suppressed"
        f"{further if settings.secondary else ''}."
        if settings.threshold > 1
        else "Nothing is suppressed."
    )
    rounded = (
        f" Counts are rounded to the nearest {settings.rounding}. Per cents are of the rounded counts, and "
        "groups may not add up to their total."
    )
    return said + rounded if settings.rounds else said


def statistic(value: str) -> str:
    """A statistic as it is printed: a date in words, a number with its thousands apart ("2,018.2")."""
    whole, point, places = value.partition(".")
    return f"{int(whole):,}{point}{places}" if whole.isdecimal() else long_date(value)


def long_date(iso: str | None) -> str:
    """A date in words, "17 June 2016" for "2016-06-17"; other texts are given back as they are."""
    if iso is None:
        return "no case has been signed off"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return in_words(day)


def flag_name(flag: str) -> str:
    """What a flag of a rating is called in a few words, by its id."""
    return FLAGS[flag]


def plural(count: int, one: str, more: str) -> str:
    """A number with its noun, as in "1 case" or "86 cases"."""
    return f"{count:,} {one if count == 1 else more}"
