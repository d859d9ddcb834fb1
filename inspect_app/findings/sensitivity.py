"""What the rating of a standard would be if one case had been judged otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.findings.figures import Rating
from inspect_app.findings.scale import Scale, Score, score_of
from inspect_app.questionnaire.rating import RatingBand


@dataclass(frozen=True)
class OneCase:
    """A standard with one case of one key question judged otherwise: that question's figure, the rating.

    `more`: one case more is judged sufficient, not one fewer.
    """

    key_question: str
    sufficient: int
    judged: int
    per_cent: int
    band: str
    band_title: str
    changes: bool
    more: bool


def one_case_each_way(scale: Scale, scores: Sequence[Score]) -> list[tuple[int, Score, RatingBand]]:
    """Each way one case could change: the place of the key question, its score then, the standard's band."""
    return [
        (place, changed, scale.standard_band([*scores[:place], changed, *scores[place + 1 :]]))
        for place, score in enumerate(scores)
        for changed in score.with_one_case_changed()
    ]


def sensitivity(scale: Scale, rating: Rating) -> tuple[OneCase, ...]:
    """The table for one rating: empty when it is not rated, not by figures or the figures are suppressed."""
    scored = [(each.title, score) for each in rating.key_questions if (score := score_of(each.cell))]
    if rating.band is None or rating.suppressed:
        return ()
    return tuple(
        OneCase(
            scored[place][0],
            changed.sufficient or 0,
            changed.judged or 0,
            changed.per_cent,
            band.id,
            scale.title(band),
            changes=band.id != rating.band,
            more=changed.share > scored[place][1].share,
        )
        for place, changed, band in one_case_each_way(scale, [score for _, score in scored])
    )
