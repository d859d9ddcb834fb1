import hashlib
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw import DrawnCase, digest, draw
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.long_list import check_list
from tests.unit.sampling.lists import DEFINITION, row

AS_AT = date(2016, 3, 1)


def frame(men: int, women: int) -> list[FrameCase]:
    """Cases spread over three officers in two LDUs."""
    rows = [
        row(
            number,
            gender="Male" if number < 3 + men else "Female",
            ldu=f"LDU {number % 2}",
            officer=f"Officer {number % 3}",
        )
        for number in range(3, 3 + men + women)
    ]
    return list(check_list(rows, DEFINITION, AS_AT).frame)


def plan(men: tuple[int, int], women: tuple[int, int]) -> Allocation:
    """First choices and reserves of each stratum."""
    return Allocation({"men_low": men[0], "women": women[0]}, {"men_low": men[1], "women": women[1]}, ())


def keys(drawn: list[DrawnCase]) -> list[tuple[str, str | None, int | None]]:
    return [(each.case.key, each.reference, each.reserve) for each in drawn]


def test_a_draw_takes_what_the_allocation_says() -> None:
    drawn = draw(frame(20, 10), plan((6, 3), (4, 0)), "seed")
    first = [each for each in drawn if each.reference]
    assert [each.reference for each in first] == [f"{n:03}" for n in range(1, 11)]
    assert Counter(each.case.stratum for each in first) == {"men_low": 6, "women": 4}
    assert [(each.case.stratum, each.reserve) for each in drawn[10:]] == [("men_low", n) for n in (1, 2, 3)]
    assert len({each.case.key for each in drawn}) == 13


def test_the_same_seed_draws_the_same_cases_whatever_the_order_of_the_list() -> None:
    cases = frame(20, 10)
    drawn = keys(draw(cases, plan((6, 3), (4, 2)), "seed"))
    assert keys(draw(cases[::-1], plan((6, 3), (4, 2)), "seed")) == drawn
    assert keys(draw(cases, plan((6, 3), (4, 2)), "another")) != drawn


def test_a_buffer_changes_no_first_choice_and_no_reference() -> None:
    cases = frame(20, 10)
    assert keys(draw(cases, plan((6, 3), (4, 2)), "s"))[:10] == keys(draw(cases, plan((6, 0), (4, 0)), "s"))


def test_an_empty_stratum_and_one_drawn_whole() -> None:
    drawn = draw(frame(5, 0), plan((3, 2), (0, 0)), "seed")
    assert len({each.case.key for each in drawn}) == 5
    assert {each.probability for each in drawn if each.reserve} == {Fraction(2, 5)}


def test_cases_are_spread_over_the_places_they_come_from() -> None:
    for seed in map(str, range(50)):
        drawn = draw(frame(36, 0), plan((12, 6), (0, 0)), seed)
        assert Counter(each.case.place() for each in drawn if each.reference) == dict.fromkeys(
            {("north", f"ldu {n}", f"officer {m}") for n in range(2) for m in range(3)}, 2
        )


def test_references_say_nothing_of_stratum_or_place_in_the_list() -> None:
    drawn = draw(frame(40, 40), plan((20, 0), (20, 0)), "seed")
    assert 5 < sum(each.case.stratum == "women" for each in drawn[:20]) < 15
    assert [each.case.row_number for each in drawn] != sorted(each.case.row_number for each in drawn)


def test_more_than_999_cases_have_references_of_one_length() -> None:
    drawn = draw(frame(1_000, 0), plan((1_000, 0), (0, 0)), "seed")
    assert [drawn[0].reference, drawn[-1].reference] == ["0001", "1000"]


@pytest.mark.parametrize(
    ("one", "other"), [(("ab", "c"), ("a", "bc")), (("a,1:b",), ("a", "b")), (("",), ())]
)
def test_parts_cannot_run_into_each_other(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) != digest(*other)


def test_the_digest_is_that_of_the_parts_as_netstrings() -> None:
    assert digest("order", "é") == hashlib.sha256("5:order,2:é,".encode()).digest()
