"""The estimated mean of a number over the cases of a domain, with its interval."""

from dataclasses import dataclass

import numpy as np

from inspect_app.findings.estimates import remarks
from inspect_app.findings.estimates.design import Design, Floats, Integers
from inspect_app.findings.estimates.estimates import Ends, named
from inspect_app.findings.estimates.quantiles import student
from inspect_app.findings.estimates.remarks import Remark


@dataclass(frozen=True)
class Mean:
    """A mean; what there is none of is None, with its reason."""

    n: int
    estimate: float | None
    se: float | None
    df: int
    interval: Ends | None
    reason: Remark | None
    notes: tuple[Remark, ...]


def estimate_mean(design: Design, strata: Integers, numbers: Floats, level: float) -> Mean:
    """The mean of the numbers there are: one for each sampled case, NaN where a case is outside the domain.

    `strata` says by its place in the design which stratum each case belongs to.
    """
    weights = design.weights[strata]
    counts = ~np.isnan(numbers) & (weights > 0)
    n = np.bincount(strata[counts], minlength=len(design.ids))
    degrees = int(n.sum() - (n > 0).sum())
    if not counts.any():
        return Mean(0, None, None, 0, None, _reason(numbers), ())
    weights, places, numbers = weights[counts], strata[counts], numbers[counts]
    mean = float(weights @ numbers / weights.sum())
    se = float(np.sqrt(_variance(design, places, n, weights * (numbers - mean) / weights.sum())))
    complete = not np.any((n > 0) & (design.unseen > 0))
    lone = named(design, design.alone & (n > 0))
    notes = (*([remarks.COMPLETE] if complete else []), *([remarks.lone_cases(lone)] if lone else []))
    if degrees == 0 and not complete:
        return Mean(int(n.sum()), mean, se, degrees, None, remarks.TOO_FEW, notes)
    reach = 0.0 if complete else float(student((1 + level) / 2, np.asarray(float(degrees)))) * se
    return Mean(int(n.sum()), mean, se, degrees, (mean - reach, mean + reach), None, notes)


def _variance(design: Design, places: Integers, n: Integers, residuals: Floats) -> float:
    """Sums of squares about the mean of each stratum, in which cases outside the domain count as 0."""
    sampled = np.maximum(design.sampled, 1)
    means = np.bincount(places, residuals, minlength=len(design.ids)) / sampled
    centres = np.where(design.sampled > 1, means, 0.0)
    squares = np.bincount(places, (residuals - centres[places]) ** 2, minlength=len(design.ids))
    squares += (design.sampled - n) * centres**2
    scale = np.where(design.sampled > 1, sampled / np.maximum(sampled - 1, 1), 1.0)
    return float(np.sum(design.unseen * scale * squares))


def _reason(numbers: Floats) -> Remark:
    if not numbers.size:
        return remarks.NO_CASE
    return remarks.NONE_JUDGED if np.isnan(numbers).all() else remarks.WEIGHT_ZERO
