"""What holds of every allocation and draw, whatever the list and the plan."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sampling.allocation import Allocation, allocate, percentage
from inspect_app.sampling.methods import populations, procedure_of
from inspect_app.sampling.plan import Method
from tests.unit.sampling.frames import Planned, allocated, frame, plan, planned


@given(planned())
def test_no_group_gives_more_than_it_has_and_totals_add_up(given_: Planned) -> None:
    cases, plan_ = given_
    allocation = allocated(cases, plan_)
    there = populations(cases, plan_)
    whole = min(plan_.size + percentage(plan_.size, plan_.buffer), len(cases))
    assert all(0 <= allocation.drawn(stratum) <= there[stratum] for stratum in plan_.strata)
    achieved = sum(map(allocation.drawn, plan_.strata))
    assert achieved == whole - sum(allocation.shortfall.values())
    assert sum(allocation.primaries.values()) == plan_.size or allocation.shortfall
    if plan_.method is Method.INSPECTORATE:
        assert sum(bucket.population for bucket in allocation.buckets) == len(cases)
        assert all(0 <= bucket.drawn <= bucket.population for bucket in allocation.buckets)
        for stratum in plan_.strata:
            drawn = sum(bucket.drawn for bucket in allocation.buckets if bucket.stratum == stratum)
            assert drawn == allocation.drawn(stratum)


@given(planned())
def test_a_draw_takes_each_case_once_and_as_many_as_allocated(given_: Planned) -> None:
    cases, plan_ = given_
    allocation = allocated(cases, plan_)
    drawn = procedure_of(plan_).draw(cases, allocation, "seed")
    assert len({each.case.key for each in drawn}) == len(drawn)
    assert Counter(each.case.stratum for each in drawn if each.reference) == +Counter(allocation.primaries)
    assert Counter(each.case.stratum for each in drawn if each.reserve) == +Counter(allocation.reserves)


@given(planned((Method.INSPECTORATE,)))
def test_the_cap_is_never_exceeded_and_short_only_where_nobody_has_room(given_: Planned) -> None:
    cases, plan_ = given_
    allocation = allocated(cases, plan_)
    given_by = Counter[str]()
    for bucket in allocation.buckets:
        given_by[bucket.officer] += bucket.drawn
    cap = plan_.cap or len(cases)
    assert all(count <= cap for officer, count in given_by.items() if officer)
    assert not allocation.shortfall or plan_.cap
    for bucket in allocation.buckets:
        if any(step.name == "SHORT" for step in bucket.steps):
            full = bucket.officer != "" and given_by[bucket.officer] == cap
            assert full or bucket.drawn == bucket.population


@given(planned((Method.INSPECTORATE,)))
def test_a_cap_moves_cases_within_an_ldu_and_stratum_alone(given_: Planned) -> None:
    cases, plan_ = given_

    def by_ldu(allocation: Allocation) -> Counter[tuple[str, str, str]]:
        totals = Counter[tuple[str, str, str]]()
        for bucket in allocation.buckets:
            totals[bucket.stratum, bucket.cluster, bucket.ldu] += bucket.drawn
        return totals

    uncapped = allocated(cases, plan(cases, plan_.size, plan_.buffer, None))
    assert by_ldu(allocated(cases, plan_)) <= by_ldu(uncapped)


@given(planned(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_plays_no_part(given_: Planned, random: Random) -> None:
    cases, plan_ = given_
    shuffled = random.sample(cases, len(cases))
    allocation = allocated(cases, plan_)
    assert allocated(shuffled, plan_) == allocation
    procedure = procedure_of(plan_)
    assert procedure.draw(shuffled, allocation, "seed") == procedure.draw(cases, allocation, "seed")
    assert procedure.chances(shuffled, allocation) == procedure.chances(cases, allocation)


@given(planned())
def test_chances_add_up_to_what_each_stratum_gives(given_: Planned) -> None:
    cases, plan_ = given_
    allocation = allocated(cases, plan_)
    known = procedure_of(plan_).chances(cases, allocation)
    assert set(known) == {case.key for case in cases}
    for stratum in plan_.strata:
        mine = [known[case.key] for case in cases if case.stratum == stratum]
        assert sum(chance.primary for chance in mine) == allocation.primaries[stratum]
        assert sum(chance.reserve for chance in mine) == allocation.reserves[stratum]
        assert all(0 <= chance.primary + chance.reserve <= 1 for chance in mine)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=7).filter(any), st.integers(0, 100), st.data())
def test_shares_and_totals_grow_with_the_size(counts: list[int], buffer: int, data: st.DataObject) -> None:
    """Initial shares, with their buffer too, and totals do; a stratum after rounding may not."""
    there = {str(n): count for n, count in enumerate(counts)}
    size = data.draw(st.integers(1, sum(counts)))
    smaller, larger = (
        allocate(there, each, buffer) for each in (size, data.draw(st.integers(size, sum(counts))))
    )
    for name in ("INITIAL", "WITH_BUFFER"):
        before, after = (
            next(step.counts for step in each.trace if step.name == name) for each in (smaller, larger)
        )
        assert all(before[stratum] <= after[stratum] for stratum in there)
    assert sum(smaller.primaries.values()) <= sum(larger.primaries.values())
    assert sum(map(smaller.drawn, there)) <= sum(map(larger.drawn, there))


def test_one_stratum_can_give_fewer_of_a_larger_sample() -> None:
    """The published rounding takes from the largest, the first of equals: it isn't monotone."""
    there = {"a": 50, "b": 50, "c": 50}
    assert list(allocate(there, 10, 0).primaries.values()) == [4, 3, 3]
    assert list(allocate(there, 11, 0).primaries.values()) == [3, 4, 4]


def test_under_a_cap_a_larger_sample_can_even_have_fewer_cases() -> None:
    """Of 8, rounding gives the small LDU a second place; of 9 it doesn't, and the others are full."""
    cases = frame({("s", "c", "l1", "f"): 7, ("s", "c", "l2", "e"): 4, ("s", "c", "l3", "b"): 2})
    achieved = [allocated(cases, plan(cases, size, cap=2)).primaries["s"] for size in (8, 9)]
    assert achieved == [6, 5]
