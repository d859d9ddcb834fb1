"""Ratings by rules that are data: the lowest key question decides a standard, points decide the whole."""

from collections.abc import Mapping, Sequence

from inspect_app.findings.bands import point_ranges
from inspect_app.findings.counts import Tally, share_cell
from inspect_app.findings.explanations import explain_judgement, explain_overall, explain_standard
from inspect_app.findings.figures import Cell, KeyQuestionResult, OverallRating, Rating
from inspect_app.findings.flags import panel_flags
from inspect_app.findings.scale import Scale, Score, lowest, scale_of, score_of
from inspect_app.findings.tables import sufficient_options
from inspect_app.questionnaire.rating import RatingBand, Standard

NOT_RATED = "not_rated"
"""What people enter in place of a band when a standard is not to be rated."""
Figure = tuple[str, str, Cell]
"""A key question's id, its words and its figure."""


def rate_standards(
    tally: Tally,
    language: str,
    judgements: Mapping[str, str | None] | None,
    columns: Sequence[int] = (0,),
) -> tuple[Rating, ...]:
    """Every standard's rating, in the order of the definition; none when it has no rating bands.

    The cases are those of some columns of the tally together, of the total if not said. `judgements` are band
    ids, or NOT_RATED, by standard, None of what was undone; None leaves out the standards that people rate.
    """
    definition = tally.matrix.definition
    if not definition.ratings:
        return ()
    scale = scale_of(definition, language)
    return tuple(
        _by_judgement(scale, standard, judgements or {})
        if standard.judgement
        else rate_figures(scale, standard, _figures(tally, standard, language, columns))
        for standard in definition.standards
        if not (standard.judgement and judgements is None)
    )


def rate_overall(
    ratings: Sequence[Rating], bands: Sequence[RatingBand], language: str
) -> OverallRating | None:
    """The overall rating by the points of the contributing, rated standards; None without standards."""
    return sum_points(ratings, bands, language) if ratings else None


def sum_points(ratings: Sequence[Rating], bands: Sequence[RatingBand], language: str) -> OverallRating:
    """The overall rating of these standards, of which none may be rated."""
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


def rate_figures(scale: Scale, standard: Standard, figures: Sequence[Figure]) -> Rating:
    """A standard's rating by the figures of its key questions."""
    scores = [score for _, _, cell in figures if (score := score_of(cell)) is not None]
    enough = any(score.judged is None or score.judged >= scale.rules.fewest_cases for score in scores)
    deciding = lowest(scores) if scores and enough else None
    results = tuple(_result(scale, figure, deciding) for figure in figures)
    band = scale.band(deciding) if deciding else None
    title = standard.title.into(scale.language)
    return Rating(
        id=standard.id,
        title=title,
        contributes=standard.contributes,
        band=band.id if band else None,
        band_title=scale.title(band) if band else None,
        words=band.words.into(scale.language) if band else None,
        points=band.points if band else None,
        per_cent=deciding.per_cent if deciding else None,
        explanation=explain_standard(title, results, scale, band),
        flags=panel_flags(scale, scores) if deciding else (),
        key_questions=results,
    )


def _by_judgement(scale: Scale, standard: Standard, judgements: Mapping[str, str | None]) -> Rating:
    """A standard's rating by what people entered: no figure, no words for a share, nothing to flag."""
    given = judgements.get(standard.id)
    band = next((band for band in scale.bands if band.id == given), None)
    title, band_title = standard.title.into(scale.language), scale.title(band) if band else None
    return Rating(
        id=standard.id,
        title=title,
        contributes=standard.contributes,
        band=band.id if band else None,
        band_title=band_title,
        words=None,
        points=band.points if band else None,
        per_cent=None,
        explanation=explain_judgement(
            title,
            band_title,
            entered=given is not None,
            undone=given is None and standard.id in judgements,
        ),
        flags=(),
        key_questions=(),
    )


def _figures(tally: Tally, standard: Standard, language: str, columns: Sequence[int]) -> list[Figure]:
    definition = tally.matrix.definition
    found = []
    for id_ in standard.key_questions:
        question = definition.by_id[id_]
        cell = share_cell(tally.question(question), columns, sufficient_options(definition, question))
        found.append((id_, question.text.into(language), cell))
    return found


def _result(scale: Scale, figure: Figure, deciding: Score | None) -> KeyQuestionResult:
    id_, title, cell = figure
    score = score_of(cell)
    band = scale.band(score) if score else None
    return KeyQuestionResult(
        id_,
        title,
        cell,
        band.id if band else None,
        scale.title(band) if band else None,
        decides=bool(score and deciding and score.share == deciding.share),
    )
