"""What a ratings panel should weigh before it takes a computed rating as it stands."""

from collections.abc import Collection, Iterator, Sequence

from inspect_app.findings.bands import boundaries, lowest_first
from inspect_app.findings.figures import Flag
from inspect_app.findings.scale import Scale, Score, lowest
from inspect_app.findings.sensitivity import one_case_each_way

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def panel_flags(scale: Scale, scores: Sequence[Score]) -> tuple[Flag, ...]:
    """The flags of one standard from all its judged key questions (at least one).

    Near a boundary: the lowest score is within so many points of one. One case: judging one case otherwise
    on one key question would change the standard's rating. Few cases: a key question rests on so few.
    Rounding: the exact share of a key question, be it the lowest or not, lies in another band than its whole
    per cent. The numbers are the scale's.
    """
    flags = [
        *_near_boundary(scale, scores),
        *_one_case(scale, scores),
        *_few_cases(scale, scores),
        *_rounding(scale, scores),
    ]
    return tuple(flags)


def not_checked(scores: Sequence[Score], raised: Collection[Flag] = ()) -> tuple[str, ...]:
    """The flags that can't be told because a score came without its cases, but for those raised anyway."""
    bare = [score for score in scores if score.judged is None]
    whole = [score for score in bare if (score.share * 100).denominator == 1]
    untold = (*(("one_case", "few_cases") if bare else ()), *(("rounding",) if whole else ()))
    known = {flag.id for flag in raised}
    return tuple(id_ for id_ in untold if id_ not in known)


def _near_boundary(scale: Scale, scores: Sequence[Score]) -> Iterator[Flag]:
    per_cent, near = lowest(scores).per_cent, scale.rules.near_boundary
    found = [boundary for boundary in boundaries(scale.bands) if abs(per_cent - boundary) <= near]
    if found:
        places = " and at ".join(f"{boundary} per cent" for boundary in found)
        within = f"{_number(near)} {'point' if near == 1 else 'points'}"
        sentence = f"The lowest score, {per_cent} per cent, is within {within} of the boundary at {places}."
        yield Flag("near_boundary", sentence)


def _one_case(scale: Scale, scores: Sequence[Score]) -> Iterator[Flag]:
    now = scale.standard_band(scores)
    reachable = [band for _, _, band in one_case_each_way(scale, scores)]
    others = [scale.title(band) for band in lowest_first(scale.bands) if band != now and band in reachable]
    if others:
        became = " or ".join(others)
        yield Flag("one_case", f"One case judged otherwise would change the rating to {became}.")


def _few_cases(scale: Scale, scores: Sequence[Score]) -> Iterator[Flag]:
    known = [score.judged for score in scores if score.judged is not None]
    fewest = min(known, default=None)
    if fewest is not None and fewest <= scale.rules.few_cases:
        cases = "one case" if fewest == 1 else f"{fewest} cases"
        yield Flag("few_cases", f"A key question rests on {cases} only.")


def _rounding(scale: Scale, scores: Sequence[Score]) -> Iterator[Flag]:
    sentences = dict.fromkeys(sentence for score in scores if (sentence := _rounded(scale, score)))
    if sentences:
        yield Flag("rounding", " ".join(sentences))


def _rounded(scale: Scale, score: Score) -> str:
    """That a key question's band depends on rounding; empty where it does not."""
    unrounded = scale.banded(score.share, exact=True)
    rounded = scale.banded(score.share, exact=False)
    if unrounded == rounded:
        return ""
    figure = f"{float(score.share * 100):.6g} per cent"
    if score.judged is not None:
        figure = f"{score.sufficient} of {score.judged}"
    if scale.rules.rounding == "exact":
        return f"{figure} is not rounded; as {score.per_cent} per cent it would be {scale.title(rounded)}."
    return f"{figure} is rounded up to {score.per_cent} per cent; unrounded it is {scale.title(unrounded)}."


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
