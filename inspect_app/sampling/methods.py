"""The methods by which a sample can be drawn: each is a line in a table."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling import draw, draw_nested
from inspect_app.sampling.allocation import Allocation, allocate
from inspect_app.sampling.draw import DrawnCase
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.nested import allocate_nested
from inspect_app.sampling.plan import Method, Plan


class Procedure(NamedTuple):
    """How a method shares a sample out and takes it; a change of either is a new version."""

    version: str
    allocate: Callable[[Sequence[FrameCase], Plan], Allocation]
    draw: Callable[[Sequence[FrameCase], Allocation, str], list[DrawnCase]]


def populations(frame: Sequence[FrameCase], plan: Plan) -> dict[str, int]:
    """How many cases of the frame each of the plan's strata has, in the plan's order."""
    counts = Counter(case.stratum for case in frame)
    return {stratum: counts[stratum] for stratum in plan.strata}


def _by_strata(frame: Sequence[FrameCase], plan: Plan) -> Allocation:
    return allocate(populations(frame, plan), plan.size, plan.buffer, plan.sizes)


def _by_buckets(frame: Sequence[FrameCase], plan: Plan) -> Allocation:
    if plan.cap and plan.splits[-1:] != ("officer",):
        raise UserError("A cap for each officer needs a sample that is split by officer last.")
    return allocate_nested(frame, _by_strata(frame, plan), plan.splits, plan.cap)


METHODS: Mapping[Method, Procedure] = {
    Method.SYSTEMATIC: Procedure(draw.VERSION, _by_strata, draw.draw),
    Method.INSPECTORATE: Procedure(draw_nested.VERSION, _by_buckets, draw_nested.draw_nested),
}
