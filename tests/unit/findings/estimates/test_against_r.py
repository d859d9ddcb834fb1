"""Ten digits of what R's package survey says of the same cases; tests/data/estimates says which versions."""

import numpy as np
import pytest

from inspect_app.findings.estimates.differences import Difference, difference, inspections_apart
from inspect_app.findings.estimates.estimates import Estimate, estimate
from inspect_app.findings.estimates.intervals import wilson
from inspect_app.findings.estimates.means import estimate_means
from tests.unit.findings.estimates.reference import SAMPLES, rows

TEN_DIGITS = {"rel": 1e-10, "abs": 1e-13}
AS_FITTED = {"rel": 1e-8, "abs": 1e-9}
"""svyciprop's logit method stops fitting its model when little changes any more: eight digits are certain."""

SHARES = rows("shares.csv")
SPREAD = [row for row in SHARES if float(row["se"]) > 1e-14 and int(row["df"]) > 0]
"""Where R's variance is not 0; where it is, R has no interval or a point, and we have a rule of our own."""


def named(row: dict[str, str]) -> str:
    return "-".join(row[key] for key in ("design", "area", "level", "first", "second") if row.get(key))


def asked(row: dict[str, str]) -> Estimate:
    sample = SAMPLES[row["design"]]
    return estimate(sample.design, sample.judged(row["area"]), float(row["level"]))


def test_enough_designs_were_tried() -> None:
    assert len(SAMPLES) >= 12
    assert {len(sample.design.ids) for sample in SAMPLES.values()} >= {1, 2, 3, 6}
    assert len(SPREAD) > 80


@pytest.mark.parametrize("row", SHARES, ids=named)
def test_estimate_error_and_degrees_of_freedom(row: dict[str, str]) -> None:
    ours = asked(row)
    assert (ours.n, ours.df) == (int(row["n"]), int(row["df"]))
    assert ours.estimate == pytest.approx(float(row["estimate"]), **TEN_DIGITS)
    assert ours.se == pytest.approx(float(row["se"]), **TEN_DIGITS)


@pytest.mark.parametrize("row", SPREAD, ids=named)
def test_intervals(row: dict[str, str]) -> None:
    ours = asked(row)
    assert ours.logit == pytest.approx((float(row["xlogit_low"]), float(row["xlogit_high"])), **TEN_DIGITS)
    assert ours.logit == pytest.approx((float(row["logit_low"]), float(row["logit_high"])), **AS_FITTED)
    assert ours.korn_graubard == pytest.approx(
        (float(row["beta_low"]), float(row["beta_high"])), **TEN_DIGITS
    )


def same_difference(ours: Difference, row: dict[str, str]) -> None:
    assert ours.df == int(row["df"])
    assert ours.estimate == pytest.approx(float(row["estimate"]), **TEN_DIGITS)
    assert ours.se == pytest.approx(float(row["se"]), **TEN_DIGITS)
    if row["low"] and not ours.notes and not ours.reason:
        theirs = np.clip([float(row["low"]), float(row["high"])], -1, 1)
        assert ours.interval == pytest.approx(tuple(theirs), **TEN_DIGITS)


@pytest.mark.parametrize("row", rows("differences.csv"), ids=named)
def test_differences_between_areas(row: dict[str, str]) -> None:
    sample = SAMPLES[row["design"]]
    first, second = (sample.judged(row[side]) for side in ("first", "second"))
    same_difference(difference(sample.design, first, second, 0.95), row)


@pytest.mark.parametrize("row", rows("inspections.csv"), ids=named)
def test_differences_between_inspections(row: dict[str, str]) -> None:
    earlier, later = (SAMPLES[row[side]] for side in ("first", "second"))
    sides = [(sample.design, sample.judged()) for sample in (earlier, later)]
    same_difference(inspections_apart(sides[0], sides[1], 0.95), row)


@pytest.mark.parametrize("row", rows("means.csv"), ids=named)
def test_means(row: dict[str, str]) -> None:
    sample = SAMPLES[row["design"]]
    given = [(number, case) for number, case in enumerate(sample.cases, start=1) if case["answer"] != "na"]
    numbers = np.array([number * 37 % 101 / 4 for number, _ in given])
    strata = np.array([sample.design.ids.index(case["stratum"]) for _, case in given])
    (ours,) = estimate_means(sample.design, strata, numbers, np.zeros_like(strata), 1, 0.95)
    assert (ours.n, ours.df) == (int(row["n"]), int(row["df"]))
    assert ours.estimate == pytest.approx(float(row["estimate"]), **TEN_DIGITS)
    assert ours.se == pytest.approx(float(row["se"]), **TEN_DIGITS)
    assert ours.interval == pytest.approx((float(row["low"]), float(row["high"])), **TEN_DIGITS)


@pytest.mark.parametrize("row", rows("wilson.csv"), ids=lambda row: "-".join(row.values()))
def test_wilson(row: dict[str, str]) -> None:
    low, high = wilson(np.array(int(row["positive"])), np.array(int(row["judged"])), float(row["level"]))
    assert (low, high) == pytest.approx((float(row["low"]), float(row["high"])), **TEN_DIGITS)
