"""What people decided about ratings beside what was computed, and what stands of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_app.findings.bands import point_ranges
from inspect_app.findings.figures import DecidedRating, OverallRating, Rating
from inspect_app.findings.ratings import NOT_RATED, sum_points
from inspect_app.findings.scale import Scale

OVERALL = "overall"
"""What a decision on the overall rating is about, in place of a standard."""


@dataclass(frozen=True)
class Decision:
    """A judgement, a panel's decision, or (band None) the undoing of the one before about this subject.

    `computed` is the band computed when it was taken.
    """

    number: int
    subject: str
    band: str | None
    computed: str | None
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Decided:
    """A computed rating with the decision that stands beside it, if any; `title` None is not rated."""

    rating: Rating
    decision: Decision | None
    title: str | None
    points: int | None

    @property
    def judged(self) -> bool:
        """Whether people alone rate this standard."""
        return not self.rating.key_questions


@dataclass(frozen=True)
class DecidedOverall:
    """The overall rating as computed, as it follows from the decided standards, and as decided itself."""

    computed: OverallRating
    of_decided: OverallRating
    decision: Decision | None
    title: str | None


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The last decision about each subject, in order of number, unless it undoes."""
    return {subject: each for subject, each in last_of_each(decisions).items() if each.band is not None}


def last_of_each(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The last decision about each subject, in order of number, be it that the one before was undone."""
    return {each.subject: each for each in sorted(decisions, key=lambda each: each.number)}


def decide(scale: Scale, ratings: Sequence[Rating], stand: Mapping[str, Decision]) -> tuple[Decided, ...]:
    """Each rating with what stands beside it. A judged standard's rating is its judgement already."""
    return tuple(_decide(scale, rating, stand.get(rating.id)) for rating in ratings)


def decide_overall(
    scale: Scale, computed: OverallRating, decided: Sequence[Decided], stand: Mapping[str, Decision]
) -> DecidedOverall:
    """The overall rating with what follows from the decided standards, and what was decided itself."""
    of_decided = sum_points([_as_decided(each) for each in decided], scale.bands, scale.language)
    decision = stand.get(OVERALL)
    title = of_decided.band_title if decision is None else title_of(scale, decision.band)
    return DecidedOverall(computed, of_decided, decision, title)


def shown_decisions(
    scale: Scale, decided: Sequence[Decided], overall: DecidedOverall | None
) -> tuple[tuple[DecidedRating, ...], OverallRating | None]:
    """What a snapshot says of decisions: those that stand, and the overall rating if they change it."""
    stand = [
        _shown(scale, each.decision, each.rating.title, each.points, judged=each.judged)
        for each in decided
        if each.decision
    ]
    if overall is None:
        return tuple(stand), None
    if overall.decision:
        stand.append(_shown(scale, overall.decision, "Overall", None, judged=False))
    return tuple(stand), None if overall.of_decided == overall.computed else overall.of_decided


def title_of(scale: Scale, band: str | None) -> str | None:
    """A band's title by its id; None for what is not rated."""
    return next((scale.title(each) for each in scale.bands if each.id == band), None)


def may_be(scale: Scale) -> list[tuple[str, str]]:
    """What can be decided, best first: every band, and that something is not rated."""
    best_first = point_ranges(scale.bands, 1, scale.language)
    return [*((each.band, each.band_title) for each in best_first), (NOT_RATED, "Not rated")]


def _decide(scale: Scale, rating: Rating, decision: Decision | None) -> Decided:
    if decision is None or not rating.key_questions:  # a judgement is in the rating already
        return Decided(rating, decision, rating.band_title, rating.points)
    points = next((band.points for band in scale.bands if band.id == decision.band), None)
    return Decided(rating, decision, title_of(scale, decision.band), points)


def _as_decided(decided: Decided) -> Rating:
    kept = vars(decided.rating) | {"points": decided.points, "band_title": decided.title}
    return Rating(**kept)


def _shown(
    scale: Scale, decision: Decision, title: str, points: int | None, *, judged: bool
) -> DecidedRating:
    return DecidedRating(
        subject=decision.subject,
        title=title,
        judgement=judged,
        band=None if decision.band == NOT_RATED else decision.band,
        band_title=title_of(scale, decision.band),
        points=points,
        computed_then=decision.computed,
        computed_then_title=title_of(scale, decision.computed),
        grounds=decision.reason,
        by=decision.author,
        at=decision.at.isoformat(timespec="seconds"),
    )
