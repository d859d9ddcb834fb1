"""Why a rating is what it is, in sentences with the numbers in them."""

from collections.abc import Sequence

from inspect_app.findings.bands import Bands, describe
from inspect_app.findings.figures import KeyQuestionResult, PointRange, Rating
from inspect_app.questionnaire.rating import RatingBand


def explain_standard(
    title: str, results: Sequence[KeyQuestionResult], bands: Bands, band: RatingBand | None, language: str
) -> tuple[str, ...]:
    """The figures of the key questions, which of them decides, and the band it falls in."""
    if len(results) == 1:
        sentences = [_figure(title, results[0])]
    else:
        sentences = [_figure(result.title, result) for result in results]
    if band is None:
        return (*sentences, f"{title} is not rated: no case was judged.")
    if len(results) > 1:
        deciding = " and ".join(f"“{result.title}”" for result in results if result.decides)
        sentences.append(f"The lowest key question decides the rating: {deciding}.")
    return (*sentences, describe(bands, band, language))


def explain_overall(
    ratings: Sequence[Rating], points: int | None, ranges: Sequence[PointRange]
) -> tuple[str, ...]:
    """Which standards contribute, their points, and the cut-offs the sum falls between."""
    contributing = [rating for rating in ratings if rating.contributes]
    rated = [f"{rating.title} {rating.points}" for rating in contributing if rating.points is not None]
    left_out = [rating.title for rating in contributing if rating.points is None]
    beside = [rating.title for rating in ratings if not rating.contributes]
    sentences = []
    if points is None:
        sentences.append("There is no overall rating: no standard that contributes to it is rated.")
    else:
        sentences.append(f"Points of the standards: {', '.join(rated)}. Together {_points(points)}.")
        earned = next(one for one in ranges if one.lowest <= points <= one.highest)
        span = (
            f"{earned.lowest} to {earned.highest}" if earned.lowest != earned.highest else f"{earned.lowest}"
        )
        cases = "one standard" if len(rated) == 1 else f"{len(rated)} standards"
        sentences.append(f"With {cases}, {span} of {ranges[0].highest} points is {earned.band_title}.")
    if left_out:
        sentences.append(f"Left out because no case was judged: {', '.join(left_out)}.")
    if beside:
        sentences.append(f"Not part of the overall rating: {', '.join(beside)}.")
    return tuple(sentences)


def suppressed_explanation(title: str, band_title: str | None) -> tuple[str, ...]:
    """What an edition says of a rating whose figures are too small to be shown."""
    hidden = f"The figures behind {title} are suppressed because the numbers are small."
    return (hidden,) if band_title is None else (f"{title} is {band_title}.", hidden)


def _figure(subject: str, result: KeyQuestionResult) -> str:
    stop = "" if subject.endswith("?") else ":"
    cell = result.cell
    if cell.per_cent is None:
        return f"{subject}{stop} {cell.reason}"
    share = (
        f"{cell.numerator} of {cell.denominator} {'case' if cell.denominator == 1 else 'cases'} sufficient"
    )
    return f"{subject}{stop} {share}, {cell.per_cent} per cent."


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"
