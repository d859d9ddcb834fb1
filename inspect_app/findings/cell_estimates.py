"""Estimates of many shares at once, for the cells of tables."""

from collections.abc import Iterator
from itertools import repeat
from math import isnan

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.cubes import Counts
from inspect_app.findings.estimates import intervals, remarks
from inspect_app.findings.estimates.design import Design
from inspect_app.findings.estimates.means import Mean
from inspect_app.findings.estimates.shares import Judged, Shares, estimate_shares
from inspect_app.findings.figures import Estimate, Method
from inspect_app.findings.specs.model import Interval

LEVEL = 0.95
"""The level of confidence of every interval in a table."""
_BY_DESIGN = {Interval.LOGIT: Method.LOGIT, Interval.KORN_GRAUBARD: Method.KORN_GRAUBARD}


def estimate_cells(
    design: Design | None, interval: Interval, positive: Counts, judged: Counts
) -> list[Estimate | None]:
    """One estimate for each row of counts by stratum; None where nobody was judged or no interval is wanted.

    Without a design the intervals are Wilson's, as of a simple sample.
    """
    if interval is Interval.NONE:
        return [None] * len(judged)
    if design is None or interval is Interval.WILSON:
        return list(_simple(positive.sum(axis=-1), judged.sum(axis=-1)))
    return list(_by_design(design, _BY_DESIGN[interval], positive, judged))


def estimate_of_mean(mean: Mean) -> Estimate:
    """The estimate of a mean as cells have it."""
    low, high = mean.interval or (None, None)
    value, se, low, high = (
        None if number is None else digits(number) for number in (mean.estimate, mean.se, low, high)
    )
    reason = mean.reason.sentence if mean.reason else None
    notes = tuple(note.id for note in mean.notes)
    return Estimate(value, se, mean.df, LEVEL, Method.STUDENT, low, high, reason, notes)


def digits(number: float) -> float:
    """A number to 12 digits, so that another version of a library writes the same."""
    return float(f"{number:.12g}")


def _simple(positive: Counts, judged: Counts) -> Iterator[Estimate | None]:
    low, high = intervals.wilson(positive, judged, LEVEL)
    for numerator, cases, least, most in zip(
        positive.tolist(), judged.tolist(), _list(low), _list(high), strict=True
    ):
        if cases == 0:
            yield None
        else:
            share = digits(numerator / cases)
            yield Estimate(share, None, None, LEVEL, Method.WILSON, least, most)


def _by_design(design: Design, method: Method, positive: Counts, judged: Counts) -> Iterator[Estimate | None]:
    shares = estimate_shares(design, Judged(positive, judged - positive, np.zeros_like(judged)))
    make = intervals.logit if method is Method.LOGIT else intervals.korn_graubard
    low, high = make(shares, LEVEL)
    with np.errstate(invalid="ignore"):
        error = np.sqrt(shares.variance)
    figures = (_list(shares.estimate), _list(error), shares.degrees.tolist(), _list(low), _list(high))
    notes = _notes(design, judged, shares)
    for cases, value, se, df, least, most, said in zip(
        judged.sum(axis=-1).tolist(), *figures, notes, strict=True
    ):
        if cases == 0:
            yield None
        elif value is None:
            yield Estimate(*(None, None, None, LEVEL, method, None, None), remarks.WEIGHT_ZERO.sentence)
        else:
            reason = remarks.TOO_FEW.sentence if least is None else None
            yield Estimate(value, se, df, LEVEL, method, least, most, reason, said)


def _notes(design: Design, judged: Counts, shares: Shares) -> Iterator[tuple[str, ...]]:
    flags = {
        remarks.COMPLETE.id: shares.complete,
        remarks.FLAT.id: intervals.shows_no_chance(shares) & (shares.degrees > 0),
        remarks.lone_cases(()).id: np.any(design.alone & (judged > 0), axis=-1),
    }
    if not any(flag.any() for flag in flags.values()):
        return repeat((), len(judged))
    columns = [flag.tolist() for flag in flags.values()]
    return (
        tuple(id_ for id_, flag in zip(flags, each, strict=True) if flag)
        for each in zip(*columns, strict=True)
    )


def _list(numbers: NDArray[np.float64]) -> list[float | None]:
    return [None if isnan(number) else digits(number) for number in numbers.tolist()]
