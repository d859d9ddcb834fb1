"""The estimated share of the judged cases that were judged positive, with variance and degrees of freedom.

The judged cases of a question and an area are a domain of the whole sample: how many there are is itself a
matter of chance, so the cases outside it stay in the design, with nothing to add. Everything is worked out
from counts by stratum, for many questions and areas at once: the last axis of each array is the stratum.
"""

from dataclasses import dataclass

import numpy as np

from inspect_app.findings.estimates.design import Design, Flags, Floats, Integers


@dataclass(frozen=True)
class Judged:
    """Cases of a domain by stratum: judged positive, judged otherwise, and left out as not judged."""

    positive: Integers
    negative: Integers
    left_out: Integers

    @property
    def weighing(self) -> Integers:
        """Judged cases by stratum."""
        return self.positive + self.negative

    def joined(self, other: "Judged") -> "Judged":
        """The cases of two domains that have none in common."""
        return Judged(
            self.positive + other.positive, self.negative + other.negative, self.left_out + other.left_out
        )


@dataclass(frozen=True)
class Shares:
    """Figures of one or many domains; estimate, variance and effective size are NaN where none was judged.

    `judged` counts cases that weigh something. `complete` domains have no unseen case in any stratum where
    one was judged, so nothing is left to chance. `effective` is the size of an equally weighted sample that
    says as much, by the weights alone. The share is no less than `least` and no more than `most`, because of
    the cases that were read, even if all others were judged alike.
    """

    judged: Integers
    estimate: Floats
    variance: Floats
    degrees: Integers
    complete: Flags
    effective: Floats
    least: Floats
    most: Floats


def estimate_shares(design: Design, cases: Judged) -> Shares:
    """Ratio estimates of the share judged positive; their variance by linearisation, within strata."""
    weights = design.weights
    positive, judged = cases.positive * (weights > 0), cases.weighing * (weights > 0)
    with np.errstate(invalid="ignore"):
        total = judged @ weights
        estimate = positive @ weights / total
        variance = np.sum(_within(design, cases, estimate) / total[..., None] ** 2, axis=-1)
        effective = total**2 / (judged @ weights**2)
        least, most = positive.sum(axis=-1) / total, 1 - (judged - positive).sum(axis=-1) / total
    return Shares(
        judged=judged.sum(axis=-1),
        estimate=estimate,
        variance=variance,
        degrees=judged.sum(axis=-1) - (judged > 0).sum(axis=-1),
        complete=~np.any((judged > 0) & (design.unseen > 0), axis=-1),
        effective=effective,
        least=least,
        most=most,
    )


def _within(design: Design, cases: Judged, estimate: Floats) -> Floats:
    """What each stratum adds to the variance of a total of residuals.

    A case's residual is 1 - p, -p or, outside the domain, 0; so their sum of squares about the mean of the
    stratum is a sum over pairs of unlike cases. Only terms above zero are added up, and nothing is lost by
    cancelling. A stratum with a single sampled case has no pair: its residual counts from zero, the mean over
    all strata.
    """
    share = estimate[..., None]
    sampled = design.sampled
    positive, negative = cases.positive, cases.negative
    outside = sampled - cases.weighing
    unlike = positive * negative + outside * (positive * (1 - share) ** 2 + negative * share**2)
    lone = positive * (1 - share) ** 2 + negative * share**2
    spread = np.where(sampled > 1, unlike / np.maximum(sampled - 1, 1), lone)
    scaled: Floats = design.weights**2 * design.unseen * spread
    return scaled
