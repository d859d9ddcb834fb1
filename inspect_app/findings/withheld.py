"""Ratings that an edition leaves out, because a band can tell how few of a few cases were sufficient."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from inspect_app.findings.bands import band_of
from inspect_app.findings.counts import half_up
from inspect_app.findings.figures import OverallRating, Rating
from inspect_app.findings.sensitive import is_small
from inspect_app.questionnaire.model import Definition

TITLE = "Suppressed"
FEWEST = 2
"""Numbers of sufficient cases that must be possible, so that a band tells none of them."""


def tells(definition: Definition, judged: int, band: str, threshold: int) -> bool:
    """Whether a band leaves a hidden figure out of some judged cases too few values.

    A reader knows the cut-offs, and often how many cases were judged; that the figure is hidden says that it
    is small, or that its rest is.
    """
    within = [count for count in range(judged + 1) if judged and _band(definition, count, judged) == band]
    small = [count for count in within if is_small(count, threshold) or is_small(judged - count, threshold)]
    return bool(judged) and len(small or within) < FEWEST


def _band(definition: Definition, count: int, judged: int) -> str:
    share = Fraction(count, judged)
    exact = definition.rating_rules.rounding == "exact"
    return band_of(definition.ratings, 100 * share if exact else half_up(share)).id


def withheld(rating: Rating) -> Rating:
    """A rating without its band and all that follows from it."""
    said = f"The rating of {rating.title} is suppressed: it would tell what was judged in few cases."
    return replace(
        rating,
        band=None,
        band_title=TITLE,
        words=None,
        points=None,
        per_cent=None,
        explanation=(said,),
        flags=(),
        suppressed=True,
    )


def is_withheld(rating: Rating) -> bool:
    """Whether an edition leaves out which band a rating is."""
    return rating.suppressed and rating.band is None and rating.band_title == TITLE


def shown_overall(overall: OverallRating | None, ratings: Iterable[Rating]) -> OverallRating | None:
    """The overall rating, whose points would give back those of a standard that is left out."""
    left_out = [rating.title for rating in ratings if rating.contributes and is_withheld(rating)]
    if overall is None or not left_out:
        return overall
    said = (
        f"The overall rating is suppressed, because it would tell the rating of {_listed(left_out)} left out."
    )
    return replace(overall, band=None, band_title=TITLE, points=None, explanation=(said,))


def _listed(titles: Collection[str]) -> str:
    return "a standard that is" if len(titles) == 1 else f"{len(titles)} standards that are"
