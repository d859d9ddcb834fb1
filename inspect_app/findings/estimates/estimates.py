"""Estimates in words and numbers that can be printed: what there is none of is None, with its reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspect_app.findings.estimates import intervals, remarks
from inspect_app.findings.estimates.design import Design, Flags
from inspect_app.findings.estimates.intervals import Interval
from inspect_app.findings.estimates.remarks import Remark
from inspect_app.findings.estimates.shares import Judged, Shares, estimate_shares

Ends = tuple[float, float]
"""The lower and the upper end of an interval."""


@dataclass(frozen=True)
class Estimate:
    """The share of a domain's cases that would be judged positive if all cases had been read.

    `cases` were sampled, `n` of them judged and weigh something, `positive` of these judged positive, and
    `left_out` not judged. `wilson` is for simple samples alone: those of a single stratum. `reason` says why
    something is missing.
    """

    cases: int
    n: int
    positive: int
    left_out: int
    estimate: float | None
    se: float | None
    df: int
    logit: Ends | None
    korn_graubard: Ends | None
    wilson: Ends | None
    reason: Remark | None
    notes: tuple[Remark, ...]


def estimate(design: Design, cases: Judged, level: float) -> Estimate:
    """The estimate for one domain, with intervals at some level of confidence such as 0.95."""
    shares = estimate_shares(design, cases)
    weighing = design.weights > 0
    positive = int((cases.positive * weighing).sum())
    simple = intervals.wilson(np.asarray(positive), shares.judged, level) if len(design.ids) == 1 else None
    left_out = int(cases.left_out.sum())
    reason = _reason(cases, shares)
    return Estimate(
        cases=int(cases.weighing.sum()) + left_out,
        n=int(shares.judged),
        positive=positive,
        left_out=left_out,
        estimate=number(shares.estimate),
        se=number(np.sqrt(shares.variance)) if shares.judged else None,
        df=int(shares.degrees),
        logit=ends(intervals.logit(shares, level)),
        korn_graubard=ends(intervals.korn_graubard(shares, level)),
        wilson=None if simple is None else ends(simple),
        reason=reason,
        notes=tuple(_notes(design, cases, shares)) if shares.judged else (),
    )


def number(value: object) -> float | None:
    """A figure of an array; None where there is none."""
    figure = float(value)  # type: ignore[arg-type]  # an array of no dimension
    return None if math.isnan(figure) else figure


def ends(interval: Interval) -> Ends | None:
    """An interval of arrays without dimension; None where there is none."""
    low, high = (number(end) for end in interval)
    return None if low is None or high is None else (low, high)


def named(design: Design, which: Flags) -> Sequence[str]:
    """The ids of some strata."""
    return [id_ for id_, chosen in zip(design.ids, which, strict=True) if chosen]


def _reason(cases: Judged, shares: Shares) -> Remark | None:
    if shares.judged == 0:
        if cases.weighing.any():
            return remarks.WEIGHT_ZERO
        return remarks.NONE_JUDGED if cases.left_out.any() else remarks.NO_CASE
    return remarks.TOO_FEW if shares.degrees == 0 and not shares.complete else None


def _notes(design: Design, cases: Judged, shares: Shares) -> list[Remark]:
    lone = named(design, design.alone & (cases.weighing > 0))
    unread = named(design, (design.sampled == 0) & (design.population > 0))
    return [
        *([remarks.COMPLETE] if shares.complete else []),
        *([remarks.FLAT] if shares.degrees > 0 and intervals.shows_no_chance(shares) else []),
        *([remarks.lone_cases(lone)] if lone else []),
        *([remarks.not_sampled(unread)] if unread else []),
    ]
