"""Settles from what a person asks, the scheme and the list what a sample plan is."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from inspect_app.fieldwork.sample_plan import body_of
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.scheme import Sampling
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method, Plan
from inspect_app.sampling.size import clamp, sample_size

LARGEST_BUFFER = 1_000
"""Per cent."""


@dataclass(frozen=True)
class Wish:
    """What a person asks of a plan; what is None is as the scheme says, or not asked.

    A `size` or the `sizes` of all strata, or else a `confidence` and a `margin` that the size follows from.
    """

    size: int | None = None
    sizes: Mapping[str, int] | None = None
    confidence: Fraction | None = None
    margin: Fraction | None = None
    minimum: int | None = None
    maximum: int | None = None
    buffer: int | None = None
    cap: int | None = None
    method: Method = Method.SYSTEMATIC
    on_the_day: bool = False
    left_out: frozenset[str] = frozenset()


def settled(definition: Definition, wish: Wish, counts: Mapping[str, int]) -> dict[str, Any]:
    """The body of a plan: what was asked, and what the scheme says of the rest; UserError if it can't be."""
    scheme = definition.sampling
    strata = _strata(counts, wish.left_out)
    nested = wish.method is Method.INSPECTORATE
    if wish.cap is not None and not nested:
        raise UserError("Only the inspectorate’s method has a cap for each officer.")
    sizing = _sizing(scheme, wish, {stratum: counts[stratum] for stratum in strata})
    plan = Plan(
        method=wish.method,
        size=sizing.pop("size"),
        sizes=sizing.pop("sizes"),
        buffer=_usual_buffer(scheme, wish) if wish.buffer is None else wish.buffer,
        cap=_usual_cap(scheme) if nested and wish.cap is None else wish.cap,
        mode="on_the_day" if wish.on_the_day else "shortlist",
        strata=strata,
        splits=scheme.splits if nested else (),
    )
    check_numbers(plan, counts)
    procedure_of(plan)
    return {**body_of(plan), "left_out": sorted(wish.left_out), "populations": dict(counts), **sizing}


def wish_of(body: Mapping[str, Any]) -> Wish:
    """What would have to be asked for to get a stored plan again."""
    return Wish(
        size=body["size"] if body["computed"] is None and body["sizes"] is None else None,
        sizes=body["sizes"],
        confidence=Fraction(str(body["confidence"])),
        margin=None if body["margin"] is None else Fraction(str(body["margin"])),
        minimum=body["minimum"],
        maximum=body["maximum"],
        buffer=body["buffer"],
        cap=body["cap"],
        method=Method(body["method"]),
        on_the_day=body["mode"] == "on_the_day",
        left_out=frozenset(body["left_out"]),
    )


def check_numbers(plan: Plan, counts: Mapping[str, int]) -> None:
    """UserError when a plan can't be drawn from so many cases by stratum."""
    empty = [stratum for stratum in plan.strata if not counts.get(stratum)]
    if empty:
        raise UserError(
            f"The long list has no case for: {', '.join(empty)}. Mend the list, or leave out on purpose what "
            "is to have no cases (with --leave-out on the command line)."
        )
    population = sum(counts[stratum] for stratum in plan.strata)
    if plan.size < 1:
        raise UserError("The size of the sample must be at least 1.")
    if plan.size > population:
        raise UserError(
            f"A sample of {plan.size:,} can't be drawn: the long list has {population:,} eligible cases."
        )
    for stratum, size in (plan.sizes or {}).items():
        if not 0 <= size <= counts[stratum]:
            raise UserError(f"{stratum} can give from 0 to {counts[stratum]:,} cases, and not {size:,}.")
    if not 0 <= plan.buffer <= LARGEST_BUFFER:
        raise UserError(f"The buffer must be a whole per cent from 0 to {LARGEST_BUFFER}.")
    if plan.cap is not None and plan.cap < 1:
        raise UserError("The cap must be at least 1 case for each officer.")


def _strata(counts: Mapping[str, int], left_out: frozenset[str]) -> tuple[str, ...]:
    if unknown := sorted(left_out - set(counts)):
        raise UserError(f"There is no stratum {', '.join(unknown)}. The strata are: {', '.join(counts)}.")
    strata = tuple(stratum for stratum in counts if stratum not in left_out)
    if not strata:
        raise UserError("Every stratum is left out, so there is nothing to draw from.")
    return strata


def _usual_buffer(scheme: Sampling, wish: Wish) -> int:
    return 0 if wish.on_the_day else scheme.buffer


def _usual_cap(scheme: Sampling) -> int | None:
    return scheme.cap if scheme.splits[-1:] == ("officer",) else None


def _sizing(scheme: Sampling, wish: Wish, counts: Mapping[str, int]) -> dict[str, Any]:
    """The size, the sizes typed for strata, and how the size came about."""
    confidence = Fraction(scheme.confidence) if wish.confidence is None else wish.confidence
    result: dict[str, Any] = {
        "confidence": _number(confidence), "margin": None, "minimum": None, "maximum": None, "computed": None,
        "sizes": None, "size": wish.size,
    }  # fmt: skip
    population = sum(counts.values())
    sample_size(population, confidence, Fraction(scheme.margin))  # an impossible confidence is an error here
    if wish.size is None and wish.sizes is None:
        margin = Fraction(scheme.margin) if wish.margin is None else wish.margin
        least = scheme.minimum if wish.minimum is None else wish.minimum
        most = scheme.maximum if wish.maximum is None else wish.maximum
        if least and most and least > most:
            raise UserError(f"The minimum, {least:,}, is above the maximum, {most:,}.")
        computed = sample_size(population, confidence, margin)
        size = clamp(computed, population, least, most)
        return result | {
            "margin": _number(margin), "minimum": least, "maximum": most, "computed": computed, "size": size,
        }  # fmt: skip
    if wish.margin is not None or wish.minimum is not None or wish.maximum is not None:
        raise UserError("Give either a size, or a margin with bounds for the size, and not both.")
    return result | (_typed(wish.size, wish.sizes, counts) if wish.sizes is not None else {})


def _typed(size: int | None, sizes: Mapping[str, int], counts: Mapping[str, int]) -> dict[str, Any]:
    if unknown := [stratum for stratum in sizes if stratum not in counts]:
        raise UserError(f"No cases can be asked of {', '.join(unknown)}: it is no stratum of the plan.")
    if missing := [stratum for stratum in counts if stratum not in sizes]:
        raise UserError(f"Give a size for {', '.join(missing)} as well; 0 asks for no case of it.")
    total = sum(sizes.values())
    if size is not None and size != total:
        raise UserError(f"The sizes of the strata add up to {total:,}, and not to {size:,}.")
    return {"size": total, "sizes": {stratum: sizes[stratum] for stratum in counts}}


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
