"""The estimated mean of a number over the cases of domains, with its interval."""

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


def estimate_means(
    design: Design, strata: Integers, numbers: Floats, groups: Integers, number: int, level: float
) -> list[Mean]:
    """The mean of each of so many groups of cases: a domain each, and no case in two of them.

    Every case has a number here: `strata` says by its place in the design which stratum it belongs to, and
    `groups` which group it is in. A group without any has a mean that stands for no case.
    """
    weights, shape = design.weights, (number, len(design.ids))
    spots = groups * len(design.ids) + strata
    held = np.bincount(spots, minlength=number * len(design.ids)).reshape(shape)
    n = held * (weights > 0)
    total = n @ weights
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = _sums(spots, numbers, shape) @ weights / total
        residuals = numbers - mean[groups]
        variance = _variance(design, spots, residuals, held) / total**2
    degrees = n.sum(axis=-1) - (n > 0).sum(axis=-1)
    complete = ~np.any((n > 0) & (design.unseen > 0), axis=-1)
    reach = np.sqrt(variance) * np.where(complete, 0.0, _quantile(level, degrees))
    return [
        _mean(design, n[group], float(mean[group]), float(variance[group]), float(reach[group]))
        for group in range(number)
    ]


def _mean(design: Design, n: Integers, mean: float, variance: float, reach: float) -> Mean:
    cases = int(n.sum())
    if not cases:
        return Mean(0, None, None, 0, None, remarks.WEIGHT_ZERO, ())
    degrees = int(cases - (n > 0).sum())
    complete = not np.any((n > 0) & (design.unseen > 0))
    lone = named(design, design.alone & (n > 0))
    notes = (*([remarks.COMPLETE] if complete else []), *([remarks.lone_cases(lone)] if lone else []))
    if degrees == 0 and not complete:
        return Mean(cases, mean, variance**0.5, degrees, None, remarks.TOO_FEW, notes)
    return Mean(cases, mean, variance**0.5, degrees, (mean - reach, mean + reach), None, notes)


def _variance(design: Design, spots: Integers, residuals: Floats, held: Integers) -> Floats:
    """Sums of squares about the mean of each stratum, in which cases outside the domain count as 0."""
    sampled = np.maximum(design.sampled, 1)
    centres = np.where(design.sampled > 1, _sums(spots, residuals, held.shape) / sampled, 0.0)
    squares = _sums(spots, (residuals - centres.ravel()[spots]) ** 2, held.shape)
    squares += (design.sampled - held) * centres**2
    scale = np.where(design.sampled > 1, sampled / np.maximum(sampled - 1, 1), 1.0)
    factors = design.weights**2 * design.unseen * scale
    # A stratum that weighs nothing adds nothing, whatever its cases are.
    return np.asarray(np.sum(np.where(factors > 0, factors * squares, 0.0), axis=-1), dtype=np.float64)


def _sums(spots: Integers, values: Floats, shape: tuple[int, ...]) -> Floats:
    """Sums by group and stratum."""
    found = np.bincount(spots, values, minlength=shape[0] * shape[1]).reshape(shape)
    return found.astype(np.float64, copy=False)  # whole numbers where there is no case


def _quantile(level: float, degrees: Integers) -> Floats:
    return student((1 + level) / 2, np.where(degrees > 0, degrees, np.nan))
