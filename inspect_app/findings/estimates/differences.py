"""How far the shares of two areas, or of two inspections, lie apart, with an interval."""

from dataclasses import dataclass

import numpy as np

from inspect_app.findings.estimates import intervals, remarks
from inspect_app.findings.estimates.design import Design, Floats, Integers
from inspect_app.findings.estimates.estimates import Ends, ends, number
from inspect_app.findings.estimates.quantiles import student
from inspect_app.findings.estimates.remarks import Remark
from inspect_app.findings.estimates.shares import Judged, Shares, estimate_shares


@dataclass(frozen=True)
class Difference:
    """The second share less the first; what there is none of is None, with its reason."""

    estimate: float | None
    se: float | None
    df: int
    interval: Ends | None
    reason: Remark | None
    notes: tuple[Remark, ...]


def difference(design: Design, first: Judged, second: Judged, level: float) -> Difference:
    """The difference between two domains of one sample that have no case in common.

    Domains that share strata were drawn together, so their covariance counts.
    """
    sides = estimate_shares(design, first), estimate_shares(design, second)
    degrees = max(int(estimate_shares(design, first.joined(second)).degrees) - 1, 0)
    if not all(side.judged for side in sides):
        return Difference(None, None, degrees, None, remarks.MISSING_SIDE, ())
    apart = float(sides[1].estimate - sides[0].estimate)
    variance = float(sides[0].variance + sides[1].variance - 2 * _covariance(design, (first, second), sides))
    se = float(np.sqrt(max(variance, 0.0)))
    interval, note = _interval(sides, apart, se, degrees, level)
    reason = None if interval else remarks.TOO_FEW_TO_COMPARE
    return Difference(number(apart), se, degrees, interval, reason, (note,) if note else ())


def inspections_apart(
    earlier: tuple[Design, Judged], later: tuple[Design, Judged], level: float
) -> Difference:
    """The difference of a later inspection from an earlier one, each with a sample of its own."""
    design = earlier[0].beside(later[0])
    before, after = len(earlier[0].ids), len(later[0].ids)
    return difference(design, _padded(earlier[1], 0, after), _padded(later[1], before, 0), level)


def simple_difference(first: tuple[int, int], second: tuple[int, int], level: float) -> Difference:
    """The difference of two shares as of independent simple samples, each positive cases of judged ones.

    The interval is put together from Wilson's of both (Newcombe, *Statistics in Medicine* 17, 1998, method
    10). It has no standard error and no degrees of freedom.
    """
    if not (first[1] and second[1]):
        return Difference(None, None, 0, None, remarks.MISSING_SIDE, ())
    shares = first[0] / first[1], second[0] / second[1]
    simple = [
        ends(intervals.wilson(np.asarray(one[0]), np.asarray(one[1]), level)) for one in (first, second)
    ]
    interval = _joined(shares, simple[0], simple[1])
    return Difference(shares[1] - shares[0], None, 0, interval, None, (remarks.SIMPLE_DIFFERENCE,))


def _covariance(design: Design, cases: tuple[Judged, Judged], sides: tuple[Shares, Shares]) -> Floats:
    """No case is in both domains, so only the means of their residuals over each stratum go together."""
    weights, several = design.weights, design.sampled > 1
    first, second = (
        weights * (domain.positive - side.estimate * domain.weighing) / (domain.weighing @ weights)
        for domain, side in zip(cases, sides, strict=True)
    )
    shared = several * design.unseen * first * second / np.maximum(design.sampled - 1, 1)
    return np.asarray(-shared.sum(), dtype=np.float64)


def _interval(
    sides: tuple[Shares, Shares], apart: float, se: float, degrees: int, level: float
) -> tuple[Ends | None, Remark | None]:
    """Student's interval; where a side's spread is unknown, one made of the intervals of both sides."""
    if all(side.complete for side in sides):
        return (apart, apart), remarks.COMPLETE
    if any(intervals.shows_no_chance(side) for side in sides):
        interval = _of_both(sides, level)
        return interval, remarks.FLAT_DIFFERENCE if interval else None
    if degrees == 0:
        return None, None
    reach = float(student((1 + level) / 2, np.asarray(degrees, dtype=np.float64))) * se
    return (max(apart - reach, -1.0), min(apart + reach, 1.0)), None


def _of_both(sides: tuple[Shares, Shares], level: float) -> Ends | None:
    """Newcombe's way, of the intervals of both sides."""
    first, second = (ends(intervals.korn_graubard(side, level)) for side in sides)
    return _joined((float(sides[0].estimate), float(sides[1].estimate)), first, second)


def _joined(shares: tuple[float, float], first: Ends | None, second: Ends | None) -> Ends | None:
    """Each end adds the squares of how far the intervals reach in that direction."""
    if first is None or second is None:
        return None
    apart = shares[1] - shares[0]
    down = np.hypot(shares[1] - second[0], first[1] - shares[0])
    up = np.hypot(second[1] - shares[1], shares[0] - first[0])
    return max(apart - float(down), -1.0), min(apart + float(up), 1.0)


def _padded(cases: Judged, before: int, after: int) -> Judged:
    def pad(counts: Integers) -> Integers:
        return np.pad(counts, (before, after))

    return Judged(pad(cases.positive), pad(cases.negative), pad(cases.left_out))
