"""Ratings by rules that are data: the lowest key question decides a standard, points decide the whole."""

from collections.abc import Sequence
from fractions import Fraction

from inspect_app.findings.bands import band_of, point_ranges
from inspect_app.findings.counts import Tally, share_cell
from inspect_app.findings.explanations import explain_overall, explain_standard
from inspect_app.findings.figures import Cell, KeyQuestionResult, OverallRating, Rating
from inspect_app.findings.flags import panel_flags, standard_band
from inspect_app.findings.tables import sufficient_options
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.rating import RatingBand, Standard


def rate_standards(tally: Tally, language: str) -> tuple[Rating, ...]:
    """Every standard's rating, in the order of the definition; none when it has no rating bands.

    The tally must have its total column first, as every tally has.
    """
    definition = tally.matrix.definition
    if not definition.ratings:
        return ()
    return tuple(_rate(tally, standard, language) for standard in definition.standards)


def rate_overall(
    ratings: Sequence[Rating], bands: Sequence[RatingBand], language: str
) -> OverallRating | None:
    """The overall rating by the points of the contributing, rated standards; None without standards."""
    if not ratings:
        return None
    points = [rating.points for rating in ratings if rating.contributes and rating.points is not None]
    ranges = point_ranges(bands, len(points), language)
    if not points:
        return OverallRating(None, None, None, 0, 0, (), explain_overall(ratings, None, ()))
    total = sum(points)
    earned = next(one for one in ranges if one.lowest <= total <= one.highest)
    return OverallRating(
        earned.band,
        earned.band_title,
        total,
        ranges[0].highest,
        len(points),
        ranges,
        explain_overall(ratings, total, ranges),
    )


def _rate(tally: Tally, standard: Standard, language: str) -> Rating:
    definition = tally.matrix.definition
    cells = {question: _sufficient_cell(tally, question) for question in standard.key_questions}
    scores = [
        (cell.numerator, cell.denominator)
        for cell in cells.values()
        if cell.numerator is not None and cell.denominator
    ]
    band = standard_band(definition.ratings, scores) if scores else None
    lowest = min((Fraction(*score) for score in scores), default=None)
    results = tuple(_result(definition, question, cell, lowest, language) for question, cell in cells.items())
    return Rating(
        id=standard.id,
        title=standard.title.into(language),
        contributes=standard.contributes,
        band=band.id if band else None,
        band_title=band.title.into(language) if band else None,
        words=band.words.into(language) if band else None,
        points=band.points if band else None,
        per_cent=next((result.cell.per_cent for result in results if result.decides), None),
        explanation=explain_standard(
            standard.title.into(language), results, definition.ratings, band, language
        ),
        flags=panel_flags(definition.ratings, scores, language) if scores else (),
        key_questions=results,
    )


def _sufficient_cell(tally: Tally, question_id: str) -> Cell:
    definition = tally.matrix.definition
    question = definition.by_id[question_id]
    return share_cell(tally.question(question), 0, sufficient_options(definition, question))


def _result(
    definition: Definition, question_id: str, cell: Cell, lowest: Fraction | None, language: str
) -> KeyQuestionResult:
    band = band_of(definition.ratings, cell.per_cent) if cell.per_cent is not None else None
    return KeyQuestionResult(
        question_id,
        definition.by_id[question_id].text.into(language),
        cell,
        band.id if band else None,
        band.title.into(language) if band else None,
        decides=cell.exact is not None and Fraction(*cell.exact) == lowest,
    )
