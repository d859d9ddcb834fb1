import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sampling.allocation import allocate, percentage


def drawn(
    populations: tuple[int, ...], size: int, buffer: int = 0, sizes: tuple[int, ...] | None = None
) -> tuple[list[int], list[int]]:
    """First choices and reserves by stratum, in the scheme's order."""
    typed = {f"s{n}": count for n, count in enumerate(sizes)} if sizes else None
    allocation = allocate({f"s{n}": count for n, count in enumerate(populations)}, size, buffer, typed)
    return list(allocation.primaries.values()), list(allocation.reserves.values())


@pytest.mark.parametrize(
    ("populations", "size", "buffer", "primaries", "reserves"),
    [
        # the worked values of the published rule
        ((454, 138, 327, 129, 169), 148, 0, [54, 17, 40, 16, 21], [0, 0, 0, 0, 0]),
        ((454, 138, 327, 129, 169), 148, 20, [54, 17, 40, 16, 21], [12, 3, 8, 3, 4]),
        ((50, 50, 50), 10, 0, [4, 3, 3], [0, 0, 0]),
        # one too many is taken from the largest, the first of equals
        ((50, 50, 50), 11, 0, [3, 4, 4], [0, 0, 0]),
        # too few: from the smallest up, going round, and a full one is passed over
        ((1, 1, 1, 1, 96), 5, 0, [0, 0, 0, 0, 5], [0, 0, 0, 0, 0]),
        ((2, 49, 49), 3, 0, [1, 1, 1], [0, 0, 0]),
        ((0, 3, 3), 1, 0, [0, 0, 1], [0, 0, 0]),
        ((0, 10), 4, 50, [0, 4], [0, 2]),
        # the whole population, with nobody left for a reserve
        ((3, 5), 8, 20, [3, 5], [0, 0]),
        ((3, 5), 7, 50, [3, 4], [0, 1]),
    ],
)
def test_a_sample_is_shared_out_by_the_published_rule(
    populations: tuple[int, ...], size: int, buffer: int, primaries: list[int], reserves: list[int]
) -> None:
    assert drawn(populations, size, buffer) == (primaries, reserves)


def test_each_step_is_kept_in_words_and_figures() -> None:
    trace = allocate({"a": 50, "b": 50, "c": 50}, 10, 20).trace
    assert [(step.name, list(step.counts.values())) for step in trace] == [
        ("INITIAL", [3, 3, 3]),
        ("INCREASED_FOR_ROUNDING", [4, 3, 3]),
        ("WITH_BUFFER", [4, 4, 4]),
    ]
    assert trace[1].words == "1 added, one at a time from the smallest up"
    assert trace[2].words == "each initial share and 20 per cent of it, to 12 in all"


def test_a_stratum_never_draws_fewer_than_its_first_choices() -> None:
    allocation = allocate({"a": 1, "b": 1, "c": 5, "d": 5}, 6, 20)
    assert [(step.name, list(step.counts.values())) for step in allocation.trace[2:]] == [
        ("WITH_BUFFER", [1, 1, 4, 4]),
        ("DECREASED_FOR_ROUNDING", [0, 1, 3, 3]),
        ("RAISED_TO_PRIMARIES", [1, 1, 2, 3]),
    ]
    assert list(allocation.primaries.values()) == [1, 1, 2, 2]
    assert list(allocation.reserves.values()) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("sizes", "buffer", "reserves"),
    [
        ((10, 20, 5), 0, [0, 0, 0]),
        ((10, 20, 5), 20, [2, 4, 1]),
        # 7 reserves in all: the rounding is mended as ever
        ((11, 13, 11), 20, [2, 3, 2]),
        ((2, 2, 2), 20, [1, 0, 0]),
        # a stratum that gives no case needs no reserve, and one that gives all has none
        ((1, 1, 0), 50, [0, 1, 0]),
        ((30, 0, 0), 20, [0, 0, 0]),
    ],
)
def test_typed_sizes_are_the_first_choices_and_have_a_buffer_too(
    sizes: tuple[int, ...], buffer: int, reserves: list[int]
) -> None:
    assert drawn((30, 40, 50), sum(sizes), buffer, sizes) == (list(sizes), reserves)


def test_the_trace_says_that_a_size_was_typed() -> None:
    trace = allocate({"a": 50, "b": 50}, 10, 0, {"b": 7, "a": 3}).trace
    assert [(step.name, step.words, step.counts) for step in trace] == [
        ("TYPED", "10 as a person typed them", {"a": 3, "b": 7}),
        ("WITH_BUFFER", "each initial share and 0 per cent of it, to 10 in all", {"a": 3, "b": 7}),
    ]


@pytest.mark.parametrize(
    ("count", "per_cent", "expected"), [(10, 25, 3), (10, 24, 2), (1, 50, 1), (0, 20, 0)]
)
def test_halves_are_rounded_up(count: int, per_cent: int, expected: int) -> None:
    assert percentage(count, per_cent) == expected


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[int], int, int]:
    populations = draw(st.lists(st.integers(0, 60), min_size=1, max_size=7).filter(any))
    return populations, draw(st.integers(1, sum(populations))), draw(st.integers(0, 150))


@given(plans())
def test_totals_add_up_and_no_stratum_gives_more_than_it_has(plan: tuple[list[int], int, int]) -> None:
    populations, size, buffer = plan
    primaries, reserves = drawn(tuple(populations), size, buffer)
    assert sum(primaries) == size
    assert sum(primaries) + sum(reserves) == min(size + percentage(size, buffer), sum(populations))
    for first, spare, count in zip(primaries, reserves, populations, strict=True):
        assert 0 <= first <= first + spare <= count


@given(plans())
def test_a_buffer_changes_no_first_choice(plan: tuple[list[int], int, int]) -> None:
    populations, size, buffer = plan
    assert drawn(tuple(populations), size, buffer)[0] == drawn(tuple(populations), size)[0]
