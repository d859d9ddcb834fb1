"""What a ratings panel should weigh before it takes a computed rating as it stands."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from inspect_app.findings.bands import Bands, band_of, boundaries, lowest_first
from inspect_app.findings.counts import half_up
from inspect_app.findings.figures import Flag
from inspect_app.questionnaire.rating import RatingBand

Score = tuple[int, int]
"""Sufficient and judged cases of one key question; judged is above zero."""

NEAR = 5
FEW = 5


def panel_flags(bands: Bands, scores: Sequence[Score], language: str) -> tuple[Flag, ...]:
    """The flags of one standard from all its judged key questions (at least one).

    Near a boundary: the lowest whole per cent is within five points of one. One case: judging one case
    otherwise on one key question would change the standard's rating. Few cases: a key question rests on five
    cases or fewer. Rounding: the exact share lies in another band than the whole per cent.
    """
    flags = [
        *_near_boundary(bands, scores),
        *_one_case(bands, scores, language),
        *_few_cases(scores),
        *_rounding(bands, scores, language),
    ]
    return tuple(flags)


def standard_band(bands: Bands, scores: Sequence[Score]) -> RatingBand:
    """The band of the lowest key question, on the whole per cent."""
    return band_of(bands, min(half_up(Fraction(*score)) for score in scores))


def _near_boundary(bands: Bands, scores: Sequence[Score]) -> Iterator[Flag]:
    lowest = min(half_up(Fraction(*score)) for score in scores)
    near = [boundary for boundary in boundaries(bands) if abs(lowest - boundary) <= NEAR]
    if near:
        places = " and at ".join(f"{boundary} per cent" for boundary in near)
        sentence = f"The lowest score, {lowest} per cent, is within five points of the boundary at {places}."
        yield Flag("near_boundary", sentence)


def _one_case(bands: Bands, scores: Sequence[Score], language: str) -> Iterator[Flag]:
    now = standard_band(bands, scores)
    reachable = [standard_band(bands, changed) for changed in _with_one_case_changed(scores)]
    others = [band.title.into(language) for band in lowest_first(bands) if band != now and band in reachable]
    if others:
        became = " or ".join(others)
        yield Flag("one_case", f"One case judged otherwise would change the rating to {became}.")


def _with_one_case_changed(scores: Sequence[Score]) -> Iterator[list[Score]]:
    for place, (sufficient, judged) in enumerate(scores):
        for changed in (sufficient - 1, sufficient + 1):
            if 0 <= changed <= judged:
                yield [*scores[:place], (changed, judged), *scores[place + 1 :]]


def _few_cases(scores: Sequence[Score]) -> Iterator[Flag]:
    fewest = min(judged for _, judged in scores)
    if fewest <= FEW:
        cases = "one case" if fewest == 1 else f"{fewest} cases"
        yield Flag("few_cases", f"A key question rests on {cases} only.")


def _rounding(bands: Bands, scores: Sequence[Score], language: str) -> Iterator[Flag]:
    sufficient, judged = min(scores, key=lambda score: Fraction(*score))
    share = Fraction(sufficient, judged)
    unrounded, rounded = band_of(bands, share * 100), standard_band(bands, scores)
    if unrounded != rounded:
        sentence = (
            f"{sufficient} of {judged} is rounded up to {half_up(share)} per cent; unrounded it is "
            f"{unrounded.title.into(language)}."
        )
        yield Flag("rounding", sentence)
