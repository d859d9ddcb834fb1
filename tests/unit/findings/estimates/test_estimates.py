"""What an estimate says where there is little or nothing to go by: always a figure or a reason, never NaN."""

import numpy as np
import pytest

from inspect_app.findings.estimates import remarks
from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.differences import difference, inspections_apart, simple_difference
from inspect_app.findings.estimates.estimates import Estimate, estimate
from inspect_app.findings.estimates.intervals import korn_graubard, wilson
from inspect_app.findings.estimates.means import Mean, estimate_means
from inspect_app.findings.estimates.shares import Judged, estimate_shares
from tests.unit.findings.estimates.reference import SAMPLES, judged

TWO = Design({"men": Stratum(200, 20), "women": Stratum(50, 10)})


def of(positive: list[int], negative: list[int], left_out: list[int] | None = None) -> Estimate:
    return estimate(TWO, judged(positive, negative, left_out), 0.95)


def ids(found: Estimate | Mean) -> tuple[str | None, list[str]]:
    return found.reason.id if found.reason else None, [note.id for note in found.notes]


def test_a_share_by_hand() -> None:
    """Men weigh 10 and women 5: 12 of 20 and 2 of 10 make 130 of 250."""
    found = of([12, 2], [8, 8])
    assert (found.cases, found.n, found.positive, found.left_out) == (30, 30, 14, 0)
    assert found.estimate == pytest.approx(0.52)
    # without anything left out, the classic formula: squared shares of the population times (1 - f) s² / n
    men, women = 0.8**2 * 0.9 * (0.6 * 0.4 * 20 / 19) / 20, 0.2**2 * 0.8 * (0.2 * 0.8 * 10 / 9) / 10
    assert found.se == pytest.approx((men + women) ** 0.5)
    assert (found.df, found.wilson, ids(found)) == (28, None, (None, []))


@pytest.mark.parametrize(
    ("positive", "negative", "left_out", "reason"),
    [
        ([0, 0], [0, 0], [0, 0], "no_case"),
        ([0, 0], [0, 0], [20, 10], "none_judged"),
        ([1, 0], [0, 1], [3, 4], "too_few"),
        ([1, 0], [0, 0], [0, 0], "too_few"),
    ],
)
def test_reasons(positive: list[int], negative: list[int], left_out: list[int], reason: str) -> None:
    found = of(positive, negative, left_out)
    assert ids(found) == (reason, [])
    assert (found.logit, found.korn_graubard) == (None, None)
    assert (found.estimate is None) == (reason != "too_few")
    assert (found.se is None) == (reason != "too_few")


def test_cases_of_weight_zero_count_for_nothing() -> None:
    design = Design({"drawn": Stratum(100, 10), "added": Stratum(0, 5)})
    with_added = estimate(design, judged([4, 5], [6, 0]), 0.95)
    without = estimate(Design({"drawn": Stratum(100, 10)}), judged([4], [6]), 0.95)
    assert (with_added.estimate, with_added.se, with_added.logit, with_added.df, with_added.n) == (
        without.estimate, without.se, without.logit, without.df, without.n,
    )  # fmt: skip
    assert ids(estimate(design, judged([0, 3], [0, 2]), 0.95)) == ("weight_zero", [])
    nobody = Design({"empty": Stratum(0, 0)})
    assert ids(estimate(nobody, judged([0], [0]), 0.95)) == ("no_case", [])


def test_a_sample_without_a_stratum_has_no_standard_error() -> None:
    found = estimate(Design({}), judged([], []), 0.95)
    assert (ids(found), found.estimate, found.se) == (("no_case", []), None, None)


@pytest.mark.parametrize("name", ["none", "all"])
def test_at_0_and_n_the_interval_is_clopper_and_pearsons_for_the_weights(name: str) -> None:
    """For equal weights and no loss of degrees of freedom, the familiar 1 - (α/2)^(1/n)."""
    sample = SAMPLES[name]
    found = estimate(sample.design, sample.judged(), 0.95)
    end = 0.0 if name == "none" else 1.0
    assert (found.estimate, found.se) == (end, 0)
    assert found.logit == found.korn_graubard
    low, high = found.korn_graubard or (0, 0)
    assert 0.02 < high - low < 0.1
    assert ids(found) == (None, ["no_spread"])
    one = estimate(Design({"a": Stratum(900, 40)}), judged([0], [40]), 0.95)
    assert one.korn_graubard == pytest.approx((0, 1 - 0.025 ** (1 / 40)))


def test_the_interval_at_0_ends_where_too_few_are_left_unread() -> None:
    """Of a list of 50 all but two were read, and none is positive: two of 50 is the most there can be."""
    found = estimate(Design({"a": Stratum(50, 48)}), judged([0], [48]), 0.95)
    assert found.korn_graubard == pytest.approx((0, 2 / 50))
    opposite = estimate(Design({"a": Stratum(50, 48)}), judged([48], [0]), 0.95)
    assert opposite.logit == pytest.approx((48 / 50, 1))


def test_unequal_weights_make_the_interval_at_0_wider() -> None:
    uneven = Design({"vast": Stratum(90000, 20), "small": Stratum(25, 20)})
    even = Design({"vast": Stratum(2000, 20), "small": Stratum(2000, 20)})
    highs = [estimate(each, judged([0, 0], [20, 20]), 0.95).korn_graubard for each in (uneven, even)]
    assert highs[0] is not None
    assert highs[1] is not None
    assert highs[0][1] > 1.8 * highs[1][1]


def test_strata_alike_within_do_not_pass_for_certainty() -> None:
    """R gives 0.625 with an interval from 0.625 to 0.625 here, and 0.5 to 0.5 by the method beta."""
    sample = SAMPLES["even-strata"]
    found = estimate(sample.design, sample.judged(), 0.95)
    assert (found.estimate, found.se) == (0.625, 0)
    assert found.logit == pytest.approx((0.4214537222, 0.8006156733))
    assert ids(found) == (None, ["no_spread"])


def test_when_all_cases_were_read_there_is_no_chance() -> None:
    sample = SAMPLES["census"]
    found = estimate(sample.design, sample.judged("North"), 0.95)
    assert found.se == 0
    assert found.logit == found.korn_graubard == (found.estimate, found.estimate)
    assert ids(found) == (None, ["complete"])
    only = estimate(Design({"a": Stratum(1, 1)}), judged([1], [0]), 0.95)
    assert (only.logit, ids(only)) == ((1, 1), (None, ["complete"]))


def test_a_stratum_with_one_case_is_named() -> None:
    sample = SAMPLES["lone-case"]
    found = estimate(sample.design, sample.judged(), 0.95)
    assert ids(found) == (None, ["lone_case"])
    assert "from lone." in found.notes[0].sentence
    unlike = SAMPLES["lone-not-judged"]
    assert ids(estimate(unlike.design, unlike.judged(), 0.95)) == (None, [])


def test_a_stratum_nobody_sampled_is_named() -> None:
    found = estimate(Design({"a": Stratum(50, 8), "b": Stratum(7, 0)}), judged([3, 0], [5, 0]), 0.95)
    assert found.estimate == pytest.approx(3 / 8)
    assert ids(found) == (None, ["not_sampled"])


def test_wilson_is_for_samples_without_strata() -> None:
    sample = SAMPLES["simple"]
    found = estimate(sample.design, sample.judged(), 0.95)
    assert found.wilson == tuple(map(float, wilson(np.array(55), np.array(83), 0.95)))
    low, high = wilson(np.array(0), np.array(0), 0.95)
    assert np.isnan([low, high]).all()


@pytest.mark.parametrize("stratum", [Stratum(4, 5), Stratum(-1, 0), Stratum(3, -1)])
def test_an_impossible_stratum_is_refused(stratum: Stratum) -> None:
    with pytest.raises(ValueError, match="stratum a has"):
        Design({"a": stratum})


def test_many_domains_at_once_are_the_same_as_one_by_one() -> None:
    sample = SAMPLES["six-strata"]
    each = [sample.judged(area) for area in ("", *sample.areas)]
    stacked = Judged(
        *(np.stack(column) for column in zip(*(vars(one).values() for one in each), strict=True))
    )
    shares = estimate_shares(sample.design, stacked)
    lows, highs = korn_graubard(shares, 0.9)
    for place, one in enumerate(each):
        single = estimate(sample.design, one, 0.9)
        assert (lows[place], highs[place]) == pytest.approx(single.korn_graubard)
        assert float(shares.estimate[place]) == pytest.approx(single.estimate)


NORTH, SOUTH = judged([0, 0], [8, 4]), judged([0, 0], [9, 5])


def test_a_difference_of_nothing_still_has_a_width() -> None:
    found = difference(TWO, NORTH, SOUTH, 0.95)
    assert (found.estimate, found.se) == (0, 0)
    assert [note.id for note in found.notes] == ["no_spread"]
    low, high = found.interval or (0, 0)
    assert -0.5 < low < -0.1
    assert 0.1 < high < 0.5


def test_a_difference_of_two_complete_areas_is_certain() -> None:
    sample = SAMPLES["census"]
    found = difference(sample.design, sample.judged("North"), sample.judged("South"), 0.95)
    assert found.interval == (found.estimate, found.estimate)
    assert found.se == 0


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (judged([0, 0], [0, 0]), SOUTH, "missing_side"),
        (judged([3, 0], [4, 0]), judged([0, 0], [0, 0], [3, 3]), "missing_side"),
        (judged([1, 0], [0, 0]), judged([0, 0], [0, 1]), "too_few"),
        (judged([1, 0], [0, 1]), judged([0, 0], [1, 0]), "too_few"),
        (judged([1, 0], [0, 1]), judged([0, 1], [1, 0]), None),
    ],
)
def test_reasons_of_differences(first: Judged, second: Judged, reason: str | None) -> None:
    found = difference(TWO, first, second, 0.95)
    assert (found.reason.id if found.reason else None) == reason
    assert (found.interval is None) == (reason is not None)


@pytest.mark.filterwarnings("error")
def test_one_degree_of_freedom_and_a_high_level_reach_the_ends_quietly() -> None:
    found = estimate(Design({"a": Stratum(20, 2)}), judged([1], [1]), 0.9999)
    assert found.logit == (0, 1)
    assert found.korn_graubard == pytest.approx((0, 1), abs=1e-3)


def test_no_degree_of_freedom_leaves_a_difference_without_an_interval() -> None:
    design = Design({id_: Stratum(30, 4) for id_ in "abcd"})
    first, second = judged([1, 0, 0, 0], [0, 1, 0, 0]), judged([0, 0, 1, 0], [0, 0, 0, 1])
    found = difference(design, first, second, 0.95)
    assert (found.estimate, found.df, found.interval) == (0, 0, None)
    assert found.se is not None
    assert found.se > 0
    assert found.reason is not None


def test_inspections_are_compared_later_less_earlier() -> None:
    once, again = Design({"a": Stratum(90, 30)}), Design({"a": Stratum(80, 30), "b": Stratum(40, 10)})
    found = inspections_apart((once, judged([10], [20])), (again, judged([20, 5], [10, 5])), 0.95)
    assert found.estimate == pytest.approx((20 * 80 / 30 + 20) / 120 - 1 / 3)
    assert found.df == 30 + 40 - 3 - 1


def mean_of(strata: list[int], numbers: list[float], design: Design = TWO) -> Mean:
    places, together = np.array(strata, dtype=np.int64), np.zeros(len(strata), dtype=np.int64)
    (found,) = estimate_means(design, places, np.array(numbers, dtype=np.float64), together, 1, 0.95)
    return found


def test_reasons_of_means() -> None:
    assert ids(mean_of([], [])) == ("weight_zero", [])
    assert ids(mean_of([0, 1], [4.0, 5.0])) == ("too_few", [])
    assert ids(mean_of([0], [4.0], Design({"added": Stratum(0, 1)}))) == ("weight_zero", [])
    complete = mean_of([0, 0], [4.0, 5.0], Design({"all": Stratum(2, 2)}))
    assert (complete.interval, ids(complete)) == ((4.5, 4.5), (None, ["complete"]))
    alone = Design({"a": Stratum(9, 2), "lone": Stratum(5, 1)})
    assert ids(mean_of([0, 0, 1], [4.0, 6.0, 5.0], alone)) == (None, ["lone_case"])


def test_two_simple_samples_lie_apart_as_newcombe_has_it() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), method 10: 56 of 70 less 48 of 80, 9 of 10 less 3 of 10."""
    samples = (((48, 80), (56, 70), (0.0524, 0.3339)), ((3, 10), (9, 10), (0.1705, 0.8090)))
    for first, second, expected in samples:
        found = simple_difference(first, second, 0.95)
        assert found.estimate == pytest.approx(second[0] / second[1] - first[0] / first[1])
        assert found.interval == pytest.approx(expected, abs=5e-5)
        assert (found.se, [note.id for note in found.notes]) == (None, ["simple"])
    nothing = simple_difference((0, 0), (3, 10), 0.95)
    assert (nothing.estimate, nothing.interval) == (None, None)
    assert nothing.reason == remarks.MISSING_SIDE
