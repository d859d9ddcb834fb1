"""Who may read which case, how many cases each should have, and what is left to be shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sampling.teams import Bar, Lot, Person, Quota, TeamCase, bar, hand_out, prepare, quotas

LOCAL = Person("local", days=5, own_areas=frozenset({1, 2}), own_names=frozenset({"ada quill"}))


@pytest.mark.parametrize(
    ("person", "case", "expected"),
    [
        (LOCAL, TeamCase("001", area=2), Bar.OWN_AREA),
        (LOCAL, TeamCase("001", area=None), Bar.NO_AREA),
        (LOCAL, TeamCase("001", area=3), None),
        (LOCAL, TeamCase("001", area=3, officer=1, officer_name="ada quill"), Bar.OWN_CASE),
        (LOCAL, TeamCase("001", area=3, officer_name="bea rook"), None),
        (Person("p", areas=frozenset({4})), TeamCase("001", area=4), Bar.DECLARED),
        (Person("p", areas=frozenset({4})), TeamCase("001"), Bar.NO_AREA),
        (Person("p", officers=frozenset({7})), TeamCase("001", area=4, officer=7), Bar.DECLARED),
        (Person("p", officers=frozenset({7})), TeamCase("001", area=4, officer=8), None),
        (Person("p", officers=frozenset({7})), TeamCase("001"), None),
        (Person("p", cases=frozenset({"001"})), TeamCase("001"), Bar.DECLARED),
        (Person("p", own_names=frozenset({""})), TeamCase("001"), None),
        (Person("p"), TeamCase("001"), None),
    ],
)
def test_who_must_not_read_what(person: Person, case: TeamCase, expected: Bar | None) -> None:
    assert bar(person, case) is expected


@pytest.mark.parametrize(
    ("cases", "days", "expected"),
    [
        (10, (1, 1), [(5, 5), (5, 5)]),
        (10, (1, 1, 1), [(3, 4), (3, 4), (3, 4)]),
        (86, (10, 5, 5), [(43, 43), (21, 22), (21, 22)]),
        (3, (9, 1), [(2, 3), (0, 1)]),
        (0, (2, 3), [(0, 0), (0, 0)]),
        (5, (), []),
    ],
)
def test_quotas_go_by_working_days(
    cases: int, days: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    assert quotas(cases, days) == tuple(Quota(*each) for each in expected)


@given(st.integers(0, 500), st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_quotas_leave_room_for_every_case_and_ask_for_no_more(cases: int, days: list[int]) -> None:
    found = quotas(cases, days)
    assert sum(quota.lowest for quota in found) <= cases <= sum(quota.highest for quota in found)


def test_the_order_of_people_and_cases_plays_no_part() -> None:
    people = [Person("b", 3), Person("a", 2), LOCAL]
    cases = [
        TeamCase(f"{n:03}", area=n % 4, officer=n % 3 or None, order=bytes([n * 7 % 5])) for n in range(9)
    ]
    held = {"003": "a", "004": "gone"}
    one = prepare(people, cases, held)
    assert prepare(people[::-1], cases[::-1], held) == one
    assert one.people == ("a", "b", "local")


def test_lots_are_of_one_officer_and_of_the_same_readers() -> None:
    cases = [
        TeamCase("001", area=3, officer=5, order=b"2"),
        TeamCase("002", area=3, officer=5, order=b"1"),
        TeamCase("003", area=1, officer=5),
        TeamCase("004", area=3),
        TeamCase("005", area=3),
    ]
    found = prepare([LOCAL, Person("other", 5)], cases, {})
    assert found.lots == (
        Lot(0, ("002", "001"), (0, 1)),
        Lot(0, ("003",), (1,)),
        Lot(1, ("004",), (0, 1)),
        Lot(2, ("005",), (0, 1)),
    )


def test_a_case_that_nobody_may_read_is_named_and_counts_in_no_quota() -> None:
    cases = [TeamCase("001", area=1), TeamCase("002", area=3), TeamCase("003")]
    found = prepare([LOCAL], cases, {})
    assert found.nobody == ("001", "003")
    assert found.quotas == (Quota(1, 1),)


def test_whoever_has_no_days_gets_nothing_and_what_they_hold_counts_for_nobody() -> None:
    cases = [TeamCase("001", officer=1), TeamCase("002", officer=1), TeamCase("003", officer=2)]
    found = prepare([Person("a", 1), Person("idle", 0)], cases, {"001": "a", "003": "idle"})
    assert found.people == ("a",)
    assert (found.held, found.quotas, found.pairs) == ((1,), (Quota(2, 2),), frozenset({(0, 0)}))
    assert [lot.cases for lot in found.lots] == [("002",)]


def test_cases_are_handed_out_in_their_order() -> None:
    cases = [TeamCase(f"00{n}", officer=1, order=bytes([9 - n])) for n in range(1, 4)]
    sharing = prepare([Person("a", 1), Person("b", 2)], cases, {})
    assert hand_out(sharing, ((1, 2),)) == {"003": "a", "002": "b", "001": "b"}
