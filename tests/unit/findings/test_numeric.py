"""Statistics of numbers are exact decimals, whatever the floats make of them."""

from decimal import Decimal
from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.figures import Measure
from inspect_app.findings.numeric import shown_value, statistic


@pytest.mark.parametrize(
    ("measure", "numbers", "shown"),
    [
        (Measure.MEAN, [1, 2], "1.5"),
        (Measure.MEAN, [0.1, 0.2], "0.2"),
        (Measure.MEAN, [0.1, 0.1, 0.1], "0.1"),
        (Measure.MEAN, [1, 1, 1.15], "1.1"),
        (Measure.MEAN, [-0.1, -0.2], "-0.2"),
        (Measure.MEAN, [2, 4], "3"),
        (Measure.MEAN, [100, 100], "100"),
        (Measure.MEAN, [0, 0.01], "0.0"),
        (Measure.MEDIAN, [1, 9, 2], "2"),
        (Measure.MEDIAN, [1, 2, 3, 10], "2.5"),
        (Measure.LOWEST, [3, 0.125], "0.125"),
        (Measure.HIGHEST, [3, 1e9], "1000000000"),
        (Measure.EARLIEST, [-1, 5], "1969-12-31"),
        (Measure.LATEST, [-1, 16860], "2016-02-29"),
    ],
)
def test_statistics(measure: Measure, numbers: list[float], shown: str) -> None:
    value = statistic(measure, np.array([*numbers, np.nan], dtype=np.float64))
    assert value is not None
    assert shown_value(measure, value) == shown


@pytest.mark.parametrize("measure", [Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.LATEST])
def test_no_number_has_no_statistic(measure: Measure) -> None:
    assert statistic(measure, np.array([np.nan])) is None


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=1))
def test_mean_and_median_are_exact(numbers: list[Decimal]) -> None:
    floats = np.array([float(number) for number in numbers])
    exact = [Fraction(number) for number in numbers]
    assert statistic(Measure.MEAN, floats) == sum(exact) / len(exact)
    assert statistic(Measure.MEDIAN, floats) == median(exact)
