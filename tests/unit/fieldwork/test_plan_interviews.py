"""Interviews get times at which nobody is in two places, an officer's cases one after the other."""

from collections import Counter, defaultdict
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.fieldwork.plan_interviews import SLOTS, Interview, ToMeet, arrange, beyond
from inspect_app.sampling.teams import Person

FRIDAY = date(2016, 6, 3)
MONDAY = date(2016, 6, 6)


def meet(account: str, reference: str, officer: str) -> ToMeet:
    return ToMeet(account, account.title(), reference, officer, "Leeds")


def said(interviews: tuple[Interview, ...]) -> list[tuple[date, time, str, str]]:
    return [(each.day, each.time, each.about.account, each.about.reference) for each in interviews]


def test_an_officer_s_cases_follow_each_other_and_the_longest_row_is_placed_first() -> None:
    cases = [meet("ada", "001", "Rook"), meet("ada", "003", "Quill"), meet("ada", "002", " quill ")]
    assert said(arrange(cases, MONDAY)) == [
        (MONDAY, SLOTS[0], "ada", "002"),
        (MONDAY, SLOTS[1], "ada", "003"),
        (MONDAY, SLOTS[2], "ada", "001"),
    ]


def test_a_row_that_a_day_has_no_room_for_waits_for_the_next_working_day() -> None:
    cases = [meet("ada", f"00{n}", "Quill" if n < 4 else "Rook") for n in range(1, 6)]
    assert [(day, reference) for day, _, _, reference in said(arrange(cases, FRIDAY))] == [
        (FRIDAY, "001"),
        (FRIDAY, "002"),
        (FRIDAY, "003"),
        (MONDAY, "004"),
        (MONDAY, "005"),
    ]


def test_who_needs_more_days_than_they_have_is_said() -> None:
    planned = arrange(
        [meet(who, f"{who}{n}", f"Officer {n}") for who in ("ada", "bea") for n in range(5)], MONDAY
    )
    team = {"ada": Person("ada", 1), "bea": Person("bea", 2)}
    assert beyond(planned, team) == ("Ada has interviews on 2 days, and 1 working day.",)
    assert beyond(planned, {"ada": team["ada"]})[1] == "Bea has interviews on 2 days, and 0 working days."


def test_an_officer_is_not_with_two_people_at_once() -> None:
    found = said(arrange([meet("ada", "001", "Quill"), meet("bea", "002", "QUILL")], MONDAY))
    assert found == [(MONDAY, SLOTS[0], "ada", "001"), (MONDAY, SLOTS[1], "bea", "002")]


def test_cases_without_an_officer_s_name_are_not_taken_for_one_officer_s() -> None:
    found = said(arrange([meet("ada", "001", ""), meet("bea", "002", "")], MONDAY))
    assert [at for _, at, _, _ in found] == [SLOTS[0], SLOTS[0]]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("QRST")), max_size=25))
def test_every_case_has_a_time_and_nobody_two(pairs: list[tuple[str, str]]) -> None:
    cases = [meet(account, f"{n:03}", officer) for n, (account, officer) in enumerate(pairs)]
    found = arrange(cases, FRIDAY)
    assert sorted(each.about.reference for each in found) == [case.reference for case in cases]
    assert found == arrange(cases[::-1], FRIDAY)
    for side in ("account", "officer"):
        busy = Counter((getattr(each.about, side), each.day, each.time) for each in found)
        assert max(busy.values(), default=0) <= 1
    assert all(each.day.weekday() < 5 and each.time in SLOTS for each in found)
    days: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    for each in found:
        days[each.about.account, each.about.officer].add(each.day)
    for (account, officer), on in days.items():
        assert len(on) == -(-pairs.count((account, officer)) // len(SLOTS))
