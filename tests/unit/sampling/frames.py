"""Invented frames and plans, made without a list."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from inspect_app.questionnaire.scheme import Split
from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.methods import METHODS
from inspect_app.sampling.plan import Method, Plan

NESTED: tuple[Split, ...] = ("cluster", "ldu", "officer")
Place = tuple[str, str, str, str]
"""Stratum, cluster, LDU and officer."""


def frame(counts: Mapping[Place, int]) -> list[FrameCase]:
    """So many cases at each place; keys are numbered through."""
    places = [place for place, count in counts.items() for _ in range(count)]
    return [
        FrameCase(f"crn:X{number:05}", *place, attributes={}, row_number=number)
        for number, place in enumerate(places, 3)
    ]


def plan(
    frame: Sequence[FrameCase],
    size: int,
    buffer: int = 0,
    cap: int | None = 6,
    method: Method = Method.INSPECTORATE,
    sizes: Mapping[str, int] | None = None,
    splits: tuple[Split, ...] = NESTED,
) -> Plan:
    """A plan over the strata that a frame has, in the order of their ids."""
    strata = tuple(sorted({case.stratum for case in frame}))
    return Plan(method, size, sizes, buffer, cap, "shortlist", strata, splits)


def allocated(frame: Sequence[FrameCase], plan: Plan) -> Allocation:
    """What the plan's method makes of it."""
    return METHODS[plan.method].allocate(frame, plan)


def by_officer(allocation: Allocation, stratum: str) -> dict[str, int]:
    """Cases to draw by officer in one stratum."""
    return {each.officer: each.drawn for each in allocation.buckets if each.stratum == stratum}


Planned = tuple[list[FrameCase], Plan]


@st.composite
def planned(draw: st.DrawFn, methods: Sequence[Method] = tuple(Method)) -> Planned:
    """A frame of few officers with many cases or many with few, and a plan that it can meet."""
    places = st.tuples(
        st.sampled_from("st"),
        st.sampled_from("cd"),
        st.sampled_from(("l1", "l2")),
        st.sampled_from(("", *"abef")),
    )
    cases = frame(draw(st.dictionaries(places, st.integers(1, 12), min_size=1, max_size=8)))
    method = draw(st.sampled_from(methods))
    cap = draw(st.none() | st.integers(1, 7)) if method is Method.INSPECTORATE else None
    return cases, plan(cases, draw(st.integers(1, len(cases))), draw(st.integers(0, 60)), cap, method)
