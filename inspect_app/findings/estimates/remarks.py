"""Why an estimate or an interval is missing, and what to know about one that is there."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """A stable id for programmes, and a sentence for people."""

    id: str
    sentence: str


NO_CASE = Remark("no_case", "There is no case to count.")
NONE_JUDGED = Remark("none_judged", "No case was judged.")
WEIGHT_ZERO = Remark("weight_zero", "Every judged case has weight 0, so they stand for no case.")
TOO_FEW = Remark(
    "too_few", "There are too few judged cases for an interval: no stratum has more than one of them."
)
TOO_FEW_TO_COMPARE = Remark("too_few", "There are too few judged cases for the interval of a difference.")
MISSING_SIDE = Remark("missing_side", "One of the two has no estimate.")
COMPLETE = Remark("complete", "All cases of the strata were read, so nothing is left to chance.")
FLAT = Remark(
    "no_spread",
    "The judged cases of each stratum are all alike, so their spread is unknown. The interval goes by their "
    "number and weights.",
)
FLAT_DIFFERENCE = Remark(
    "no_spread", "One of the two shows no spread, so the interval is put together from those of both."
)

SIMPLE_DIFFERENCE = Remark(
    "simple", "No design of the sample is known for both, so they are compared as two simple samples."
)


def lone_cases(strata: Iterable[str]) -> Remark:
    """Which strata have a single case in the sample."""
    return Remark(
        "lone_case",
        f"One case alone was sampled from {', '.join(strata)}. Its distance from the estimate stands in for "
        "the spread of its stratum.",
    )


def not_sampled(strata: Iterable[str]) -> Remark:
    """Which strata hold cases of which none is in the sample."""
    return Remark(
        "not_sampled", f"No case was sampled from {', '.join(strata)}: the estimate says nothing about it."
    )
