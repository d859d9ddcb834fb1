"""The command that rates typed figures by a questionnaire's rules, for quick checks."""

from collections.abc import Iterable, Iterator

import click

from inspect_app.cli.context import output_format, print_result
from inspect_app.findings.figures import OverallRating, Rating
from inspect_app.findings.flags import not_checked
from inspect_app.findings.quick_rating import rate_points, rate_scores, read_points, read_scores
from inspect_app.findings.scale import Scale, Score, scale_of
from inspect_app.findings.sensitivity import OneCase, sensitivity
from inspect_app.questionnaire.library import find, shipped
from inspect_app.questionnaire.problems import UserError

_UNTOLD = {
    "one_case": "whether one case would change the rating",
    "few_cases": "whether it rests on few cases",
    "rounding": "whether rounding changes the band",
}


@click.command()
@click.option(
    "--points", metavar="2,1,0", help="Points of the standards that contribute: the overall rating."
)
@click.option(
    "--key-questions",
    metavar="85,129/200",
    help="Per cents or sufficient/judged cases of a standard's key questions: its rating.",
)
@click.option(
    "--questionnaire",
    metavar="ID[@VERSION]",
    help="Whose rules to rate by; without it, those of the first questionnaire that ships.",
)
@output_format
def rate(points: str | None, key_questions: str | None, questionnaire: str | None, output: str) -> None:
    """Print the rating of typed figures, why it is that, and what a panel should weigh.

    Give --points for an overall rating, or --key-questions for one standard's. With cases (129/200) in place
    of per cents, the panel's flags and what one case more or fewer would change are told as well.

    \b
    Example:
      inspect-app rate --points 2,1,0,3,1,2,2
      inspect-app rate --key-questions 85,70,48
      inspect-app rate --key-questions 129/200,40/52 --format json
    """
    if (points is None) == (key_questions is None):
        raise UserError("Give either --points or --key-questions.")
    scale = _scale(questionnaire)
    if points is not None:
        overall = rate_points(scale, read_points(points, scale))
        print_result(output, _overall_data(overall), "\n".join(_overall_lines(overall)))
        return
    scores = read_scores(key_questions or "")
    rating = rate_scores(scale, scores)
    table = sensitivity(scale, rating)
    text = "\n".join(_standard_lines(rating, table, not_checked(scores, rating.flags)))
    print_result(output, _standard_data(rating, table, scores), text)


def _scale(questionnaire: str | None) -> Scale:
    definition = find(questionnaire or shipped()[0][0])
    if not definition.ratings:
        raise UserError(f"The questionnaire “{definition.id}” has no rating bands.")
    return scale_of(definition, "en")


def _overall_data(overall: OverallRating) -> dict[str, object]:
    return {
        "rating": overall.band,
        "title": overall.band_title,
        "points": overall.points,
        "highest_points": overall.highest_points,
        "standards": overall.standards,
        "ranges": [
            {"rating": one.band, "title": one.band_title, "lowest": one.lowest, "highest": one.highest}
            for one in overall.ranges
        ],
        "flags": [],  # a panel weighs what is about cases, and points are not
        "explanation": overall.explanation,
    }


def _overall_lines(overall: OverallRating) -> Iterator[str]:
    yield f"Overall: {overall.band_title}"
    yield from (f"  {sentence}" for sentence in overall.explanation)
    yield "Points that earn each rating:"
    for one in overall.ranges:
        span = f"{one.lowest} to {one.highest}" if one.lowest < one.highest else str(one.lowest)
        yield f"  {one.band_title}: {span if one.lowest <= one.highest else 'no sum of points'}"


def _standard_data(rating: Rating, table: Iterable[OneCase], scores: list[Score]) -> dict[str, object]:
    return {
        "rating": rating.band,
        "title": rating.band_title,
        "words": rating.words,
        "points": rating.points,
        "per_cent": rating.per_cent,
        "key_questions": [
            {
                "title": result.title,
                "sufficient": result.cell.numerator,
                "judged": result.cell.denominator,
                "per_cent": result.cell.per_cent,
                "exact": score.share,
                "rating": result.band,
                "decides": result.decides,
            }
            for result, score in zip(rating.key_questions, scores, strict=True)
        ],
        "flags": rating.flags,
        "not_checked": not_checked(scores, rating.flags),
        "sensitivity": list(table),
        "explanation": rating.explanation,
    }


def _standard_lines(rating: Rating, table: Iterable[OneCase], untold: Iterable[str]) -> Iterator[str]:
    yield f"{rating.band_title or 'Not rated'}" + (
        f": {rating.words}, {rating.points} {'point' if rating.points == 1 else 'points'}"
        if rating.band
        else ""
    )
    yield from (f"  {sentence}" for sentence in rating.explanation)
    yield from (f"  For the panel: {flag.sentence}" for flag in rating.flags)
    if wanted := [_UNTOLD[flag] for flag in untold]:
        yield f"  Per cents alone don’t tell {', nor '.join(wanted)}: give cases, such as 129/200."
    for place, one in enumerate(table):
        if place == 0:
            yield "If one case were judged otherwise:"
        way = "one more" if one.more else "one fewer"
        now = f"{one.sufficient} of {one.judged}, {one.per_cent} per cent"
        yield f"  {one.key_question}, {way}: {now}: {one.band_title}{' (changed)' if one.changes else ''}"
