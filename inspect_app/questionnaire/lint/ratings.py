"""Rating bands cover every per cent, once, and reward the better one."""

from collections.abc import Iterator
from itertools import pairwise

from inspect_app.questionnaire.draft import Draft, Placed
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.rating import RatingBand


def standards_without_ratings(draft: Draft) -> Iterator[Problem]:
    """Standards that no band can rate."""
    where = draft.rating_scheme or draft.manifest
    key = "bands" if draft.rating_scheme else "ratings"
    top = where.document.data
    if draft.standards and isinstance(top, dict) and not top.get(key):
        yield where.at("standards").problem(f"standards need {key}: give the rating bands")


def bands_not_from_zero(draft: Draft) -> Iterator[Problem]:
    """A per cent too low for any band."""
    lowest = _rising(draft)[:1]
    if lowest and lowest[0].part.at_least != 0:
        yield lowest[0].place.at("at_least").problem("the lowest rating must begin at 0 per cent")


def bands_at_the_same_per_cent(draft: Draft) -> Iterator[Problem]:
    """Two bands that begin at the same per cent."""
    for lower, higher in pairwise(_rising(draft)):
        if lower.part.at_least == higher.part.at_least:
            yield higher.place.at("at_least").problem(
                f"“{lower.part.id}” and “{higher.part.id}” both begin at {lower.part.at_least} per cent"
            )


def points_not_rising(draft: Draft) -> Iterator[Problem]:
    """A higher band without more points."""
    for lower, higher in pairwise(_rising(draft)):
        if lower.part.at_least < higher.part.at_least and lower.part.points >= higher.part.points:
            yield higher.place.at("points").problem(
                f"“{higher.part.id}” must give more points than “{lower.part.id}”, which begins lower"
            )


def _rising(draft: Draft) -> list[Placed[RatingBand]]:
    return sorted(draft.ratings, key=lambda item: item.part.at_least)
