"""The bands of a rating scale: which one a per cent falls in, and which sums of points earn it overall."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from inspect_app.findings.figures import PointRange
from inspect_app.questionnaire.rating import RatingBand

Bands = Sequence[RatingBand]
"""At least one band; the lowest takes every per cent below the others."""


def lowest_first(bands: Bands) -> tuple[RatingBand, ...]:
    """The bands by the per cent they begin at."""
    return tuple(sorted(bands, key=lambda band: band.at_least))


def band_of(bands: Bands, per_cent: int | Fraction) -> RatingBand:
    """The band a per cent (0 to 100) falls in."""
    lowest, *others = lowest_first(bands)
    return next((band for band in reversed(others) if per_cent >= band.at_least), lowest)


def boundaries(bands: Bands) -> tuple[int, ...]:
    """The per cents at which one band ends and the next begins."""
    return tuple(band.at_least for band in lowest_first(bands)[1:])


def describe(bands: Bands, band: RatingBand, language: str, *, exact: bool = False) -> str:
    """Which per cents earn a band, as a sentence; `exact` where shares are banded without rounding."""
    ordered = lowest_first(bands)
    place = ordered.index(band)
    title = band.title.into(language)
    if len(ordered) == 1:
        return f"Any per cent is {title}."
    if place == 0:
        return f"Under {ordered[1].at_least} per cent is {title}."
    if place == len(ordered) - 1:
        return f"{band.at_least} per cent and over is {title}."
    following = ordered[place + 1].at_least
    if exact:
        return f"{band.at_least} to under {following} per cent is {title}."
    return f"{band.at_least} to {following - 1} per cent is {title}."


def point_ranges(bands: Bands, standards: int, language: str) -> tuple[PointRange, ...]:
    """The sums of points of some number of standards that earn each overall rating, best rating first.

    A rating ends half way to the next one's points: floor((p + 0.5) × N) where bands are one point apart,
    which gives the published cut-offs floor(0.5 N), floor(1.5 N) and floor(2.5 N).
    """
    ordered = sorted(bands, key=lambda band: band.points)
    tops = [(band.points + following.points) * standards // 2 for band, following in pairwise(ordered)]
    tops.append(ordered[-1].points * standards)
    bottoms = [ordered[0].points * standards, *(top + 1 for top in tops[:-1])]
    ranges = [
        PointRange(band.id, band.title.into(language), lowest, highest)
        for band, lowest, highest in zip(ordered, bottoms, tops, strict=True)
    ]
    return tuple(reversed(ranges))
