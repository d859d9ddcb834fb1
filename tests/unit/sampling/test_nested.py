from collections import Counter
from collections.abc import Mapping

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.allocation import GroupStep
from inspect_app.sampling.nested import cap_officers
from tests.unit.sampling.frames import Place, allocated, by_officer, frame, plan


def capped(taken: Counter[str], *officers: tuple[str, int, int]) -> list[int]:
    """What a cap of 6 makes of the officers of one LDU: each has a name, cases to draw, and all cases."""
    sizes = {name: size for name, size, _ in officers}
    populations = {name: count for name, _, count in officers}
    return list(cap_officers(sizes, populations, 6, taken)[1].values())


@pytest.mark.parametrize(
    ("sizes", "populations", "expected"),
    [
        # the values of the published tests
        ([], [], []),
        ([2], [2], [2]),
        ([1, 5, 3], [1, 5, 3], [1, 5, 3]),
        ([1, 7], [2, 7], [2, 6]),
        ([4, 7, 5, 1, 6], [4, 7, 5, 3, 6], [4, 6, 5, 2, 6]),
        ([3, 7, 4], [3, 7, 5], [3, 6, 5]),
        ([4, 8, 5, 1, 6], [5, 8, 5, 2, 6], [5, 6, 5, 2, 6]),
        ([4, 12, 5, 1, 6], [6, 12, 6, 5, 6], [6, 6, 6, 4, 6]),
        ([4, 12, 5, 1, 8], [8, 12, 8, 8, 8], [6, 6, 6, 6, 6]),
        ([4, 120, 5, 1, 8], [8, 120, 8, 8, 8], [6, 6, 6, 6, 6]),
    ],
)
def test_a_cap_gives_as_published(sizes: list[int], populations: list[int], expected: list[int]) -> None:
    officers = [
        (f"ro{n}", size, count) for n, (size, count) in enumerate(zip(sizes, populations, strict=True))
    ]
    assert capped(Counter(), *officers) == expected


def test_the_cap_is_over_the_whole_sample_as_published() -> None:
    taken: Counter[str] = Counter()
    assert capped(taken, ("ro1", 2, 8), ("ro2", 7, 8), ("ro3", 3, 8)) == [3, 6, 3]
    assert capped(taken, ("ro1", 4, 8), ("ro2", 1, 8), ("ro4", 2, 8)) == [3, 0, 4]
    assert taken == {"ro1": 6, "ro2": 6, "ro3": 3, "ro4": 4}


def test_equals_are_served_in_the_order_of_their_names() -> None:
    assert capped(Counter(), ("a", 2, 9), ("b", 8, 9), ("c", 2, 9), ("d", 2, 9)) == [3, 6, 3, 2]


def test_cases_without_an_officer_have_no_cap() -> None:
    assert capped(Counter({"": 50}), ("", 3, 9), ("a", 9, 9)) == [6, 6]


# the published lists: (cases by place, size, cases drawn by officer)
EVEN: Mapping[Place, int] = {
    ("s", "n01", "n01aaa", "ro1"): 2,
    ("s", "n01", "n01bbb", "ro2"): 2,
    ("s", "n02", "n02aaa", "ro3"): 2,
    ("s", "n02", "n02bbb", "ro4"): 2,
}
LARGER: Mapping[Place, int] = {
    ("s", "n01", "ldu01", "ro1"): 8,
    ("s", "n01", "ldu01", "ro2"): 4,
    ("s", "n01", "ldu02", "ro3"): 6,
    ("s", "n02", "ldu03", "ro4"): 6,
}
BINDING: Mapping[Place, int] = {
    ("s", "n01", "ldu01", "ro1"): 20,
    ("s", "n01", "ldu01", "ro2"): 5,
    ("s", "n01", "ldu01", "ro3"): 2,
}
COMPLEX: Mapping[Place, int] = {
    ("s", "n01", "ldu01", "ro1"): 2,
    ("s", "n01", "ldu01", "ro2"): 4,
    ("s", "n01", "ldu02", "ro3"): 3,
    ("s", "n02", "ldu03", "ro4"): 3,
}


@pytest.mark.parametrize(
    ("cases", "size", "expected"),
    [
        (EVEN, 4, [1, 1, 1, 1]),
        ({("s", "n01", "l", "ro1"): 2, ("s", "n02", "l", "ro2"): 4}, 4, [1, 3]),
        ({("s", "n01", "a", "ro1"): 2, ("s", "n01", "b", "ro2"): 4}, 4, [1, 3]),
        ({("s", "n01", "a", "ro1"): 2, ("s", "n01", "a", "ro2"): 4}, 4, [1, 3]),
        (LARGER, 12, [4, 2, 3, 3]),
        (COMPLEX, 6, [1, 2, 1, 2]),
        (BINDING, 12, [6, 4, 2]),
    ],
)
def test_nested_splits_give_as_published(cases: Mapping[Place, int], size: int, expected: list[int]) -> None:
    cases_ = frame(cases)
    assert list(by_officer(allocated(cases_, plan(cases_, size)), "s").values()) == expected


def test_the_splits_take_the_buffered_size_once() -> None:
    """A second buffer below the strata would draw 8 of these 20."""
    cases = frame({("s", "c", "l", "a"): 10, ("s", "c", "l", "b"): 10})
    allocation = allocated(cases, plan(cases, 5, buffer=20))
    assert by_officer(allocation, "s") == {"a": 3, "b": 3}
    assert (allocation.primaries, allocation.reserves) == ({"s": 5}, {"s": 1})


def test_every_step_to_a_bucket_is_kept() -> None:
    cases = frame(BINDING | {("s", "n02", "ldu09", "ro9"): 27})
    allocation = allocated(cases, plan(cases, 25))
    steps = {each.officer: each.steps for each in allocation.buckets}
    around = (
        GroupStep("cluster", "INITIAL", 13),
        GroupStep("cluster", "DECREASED_FOR_ROUNDING", 12),
        GroupStep("ldu", "INITIAL", 12),
    )
    assert steps["ro1"] == (
        *around,
        GroupStep("officer", "INITIAL", 9),
        GroupStep("officer", "DECREASED_FOR_CAP", 6),
    )
    assert steps["ro3"] == (
        *around,
        GroupStep("officer", "INITIAL", 1),
        GroupStep("officer", "INCREASED_FOR_CAP", 2),
    )


def test_the_cap_binds_and_spills_to_colleagues_of_the_same_ldu_and_stratum_alone() -> None:
    cases = frame(
        {
            ("s", "c", "north", "a"): 12,
            ("s", "c", "north", "b"): 8,
            ("s", "c", "south", "d"): 20,
            ("t", "c", "north", "b"): 20,
        }
    )
    allocation = allocated(cases, plan(cases, 30, sizes={"s": 20, "t": 10}))
    # north draws 10: a 6 and b 4. South draws 10 and has nobody else; then b has room for 2 in stratum t.
    assert by_officer(allocation, "s") == {"a": 6, "b": 4, "d": 6}
    assert by_officer(allocation, "t") == {"b": 2}
    assert allocation.shortfall == {"s": 4, "t": 8}
    assert allocation.trace[-1].name == "SHORT"
    assert allocation.trace[-1].counts == {"s": 16, "t": 2}
    assert allocation.trace[-1].words.startswith("12 fewer, because no colleague of the same LDU and stratum")
    assert GroupStep("ldu", "SHORT", 6) in allocation.buckets[2].steps


def test_what_falls_short_is_missing_from_the_reserves_first() -> None:
    cases = frame({("s", "c", "l", "a"): 20, ("t", "c", "l", "b"): 20})
    allocation = allocated(cases, plan(cases, 10, buffer=60))
    assert (allocation.primaries, allocation.reserves) == ({"s": 5, "t": 5}, {"s": 1, "t": 1})
    assert allocation.shortfall == {"s": 2, "t": 2}
    smaller = allocated(cases, plan(cases, 10, buffer=60, cap=3))
    assert (smaller.primaries, smaller.reserves) == ({"s": 3, "t": 3}, {"s": 0, "t": 0})


def test_one_officer_of_two_ldus_and_two_ways_of_writing_the_name_has_one_cap() -> None:
    cases = frame({("s", "c", "l1", "a"): 10, ("s", "c", "l2", "a"): 10, ("s", "c", "l2", "b"): 10})
    assert [(each.ldu, each.officer, each.drawn) for each in allocated(cases, plan(cases, 15)).buckets] == [
        ("l1", "a", 5),
        ("l2", "a", 1),
        ("l2", "b", 6),
    ]


def test_without_a_cap_nothing_is_cut() -> None:
    cases = frame(BINDING)
    allocation = allocated(cases, plan(cases, 12, cap=None))
    assert by_officer(allocation, "s") == {"ro1": 9, "ro2": 2, "ro3": 1}


def test_a_scheme_can_split_otherwise() -> None:
    cases = frame({("s", "c", "l1", "a"): 6, ("s", "d", "l1", "a"): 6, ("s", "d", "l2", "b"): 12})
    by_ldu = allocated(cases, plan(cases, 8, cap=None, splits=("ldu",)))
    assert [(each.ldu, each.population, each.drawn) for each in by_ldu.buckets] == [
        ("l1", 12, 4),
        ("l2", 12, 4),
    ]
    whole = allocated(cases, plan(cases, 8, cap=None, splits=()))
    assert [(each.population, each.drawn) for each in whole.buckets] == [(24, 8)]
    officers = allocated(cases, plan(cases, 16, cap=6, splits=("officer",)))
    assert [(each.officer, each.drawn) for each in officers.buckets] == [("a", 6), ("b", 6)]
    assert officers.buckets[0].steps[-1] == GroupStep("stratum", "SHORT", 12)
    with pytest.raises(UserError, match="split by officer last"):
        allocated(cases, plan(cases, 8, splits=("ldu",)))
