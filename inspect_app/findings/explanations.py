"""Why a rating is what it is, in sentences with the numbers in them."""

from collections.abc import Sequence
from itertools import groupby

from inspect_app.findings.bands import describe
from inspect_app.findings.figures import KeyQuestionResult, PointRange, Rating
from inspect_app.findings.scale import Scale
from inspect_app.questionnaire.rating import RatingBand


def explain_standard(
    title: str, results: Sequence[KeyQuestionResult], scale: Scale, band: RatingBand | None
) -> tuple[str, ...]:
    """The figures of the key questions, which of them decides, and the band it falls in."""
    if len(results) == 1:
        sentences = [_figure(title, results[0])]
    else:
        sentences = [_figure(result.title, result) for result in results]
    if band is None:
        judged = any(result.cell.denominator for result in results)
        return (*sentences, f"{title} is not rated: {_too_few(scale) if judged else 'no case was judged'}.")
    if len(results) > 1:
        deciding = " and ".join(f"“{result.title}”" for result in results if result.decides)
        sentences.append(f"The lowest key question decides the rating: {deciding}.")
    return (*sentences, describe(scale.bands, band, scale.language, exact=scale.rules.rounding == "exact"))


def explain_judgement(
    title: str, band_title: str | None, *, entered: bool, undone: bool = False
) -> tuple[str, ...]:
    """That people rated a standard, and how, or that they undid what they entered."""
    if undone:
        again = "The judgement was undone, so it is unrated until somebody judges it again."
        return (f"{title} is rated by judgement. {again}",)
    if not entered:
        return (f"{title} is rated by judgement, and no judgement is entered yet.",)
    return (f"{title} is rated by judgement: {band_title or 'not rated'}.",)


def explain_overall(
    ratings: Sequence[Rating], points: int | None, ranges: Sequence[PointRange]
) -> tuple[str, ...]:
    """Which standards contribute, their points, and the cut-offs the sum falls between."""
    contributing = [rating for rating in ratings if rating.contributes]
    rated = [
        f"{rating.title} {rating.points}".strip() for rating in contributing if rating.points is not None
    ]
    unrated = [rating for rating in contributing if rating.points is None]
    sentences = []
    if points is None:
        sentences.append("There is no overall rating: no standard that contributes to it is rated.")
    else:
        sentences.append(f"Points of the standards: {_joined(rated)}. Together {_points(points)}.")
        earned = next(one for one in ranges if one.lowest <= points <= one.highest)
        span = (
            f"{earned.lowest} to {earned.highest}" if earned.lowest != earned.highest else f"{earned.lowest}"
        )
        cases = "one standard" if len(rated) == 1 else f"{len(rated)} standards"
        sentences.append(f"With {cases}, {span} of {ranges[0].highest} points is {earned.band_title}.")
    for why, left_out in groupby(sorted(unrated, key=_why_unrated), key=_why_unrated):
        sentences.append(f"Left out because {why}: {_joined([rating.title for rating in left_out])}.")
    if beside := [rating.title for rating in ratings if not rating.contributes]:
        sentences.append(f"Not part of the overall rating: {_joined(beside)}.")
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
    if cell.denominator is None:
        return f"{subject}{stop} {cell.per_cent} per cent."
    share = (
        f"{cell.numerator} of {cell.denominator} {'case' if cell.denominator == 1 else 'cases'} sufficient"
    )
    return f"{subject}{stop} {share}, {cell.per_cent} per cent."


def _joined(parts: Sequence[str]) -> str:
    """A list whose parts may hold commas of their own."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def _why_unrated(rating: Rating) -> str:
    if not rating.key_questions:
        return "no judgement rates it"
    if rating.band is not None:
        return "people decided against a rating"
    judged = any(result.cell.denominator for result in rating.key_questions)
    return "too few cases were judged" if judged else "no case was judged"


def _too_few(scale: Scale) -> str:
    return f"no key question has {scale.rules.fewest_cases} judged cases, which a rating takes"
