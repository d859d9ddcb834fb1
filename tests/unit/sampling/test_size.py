from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.size import clamp, implied_margin, sample_size

CONFIDENCES = st.integers(50, 99).map(Fraction)


def margin(size: int, population: int, confidence: int = 80) -> str:
    found = implied_margin(size, population, Fraction(confidence))
    assert found is not None
    return f"{found:.2f}"


@pytest.mark.parametrize(
    ("population", "size"),
    [(0, 0), (1, 1), (50, 39), (100, 63), (200, 91), (500, 124), (1_000, 142), (1_217, 145), (10**9, 165)],
)
def test_the_published_sizes_at_80_per_cent_and_5_points(population: int, size: int) -> None:
    assert sample_size(population, Fraction(80), Fraction(5)) == size


@pytest.mark.parametrize(
    ("confidence", "points", "size"),
    [("95", "5", 293), ("95", "3", 569), ("99.5", "5", 479), ("80", "2.5", 427), ("50", "50", 1)],
)
def test_other_confidences_and_margins(confidence: str, points: str, size: int) -> None:
    """Worked out with z = 1.959964, 2.807034, 1.281552 and 0.674490 of a printed table."""
    assert sample_size(1_217, Fraction(confidence), Fraction(points)) == size


@pytest.mark.parametrize(
    ("size", "population", "expected"),
    [
        (148, 1_217, "4.94"),
        (54, 454, "8.19"),
        (17, 138, "14.61"),
        (40, 327, "9.51"),
        (16, 129, "15.05"),
        (21, 169, "13.12"),
        (7, 7, "0.00"),
        (1, 1, "0.00"),
    ],
)
def test_a_typed_size_has_its_margin(size: int, population: int, expected: str) -> None:
    assert margin(size, population) == expected


def test_no_case_has_no_margin() -> None:
    assert implied_margin(0, 5, Fraction(80)) is None


@given(st.integers(2, 5_000), CONFIDENCES, st.integers(1, 50).map(Fraction))
def test_a_computed_size_is_the_smallest_that_keeps_the_margin(
    population: int, confidence: Fraction, points: Fraction
) -> None:
    size = sample_size(population, confidence, points)
    kept = implied_margin(size, population, confidence)
    assert 1 <= size <= population
    assert kept is not None
    assert kept <= points + Fraction(1, 10**9)
    if size > 1:
        wider = implied_margin(size - 1, population, confidence)
        assert wider is not None
        assert wider > points - Fraction(1, 10**9)


@given(st.integers(1, 5_000), st.integers(1, 5_000), CONFIDENCES)
def test_a_larger_population_never_asks_for_fewer(one: int, other: int, confidence: Fraction) -> None:
    sizes = [sample_size(population, confidence, Fraction(5)) for population in sorted((one, other))]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [(None, None, 60), (70, None, 70), (None, 50, 50), (20, 90, 60), (200, None, 100), (50, 50, 50)],
)
def test_a_size_is_kept_within_its_bounds_and_the_population(
    minimum: int | None, maximum: int | None, expected: int
) -> None:
    assert clamp(60, 100, minimum, maximum) == expected


@pytest.mark.parametrize("confidence", ["0.8", "49.9", "100", "-80"])
def test_a_confidence_that_cannot_be_is_an_error(confidence: str) -> None:
    with pytest.raises(UserError, match="confidence must be at least 50"):
        sample_size(100, Fraction(confidence), Fraction(5))


@pytest.mark.parametrize("points", ["0", "-5", "50.1"])
def test_a_margin_that_cannot_be_is_an_error(points: str) -> None:
    with pytest.raises(UserError, match="margin must be more than 0"):
        sample_size(100, Fraction(80), Fraction(points))
