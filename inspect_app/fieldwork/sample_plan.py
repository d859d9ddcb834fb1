"""A sample plan as it is stored and shown, and what it gives each stratum."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from inspect_app.questionnaire.model import Definition
from inspect_app.records.models import SamplePlanRow
from inspect_app.sampling.allocation import Allocation, allocate
from inspect_app.sampling.plan import Method, Plan
from inspect_app.sampling.size import implied_margin


@dataclass(frozen=True)
class TraceLine:
    """A step of the allocation: its name, what was done, and the counts by stratum id after it."""

    name: str
    words: str
    counts: dict[str, int]


@dataclass(frozen=True)
class PlannedStratum:
    """A stratum of a plan: its cases, first choices, reserves and both together.

    `margin`, in percentage points, is what its first choices alone would give; None of no case.
    """

    id: str
    title: str
    population: int
    primaries: int
    reserves: int
    drawn: int
    margin: float | None


@dataclass(frozen=True)
class PlanView:
    """A plan with its seed and what it gives each stratum by the list as it was when it was made.

    `confidence` is in per cent. `margin`, `minimum` and `maximum` are what the size was computed from, and
    `computed` what that gave within the bounds; None where a person typed the size, or `sizes` by stratum.
    `implied_margin` is that of the size. `left_out` are the strata left out on purpose, with their cases.
    """

    number: int
    method: str
    mode: str
    size: int
    sizes: dict[str, int] | None
    buffer: int
    cap: int | None
    confidence: float
    margin: float | None
    minimum: int | None
    maximum: int | None
    computed: int | None
    implied_margin: float | None
    population: int
    left_out: dict[str, int]
    strata: list[PlannedStratum]
    trace: list[TraceLine]
    seed: str
    seed_typed: bool
    made_at: datetime
    author: str


def plan_of(body: Mapping[str, Any]) -> Plan:
    """The plan in a stored or exported body."""
    return Plan(
        method=Method(body["method"]),
        size=body["size"],
        sizes=body["sizes"],
        buffer=body["buffer"],
        cap=body["cap"],
        mode=body["mode"],
        strata=tuple(body["strata"]),
        splits=tuple(body["splits"]),
    )


def body_of(plan: Plan) -> dict[str, Any]:
    """A plan as it is stored."""
    return {**asdict(plan), "method": plan.method.value}


def shared_out(plan: Plan, populations: Mapping[str, int]) -> Allocation:
    """What a plan gives each stratum, before a cap, which only the list itself can show to bind."""
    own = {stratum: populations[stratum] for stratum in plan.strata}
    return allocate(own, plan.size, plan.buffer, plan.sizes)


def view_of_plan(row: SamplePlanRow, definition: Definition) -> PlanView:
    """A stored plan."""
    body, plan = row.body, plan_of(row.body)
    allocation = shared_out(plan, body["populations"])
    confidence = Fraction(str(body["confidence"]))
    titles = {each.id: str(each.title) for each in definition.strata}
    population = sum(body["populations"][stratum] for stratum in plan.strata)
    strata = [
        PlannedStratum(
            id=stratum,
            title=titles[stratum],
            population=body["populations"][stratum],
            primaries=allocation.primaries[stratum],
            reserves=allocation.reserves[stratum],
            drawn=allocation.drawn(stratum),
            margin=_shown(allocation.primaries[stratum], body["populations"][stratum], confidence),
        )
        for stratum in plan.strata
    ]
    return PlanView(
        number=row.number,
        method=plan.method.value,
        mode=plan.mode,
        size=plan.size,
        sizes=body["sizes"],
        buffer=plan.buffer,
        cap=plan.cap,
        **{key: body[key] for key in ("confidence", "margin", "minimum", "maximum", "computed")},
        implied_margin=_shown(plan.size, population, confidence),
        population=population,
        left_out={key: count for key, count in body["populations"].items() if key not in plan.strata},
        strata=strata,
        trace=[TraceLine(**asdict(step)) for step in allocation.trace],
        seed=row.seed,
        seed_typed=row.seed_typed,
        made_at=row.made_at,
        author=row.author,
    )


def _shown(size: int, population: int, confidence: Fraction) -> float | None:
    margin = implied_margin(size, population, confidence)
    return None if margin is None else round(margin, 2)
