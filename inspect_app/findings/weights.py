"""Figures in which cases weigh differently, worked out exactly: no sum of weights is ever rounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.cubes import Counts, Strata
from inspect_app.findings.design_of import SampleDesign
from inspect_app.findings.figures import Measure
from inspect_app.findings.matrix import AnswerMatrix, Fact
from inspect_app.findings.numeric import typed
from inspect_app.findings.specs.model import AttributeWeight, Weight


@dataclass(frozen=True)
class Weights:
    """Cases by classes of one weight each, as whole numbers that are all the weights times `scale`."""

    classes: Strata
    each: tuple[int, ...]
    scale: int

    def sums(self, counts: Counts) -> list[int]:
        """The weight of cases by column times the scale, from their counts by column and class."""
        weighed = counts.astype(object) @ np.array(self.each, dtype=object)
        return [int(weight) for weight in weighed.tolist()]


def weights_of(matrix: AnswerMatrix, sample: SampleDesign | None, weight: Weight) -> Weights | None:
    """What the cases weigh in a table; None where each counts as one."""
    if isinstance(weight, AttributeWeight):
        return by_attribute(matrix.attribute(weight.attribute))
    return by_design(sample) if weight == "design" and sample is not None else None


def by_design(sample: SampleDesign) -> Weights:
    """Each case weighs as many cases as it stands for."""
    design = sample.design
    return _whole(
        sample.strata,
        [
            Fraction(int(population), int(sampled)) if sampled else Fraction()
            for population, sampled in zip(design.population, design.sampled, strict=True)
        ],
    )


def by_attribute(fact: Fact) -> Weights:
    """Each case weighs what one of its attributes says, and nothing where that is no number above zero."""
    places = Strata(fact.places, max(len(fact.values), 1))
    return _whole(places, [_number(value) for value in fact.values] or [Fraction()])


def statistic(
    measure: Measure, numbers: NDArray[np.float64], weights: Weights, cases: NDArray[np.intp]
) -> Fraction | None:
    """The weighted mean, median or an extreme of the numbers some cases have; None if none weighs anything.

    The median is the least number up to which half of the weight lies, or half way to the next one where
    exactly half does.
    """
    places = weights.classes.places[cases]
    found: dict[Fraction, int] = {}
    pairs, times = np.unique(np.stack([numbers[cases], places]), axis=1, return_counts=True)
    for value, place, number in zip(*pairs.tolist(), times.tolist(), strict=True):
        if weight := weights.each[int(place)]:
            exact = typed(value)
            found[exact] = found.get(exact, 0) + weight * number
    if not found:
        return None
    ordered, total = sorted(found), sum(found.values())
    if measure is Measure.MEAN:
        return sum((value * weight for value, weight in found.items()), Fraction()) / total
    if measure is Measure.MEDIAN:
        return _median(ordered, [found[value] for value in ordered], total)
    return ordered[0] if measure in (Measure.LOWEST, Measure.EARLIEST) else ordered[-1]


def _median(ordered: Sequence[Fraction], weights: Sequence[int], total: int) -> Fraction:
    below = 0
    for place, weight in enumerate(weights):
        below += weight
        if 2 * below == total:
            return (ordered[place] + ordered[place + 1]) / 2
        if 2 * below > total:
            return ordered[place]
    raise AssertionError("half of a weight lies below none of it")


def _whole(classes: Strata, weights: Sequence[Fraction]) -> Weights:
    common = lcm(*(weight.denominator for weight in weights))
    return Weights(classes, tuple(int(weight * common) for weight in weights), common)


def _number(value: str) -> Fraction:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Fraction()
    sensible = number.is_finite() and number > 0 and abs(number.adjusted()) <= _DIGITS
    return Fraction(number) if sensible else Fraction()


_DIGITS = 30
"""Before or after the point; the whole number that a longer one makes would take for ever to work with."""
