"""Mean, median and extremes of numbers, earliest and latest of dates, worked out exactly."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Measure
from inspect_app.findings.whole_numbers import whole_numbers
from inspect_app.questionnaire.codes import EPOCH
from inspect_app.questionnaire.model import QuestionType

Numbers = NDArray[np.float64]
MEASURES: dict[QuestionType, tuple[Measure, ...]] = {
    QuestionType.WHOLE_NUMBER: (Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST),
    QuestionType.DECIMAL: (Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST),
    QuestionType.DATE: (Measure.EARLIEST, Measure.LATEST),
}
_ONE_PLACE = Decimal("0.1")


def statistic(measure: Measure, numbers: Numbers) -> Fraction | None:
    """One statistic of the numbers there are; None when there is none.

    Numbers are taken as the decimals that were typed in, so a mean depends neither on the order of the cases
    nor on binary fractions. Dates are days since 1970-01-01.
    """
    return statistic_in_order(measure, np.sort(numbers[~np.isnan(numbers)]))


def statistic_in_order(measure: Measure, ordered: Numbers) -> Fraction | None:
    """The same of numbers from the least to the greatest, among which nothing is missing."""
    size = ordered.size
    if size == 0:
        return None
    if measure is Measure.MEAN:
        return _total(ordered) / size
    if measure is Measure.MEDIAN:
        return (typed(float(ordered[(size - 1) // 2])) + typed(float(ordered[size // 2]))) / 2
    return typed(float(ordered[0 if measure in (Measure.LOWEST, Measure.EARLIEST) else -1]))


def _total(numbers: Numbers) -> Fraction:
    """The exact sum of decimals: whole multiples of a tenth and the like add up without Python's help."""
    if (found := whole_numbers(numbers)) is not None:
        return Fraction(int(found[1].sum()), found[0])
    values, times = np.unique(numbers, return_counts=True)
    return sum(
        (typed(value) * count for value, count in zip(values.tolist(), times.tolist(), strict=True)),
        Fraction(),
    )


def shown_value(measure: Measure, value: Fraction) -> str:
    """A statistic as it is printed: means and medians half up to one place, extremes as they were typed."""
    if measure in (Measure.EARLIEST, Measure.LATEST):
        return (EPOCH + timedelta(days=int(value))).isoformat()
    if value.denominator == 1:
        return str(value.numerator)
    number = Decimal(value.numerator) / Decimal(value.denominator)
    if measure in (Measure.MEAN, Measure.MEDIAN):
        return str(_half_up_to_one_place(value))
    return format(number.normalize() + 0, "f")


def _half_up_to_one_place(value: Fraction) -> Decimal:
    tenths = abs(value) * 10
    whole = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-1).quantize(_ONE_PLACE, ROUND_HALF_UP)


def typed(number: float) -> Fraction:
    """A number as the decimal that was typed in."""
    return Fraction(int(number)) if number.is_integer() else Fraction(Decimal(repr(number)))
