"""The inspectorate's draw, seeded: by chance in each bucket, then first choices by chance among the drawn."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw import DrawnCase, score, with_references
from inspect_app.sampling.frame import FrameCase

VERSION = "1"


def draw_nested(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> list[DrawnCase]:
    """First choices by reference, then reserves by stratum and place; the order of `frame` plays no part."""
    primaries: list[tuple[FrameCase, Fraction]] = []
    reserves: list[DrawnCase] = []
    for stratum, taken in _taken(frame, allocation, seed).items():
        count = allocation.primaries[stratum]
        share = Fraction(count, len(taken)) if taken else Fraction(0)
        ordered = sorted(taken, key=lambda each: (score("role", seed, each[0]), each[0].key))
        primaries += [(case, chance * share) for case, chance in ordered[:count]]
        reserves += [
            DrawnCase(case, None, place, chance * (1 - share))
            for place, (case, chance) in enumerate(ordered[count:], 1)
        ]
    return with_references(primaries, seed) + reserves


def _taken(
    frame: Sequence[FrameCase], allocation: Allocation, seed: str
) -> dict[str, list[tuple[FrameCase, Fraction]]]:
    """By stratum the cases taken from its buckets, each with the probability of being taken."""
    groups: defaultdict[tuple[str, ...], list[FrameCase]] = defaultdict(list)
    for case in frame:
        groups[case.stratum, *(getattr(case, each) for each in allocation.splits)].append(case)
    result: dict[str, list[tuple[FrameCase, Fraction]]] = {stratum: [] for stratum in allocation.primaries}
    for bucket in filter(lambda each: each.drawn, allocation.buckets):
        cases = groups[bucket.stratum, *(getattr(bucket, each) for each in allocation.splits)]
        ordered = sorted(cases, key=lambda case: (score("bucket", seed, case), case.key))
        chance = Fraction(bucket.drawn, bucket.population)
        result[bucket.stratum] += [(case, chance) for case in ordered[: bucket.drawn]]
    return result
