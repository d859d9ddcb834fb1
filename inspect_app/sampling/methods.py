"""The methods by which a sample can be drawn: each is a line in a table."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling import draw, draw_nested, draw_on_the_day
from inspect_app.sampling.allocation import Allocation, allocate
from inspect_app.sampling.draw import Chance, DrawnCase
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.nested import allocate_nested
from inspect_app.sampling.plan import Method, Plan


class Procedure(NamedTuple):
    """How a method shares a sample out and takes it; a change of either is a new version.

    `chances` are those of every case of the plan's strata, drawn or not, by its key.
    """

    version: str
    allocate: Callable[[Sequence[FrameCase], Plan], Allocation]
    draw: Callable[[Sequence[FrameCase], Allocation, str], list[DrawnCase]]
    chances: Callable[[Sequence[FrameCase], Allocation], dict[str, Chance]]


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
    Method.SYSTEMATIC: Procedure(draw.VERSION, _by_strata, draw.draw, draw.chances),
    Method.INSPECTORATE: Procedure(
        draw_nested.VERSION, _by_buckets, draw_nested.draw_nested, draw_nested.chances
    ),
}
ON_THE_DAY = Procedure(draw_on_the_day.VERSION, _by_strata, draw_on_the_day.line_up, draw_on_the_day.chances)


def procedure_of(plan: Plan) -> Procedure:
    """How a plan's sample is shared out and taken."""
    if plan.mode == "on_the_day":
        if plan.method is Method.INSPECTORATE:
            raise UserError(
                "Selection on the day has no splits and no cap. Use the systematic method for it."
            )
        return ON_THE_DAY
    return METHODS[plan.method]
