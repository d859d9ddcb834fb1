"""What holds of every estimate, whatever the design and the answers."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.differences import difference
from inspect_app.findings.estimates.estimates import estimate
from inspect_app.findings.estimates.shares import Judged
from tests.unit.findings.estimates.reference import judged

Row = tuple[int, int, int, int, int]
"""Judged positive, judged otherwise, left out, of another area, never sampled: the cases of a stratum."""

few = st.integers(0, 12)
strata = st.lists(st.tuples(few, few, few, few, st.integers(0, 400)), min_size=1, max_size=6)
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
CLOSE = {"rel": 1e-9, "abs": 1e-12}


def design_of(rows: list[Row], times: int = 1) -> Design:
    """The design with every stratum's unsampled cases, weights included, multiplied."""
    return Design({f"s{place}": Stratum(sum(row) * times, sum(row[:4])) for place, row in enumerate(rows)})


def cases_of(rows: list[Row]) -> Judged:
    return judged(*([row[place] for row in rows] for place in range(3)))


@given(strata, levels)
def test_no_figure_is_ever_nan_and_what_is_missing_has_its_reason(rows: list[Row], level: float) -> None:
    found = estimate(design_of(rows), cases_of(rows), level)
    figures = [found.estimate, found.se, *(found.logit or ()), *(found.korn_graubard or ())]
    assert all(figure is None or np.isfinite(figure) for figure in figures)
    assert (found.reason is None) == (found.logit is not None) == (found.korn_graubard is not None)
    assert (found.estimate is None) == (found.n == 0)


@given(strata, levels)
def test_every_interval_holds_its_estimate_and_shares_alone(rows: list[Row], level: float) -> None:
    found = estimate(design_of(rows), cases_of(rows), level)
    assume(found.estimate is not None)
    for interval in (found.logit, found.korn_graubard, found.wilson):
        if interval:
            low, high = interval
            assert 0 <= low <= found.estimate * (1 + 1e-12)
            assert found.estimate * (1 - 1e-12) <= high <= 1


@given(strata, st.randoms(use_true_random=False))
def test_the_order_of_the_strata_does_not_matter(rows: list[Row], chance: object) -> None:
    shuffled = rows[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a Random
    one, other = (estimate(design_of(each), cases_of(each), 0.95) for each in (rows, shuffled))
    for key in ("n", "df", "reason"):
        assert getattr(one, key) == getattr(other, key)
    for key in ("estimate", "se", "logit", "korn_graubard"):
        if getattr(one, key) is not None:
            assert getattr(one, key) == pytest.approx(getattr(other, key), **CLOSE)


@given(strata, st.integers(2, 50))
def test_larger_populations_scale_the_weights_and_leave_the_estimate(rows: list[Row], times: int) -> None:
    once, more = (estimate(design_of(rows, each), cases_of(rows), 0.95) for each in (1, times))
    assume(once.estimate is not None)
    assert more.estimate == pytest.approx(once.estimate, **CLOSE)
    assert (more.n, more.df) == (once.n, once.df)
    assert more.se >= once.se * (1 - 1e-9)  # less of each stratum was read


@given(strata)
def test_when_all_cases_were_read_the_error_is_0(rows: list[Row]) -> None:
    everyone = [(*row[:4], 0) for row in rows]
    found = estimate(design_of(everyone), cases_of(everyone), 0.95)
    assert found.se in (None, 0)
    if found.estimate is not None:
        assert found.logit == found.korn_graubard == (found.estimate, found.estimate)


@given(strata, levels)
def test_the_other_answer_has_the_mirrored_intervals(rows: list[Row], level: float) -> None:
    cases = cases_of(rows)
    found = estimate(design_of(rows), cases, level)
    mirrored = estimate(
        design_of(rows), replace(cases, positive=cases.negative, negative=cases.positive), level
    )
    assume(found.logit is not None)
    assert mirrored.estimate == pytest.approx(1 - found.estimate, **CLOSE)
    assert mirrored.se == pytest.approx(found.se, **CLOSE)
    for key in ("logit", "korn_graubard"):
        low, high = asdict(found)[key]
        assert asdict(mirrored)[key] == pytest.approx((1 - high, 1 - low), rel=1e-7, abs=1e-9)


@given(strata)
def test_a_higher_level_has_a_wider_interval(rows: list[Row]) -> None:
    narrow, wide = (estimate(design_of(rows), cases_of(rows), level) for level in (0.8, 0.95))
    if narrow.logit and wide.logit:
        assert wide.logit[0] <= narrow.logit[0] <= narrow.logit[1] <= wide.logit[1]


@given(strata, strata)
def test_a_difference_turned_round_changes_its_sign(rows: list[Row], others: list[Row]) -> None:
    """The first area's cases are in the first list, the second's in the second, strata by strata."""
    pairs = list(zip(rows, others, strict=False))
    design = Design(
        {f"s{place}": Stratum(sum(a) + sum(b), sum(a[:4]) + sum(b[:4])) for place, (a, b) in enumerate(pairs)}
    )
    first, second = cases_of([a for a, _ in pairs]), cases_of([b for _, b in pairs])
    there, back = difference(design, first, second, 0.95), difference(design, second, first, 0.95)
    assert there.reason == back.reason
    assume(there.interval is not None)
    assert back.estimate == pytest.approx(-there.estimate, **CLOSE)
    assert back.se == pytest.approx(there.se, **CLOSE)
    assert back.interval == pytest.approx(tuple(-end for end in reversed(there.interval)), **CLOSE)
    low, high = there.interval
    assert -1 <= low <= there.estimate + 1e-9
    assert there.estimate - 1e-9 <= high <= 1
