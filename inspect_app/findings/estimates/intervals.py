"""Intervals for shares: logit and Korn-Graubard for samples by design, Wilson for simple ones.

Formulae and sources are in docs/report-writer/estimates.md. An interval that can't be had is NaN at both ends
here.
"""

import numpy as np

from inspect_app.findings.estimates import quantiles
from inspect_app.findings.estimates.design import Flags, Floats, Integers
from inspect_app.findings.estimates.shares import Shares

Interval = tuple[Floats, Floats]
"""The lower and the upper ends."""


def logit(shares: Shares, level: float) -> Interval:
    """Student's interval on the scale of log odds, turned back to shares."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        odds = np.log(shares.estimate) - np.log1p(-shares.estimate)
        error = np.sqrt(shares.variance) / (shares.estimate * (1 - shares.estimate))
        reach = _t_quantile(level, shares.degrees) * error
        ends = 1 / (1 + np.exp(reach - odds)), 1 / (1 + np.exp(-reach - odds))
    return _where_chance_shows(shares, level, ends)


def korn_graubard(shares: Shares, level: float) -> Interval:
    """Clopper and Pearson's interval for as many cases as the sample is worth by its variance."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = shares.estimate * (1 - shares.estimate) / shares.variance
        ends = _beta_ends(shares, size, level)
    return _where_chance_shows(shares, level, ends)


def wilson(positive: Integers, judged: Integers, level: float) -> Interval:
    """Wilson's score interval for a simple sample, without a correction for a finite population."""
    z = -quantiles.normal((1 - level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = positive / judged
        middle = share + z**2 / (2 * judged)
        reach = z * np.sqrt(share * (1 - share) / judged + (z / (2 * judged)) ** 2)
        scale = 1 + z**2 / judged
        low = np.where(positive == 0, 0.0, (middle - reach) / scale)
        high = np.where(positive == judged, 1.0, (middle + reach) / scale)
    nobody = judged == 0
    return np.where(nobody, np.nan, low), np.where(nobody, np.nan, high)


def shows_no_chance(shares: Shares) -> Flags:
    """Where cases were left unseen and yet no stratum holds unlike cases, so the variance comes out as 0."""
    return np.asarray((shares.variance == 0) & ~shares.complete)


def _where_chance_shows(shares: Shares, level: float, ends: Interval) -> Interval:
    """Keeps `ends` where there is a variance to go by; a point if all was seen; else goes by the weights."""
    flat = shows_no_chance(shares)
    careful = _careful_ends(shares, level) if flat.any() else ends
    low, high = (np.where(flat, other, end) for other, end in zip(careful, ends, strict=True))
    return (
        np.where(shares.complete, shares.estimate, low),
        np.where(shares.complete, shares.estimate, high),
    )


def _careful_ends(shares: Shares, level: float) -> Interval:
    """By the weights alone, within what the cases that were read leave open."""
    low, high = _beta_ends(shares, shares.effective, level)
    return np.maximum(low, shares.least), np.minimum(high, shares.most)


def _beta_ends(shares: Shares, size: Floats, level: float) -> Interval:
    tail = (1 - level) / 2
    judged = shares.judged
    size = size * (_t_quantile(level, judged - 1) / _t_quantile(level, shares.degrees)) ** 2
    positive, negative = size * shares.estimate, size * (1 - shares.estimate)
    low = np.where(positive == 0, 0.0, quantiles.beta(tail, positive, negative + 1))
    high = np.where(negative == 0, 1.0, quantiles.beta(1 - tail, positive + 1, negative))
    return low, high


def _t_quantile(level: float, degrees: Integers) -> Floats:
    return quantiles.student((1 + level) / 2, np.where(degrees > 0, degrees, np.nan))
