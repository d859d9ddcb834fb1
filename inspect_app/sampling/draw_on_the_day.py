"""Selection during fieldwork: each stratum's cases stand in line by chance and are taken one by one."""

from collections.abc import Sequence
from fractions import Fraction

from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw import Chance, DrawnCase, grouped, score
from inspect_app.sampling.frame import FrameCase

VERSION = "1"


def line_up(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> list[DrawnCase]:
    """Every case of the allocation's strata as a reserve in its place; none has a reference yet.

    The probability is that of standing among as many as the stratum is planned to give.
    """
    by_stratum = grouped(frame)
    known = chances(frame, allocation)
    return [
        DrawnCase(case, None, place, known[case.key].reserve)
        for stratum in allocation.primaries
        for place, case in enumerate(_in_line(by_stratum[stratum], seed), 1)
    ]


def chances(frame: Sequence[FrameCase], allocation: Allocation) -> dict[str, Chance]:
    """The chance of every case of the allocation's strata, by its key."""
    result: dict[str, Chance] = {}
    for stratum, cases in grouped(frame).items():
        if stratum in allocation.primaries:
            chance = Chance(Fraction(0), Fraction(allocation.primaries[stratum], len(cases)))
            result |= {case.key: chance for case in cases}
    return result


def _in_line(cases: Sequence[FrameCase], seed: str) -> list[FrameCase]:
    return sorted(cases, key=lambda case: (score("reserve", seed, case), case.key))
