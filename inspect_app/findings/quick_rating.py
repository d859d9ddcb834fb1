"""A rating of figures or points that somebody typed, for a quick check without any case."""

import re
from collections.abc import Sequence
from fractions import Fraction

from inspect_app.findings.figures import Cell, OverallRating, Rating
from inspect_app.findings.ratings import rate_figures, sum_points
from inspect_app.findings.scale import Scale, Score
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.rating import Standard
from inspect_app.questionnaire.text import Text

_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*%?")
_CASES = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")


def read_scores(text: str) -> list[Score]:
    """Per cents (85, 64.5) or cases (129/200) with commas between. Raises UserError for anything else."""
    return [_score(part.strip()) for part in text.split(",")]


def read_points(text: str, scale: Scale) -> list[int]:
    """Points of standards with commas between them. Raises UserError for what no band of the scale gives."""
    given = {str(band.points): band.points for band in scale.bands}
    found = []
    for part in (part.strip() for part in text.split(",")):
        if part not in given:
            *others, last = sorted(given, key=int)
            allowed = f"{', '.join(others)} or {last}" if others else last
            raise UserError(f"“{part}” is no standard’s points. Each standard has {allowed}, as in 2,1,0.")
        found.append(given[part])
    return found


def rate_scores(scale: Scale, scores: Sequence[Score]) -> Rating:
    """The rating of one standard with these key questions."""
    names = [f"Key question {place}" for place in range(1, len(scores) + 1)]
    ids = [f"key_question_{place}" for place in range(1, len(scores) + 1)]
    standard = Standard(id="standard", title=Text("The standard"), key_questions=tuple(ids))
    cells = [
        Cell(
            *(score.sufficient, score.judged, None, None, None, None),
            per_cent=score.per_cent,
            exact=(score.share.numerator, score.share.denominator),
        )
        for score in scores
    ]
    return rate_figures(scale, standard, list(zip(ids, names, cells, strict=True)))


def rate_points(scale: Scale, points: Sequence[int]) -> OverallRating:
    """The overall rating of standards with these points, at least one."""
    ratings = [Rating("", "", True, None, None, None, each, None, (), (), ()) for each in points]
    return sum_points(ratings, scale.bands, scale.language)


def _score(part: str) -> Score:
    if cases := _CASES.fullmatch(part):
        sufficient, judged = int(cases[1]), int(cases[2])
        if judged == 0:
            raise UserError(f"“{part}” is of no case. Leave out a key question on which no case was judged.")
        if sufficient > judged:
            raise UserError(f"“{part}” is more sufficient cases than were judged. Write them as 129/200.")
        return Score(Fraction(sufficient, judged), judged)
    found = _PER_CENT.fullmatch(part)
    if not found:
        raise UserError(
            f"“{part}” is no figure of a key question. Write a per cent, such as 85 or 64.5, or the "
            "sufficient and the judged cases, such as 129/200, with commas between key questions."
        )
    share = Fraction(found[1]) / 100
    if share > 1:
        raise UserError(f"“{part}” is more than 100 per cent.")
    return Score(share)
