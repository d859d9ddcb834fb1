"""The inspectorate's draw, seeded: by chance in each bucket, then first choices by chance among the drawn."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from inspect_app.sampling.allocation import Allocation, Bucket
from inspect_app.sampling.draw import Chance, DrawnCase, score, with_references
from inspect_app.sampling.frame import FrameCase

VERSION = "1"


def draw_nested(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> list[DrawnCase]:
    """First choices by reference, then reserves by stratum and place; the order of `frame` plays no part."""
    known = chances(frame, allocation)
    primaries: list[tuple[FrameCase, Fraction]] = []
    reserves: list[DrawnCase] = []
    for stratum, taken in _taken(frame, allocation, seed).items():
        count = allocation.primaries[stratum]
        primaries += [(case, known[case.key].primary) for case in taken[:count]]
        reserves += [
            DrawnCase(case, None, place, known[case.key].reserve)
            for place, case in enumerate(taken[count:], 1)
        ]
    return with_references(primaries, seed) + reserves


def chances(frame: Sequence[FrameCase], allocation: Allocation) -> dict[str, Chance]:
    """The chance of every case of the allocation's strata, drawn or not, by its key."""
    result: dict[str, Chance] = {}
    for bucket, cases in _in_buckets(frame, allocation):
        taken, first = Fraction(bucket.drawn, bucket.population), _share(allocation, bucket.stratum)
        chance = Chance(taken * first, taken * (1 - first))
        result |= {case.key: chance for case in cases}
    return result


def in_lot_order(cases: Sequence[FrameCase], purpose: str, seed: str) -> list[FrameCase]:
    """Cases in the order of the lots they draw: "bucket" for being taken, "role" for being a first choice."""
    return sorted(cases, key=lambda case: (score(purpose, seed, case), case.key))


def _taken(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> dict[str, list[FrameCase]]:
    """The cases taken from the buckets of each stratum, in the order of their lots for the role."""
    result: dict[str, list[FrameCase]] = {stratum: [] for stratum in allocation.primaries}
    for bucket, cases in _in_buckets(frame, allocation):
        if bucket.drawn:
            result[bucket.stratum] += in_lot_order(cases, "bucket", seed)[: bucket.drawn]
    return {stratum: in_lot_order(cases, "role", seed) for stratum, cases in result.items()}


def _in_buckets(
    frame: Sequence[FrameCase], allocation: Allocation
) -> Iterator[tuple[Bucket, list[FrameCase]]]:
    groups: defaultdict[tuple[str, ...], list[FrameCase]] = defaultdict(list)
    for case in frame:
        groups[case.stratum, *(getattr(case, each) for each in allocation.splits)].append(case)
    for bucket in allocation.buckets:
        yield bucket, groups[bucket.stratum, *(getattr(bucket, each) for each in allocation.splits)]


def _share(allocation: Allocation, stratum: str) -> Fraction:
    """What share of a stratum's drawn cases are first choices."""
    drawn = allocation.drawn(stratum)
    return Fraction(allocation.primaries[stratum], drawn) if drawn else Fraction(0)
