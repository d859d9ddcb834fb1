"""Mean, median and extremes of numbers, earliest and latest of dates, worked out exactly."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Measure
from inspect_app.questionnaire.codes import EPOCH
from inspect_app.questionnaire.model import QuestionType

MEASURES: dict[QuestionType, tuple[Measure, ...]] = {
    QuestionType.WHOLE_NUMBER: (Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST),
    QuestionType.DECIMAL: (Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST),
    QuestionType.DATE: (Measure.EARLIEST, Measure.LATEST),
}
_ONE_PLACE = Decimal("0.1")
_EXACT = 2**53
"""Sums of whole numbers below it are exact in floats."""


def statistic(measure: Measure, numbers: NDArray[np.float64]) -> Fraction | None:
    """One statistic of the numbers there are; None when there is none.

    Numbers are taken as the decimals that were typed in, so a mean depends neither on the order of the cases
    nor on binary fractions. Dates are days since 1970-01-01.
    """
    given = numbers[~np.isnan(numbers)]
    if given.size == 0:
        return None
    if measure is Measure.MEAN:
        return _total(given) / given.size
    if measure is Measure.MEDIAN:
        ordered = np.sort(given)
        middle = (ordered[(given.size - 1) // 2], ordered[given.size // 2])
        return (typed(float(middle[0])) + typed(float(middle[1]))) / 2
    lowest = measure in (Measure.LOWEST, Measure.EARLIEST)
    return typed(float(given.min() if lowest else given.max()))


def _total(numbers: NDArray[np.float64]) -> Fraction:
    if not np.any(numbers % 1) and np.abs(numbers).sum() < _EXACT:
        return Fraction(int(numbers.sum()))
    values, times = np.unique(numbers, return_counts=True)
    return sum(
        (typed(value) * count for value, count in zip(values.tolist(), times.tolist(), strict=True)),
        Fraction(),
    )


def shown_value(measure: Measure, value: Fraction) -> str:
    """A statistic as it is printed: means and medians half up to one place, extremes as they were typed."""
    if measure in (Measure.EARLIEST, Measure.LATEST):
        return (EPOCH + timedelta(days=int(value))).isoformat()
    number = Decimal(value.numerator) / Decimal(value.denominator)
    if measure in (Measure.MEAN, Measure.MEDIAN) and value.denominator != 1:
        return str(_half_up_to_one_place(value))
    return format(number.normalize() + 0, "f")


def _half_up_to_one_place(value: Fraction) -> Decimal:
    tenths = abs(value) * 10
    whole = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-1).quantize(_ONE_PLACE, ROUND_HALF_UP)


def typed(number: float) -> Fraction:
    """A number as the decimal that was typed in."""
    return Fraction(Decimal(repr(number)))
