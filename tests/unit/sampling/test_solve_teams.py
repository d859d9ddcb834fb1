"""Cases are shared out as well as trying every way would, and always in the same way."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.sampling import solve_teams
from inspect_app.sampling.solve_teams import share_out
from inspect_app.sampling.teams import Person, Sharing, TeamCase, bar, hand_out, prepare

Given = Mapping[str, str]


def people() -> st.SearchStrategy[list[Person]]:
    """One to three people, some of them kept from areas, officers or single cases."""
    areas = st.frozensets(st.integers(1, 3), max_size=1)
    person = st.builds(
        Person,
        st.just(""),
        days=st.integers(0, 4),
        own_areas=areas,
        areas=areas,
        officers=st.frozensets(st.integers(1, 3), max_size=1),
        cases=st.frozensets(st.sampled_from(["000", "001"]), max_size=1),
    )
    several = st.lists(person, min_size=1, max_size=3)
    return several.map(lambda found: [_named(each, place) for place, each in enumerate(found)])


def _named(person: Person, place: int) -> Person:
    return Person(
        f"p{place}", person.days, person.own_areas, frozenset(), person.areas, person.officers, person.cases
    )


def cases() -> st.SearchStrategy[list[TeamCase]]:
    """Up to six cases of few officers."""
    case = st.tuples(
        st.sampled_from([1, 2, 3, None]), st.sampled_from([1, 2, 3, None]), st.binary(max_size=1)
    )
    return st.lists(case, max_size=6).map(
        lambda found: [
            TeamCase(f"{n:03}", area, officer, "", order) for n, (area, officer, order) in enumerate(found)
        ]
    )


HELD = st.dictionaries(st.sampled_from(["000", "001", "002"]), st.sampled_from(["p0", "p1"]), max_size=2)


def worth(team: list[Person], every: list[TeamCase], held: Given, given_out: Given) -> tuple[int, int, int]:
    """How bad a way is: largest distance from a quota, sum of the squares, officers paired with people."""
    working = {person.account: person.days for person in team if person.days}
    holder = {**held, **given_out}
    counted = [case for case in every if holder.get(case.reference) in working]
    loads = Counter(holder[case.reference] for case in counted)
    whole = sum(working.values())
    off = []
    for account, days in working.items():
        share, rest = divmod(len(counted) * days, whole)
        off.append(max(share - loads[account], loads[account] - share - bool(rest), 0))
    pairs = {(case.officer or case.reference, holder[case.reference]) for case in counted}
    return max(off, default=0), sum(each * each for each in off), len(pairs)


def every_way(team: list[Person], every: list[TeamCase], held: Given) -> Iterator[Given]:
    """Each way of giving every case that is not held to somebody who works and may read it."""
    free = [case for case in every if case.reference not in held]
    readers = {
        case.reference: [each.account for each in team if each.days and bar(each, case) is None]
        for case in free
    }
    open_to = {reference: found for reference, found in readers.items() if found}
    for way in product(*open_to.values()):
        yield dict(zip(open_to, way, strict=True))


@settings(max_examples=150, deadline=None)
@given(people(), cases(), HELD)
def test_no_way_is_better(team: list[Person], every: list[TeamCase], held: dict[str, str]) -> None:
    held = {
        reference: account for reference, account in held.items() if reference in {c.reference for c in every}
    }
    sharing = prepare(team, every, held)
    shared = share_out(sharing)
    found = hand_out(sharing, shared.counts)
    best = min(worth(team, every, held, way) for way in every_way(team, every, held))
    assert worth(team, every, held, found) == best
    assert (shared.off, shared.best) == (best[0], True)
    assert found in list(every_way(team, every, held)) or not found
    assert set(found) | set(held) | set(sharing.nobody) == {case.reference for case in every}
    assert share_out(sharing) == shared


def test_an_officer_s_cases_go_to_one_person_where_that_is_fair() -> None:
    every = [TeamCase(f"{n:03}", officer=n // 4) for n in range(12)]
    sharing = prepare([Person("a", 1), Person("b", 1), Person("c", 1)], every, {})
    found = hand_out(sharing, share_out(sharing).counts)
    assert len({(int(reference) // 4, account) for reference, account in found.items()}) == 3
    assert Counter(found.values()) == {"a": 4, "b": 4, "c": 4}


def test_where_quotas_cannot_be_kept_the_surplus_is_spread() -> None:
    """Ten cases each are wanted, but the first may read two only: the others take four and four more."""
    every = [TeamCase(f"{n:03}", area=1 if n < 28 else 2, officer=n) for n in range(30)]
    team = [Person("a", 5, own_areas=frozenset({1})), Person("b", 5), Person("c", 5)]
    sharing = prepare(team, every, {})
    shared = share_out(sharing)
    assert shared.off == 8
    assert Counter(hand_out(sharing, shared.counts).values()) == {"a": 2, "b": 14, "c": 14}


def test_a_search_that_ends_early_still_shares_out_every_case() -> None:
    sharing = _hard()
    limited = share_out(sharing)
    assert not limited.best
    given_out = hand_out(sharing, limited.counts)
    assert len(given_out) == 148
    loads = Counter(given_out.values())
    for account, quota in zip(sharing.people, sharing.quotas, strict=True):
        assert quota.off(loads[account]) == 0
    assert share_out(sharing) == limited


def test_without_a_search_the_fair_way_that_is_known_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve_teams, "MOST_NODES", 0)
    sharing = _hard()
    shared = share_out(sharing)
    assert (shared.off, shared.best) == (0, False)
    assert len(hand_out(sharing, shared.counts)) == 148


def test_nobody_and_nothing_to_share_out() -> None:
    assert share_out(prepare([], [TeamCase("001")], {})).counts == ()
    assert share_out(prepare([Person("a", 1)], [], {})).off == 0
    assert (
        share_out(
            prepare(
                [Person("a", 1), Person("b", 1)], [TeamCase("001"), TeamCase("002")], {"001": "a", "002": "a"}
            )
        ).off
        == 1
    )


def _hard() -> Sharing:
    """Officers with so many cases that fair shares must split them, in too many ways to try them all."""
    every = [TeamCase(f"{n:03}", officer=n % 10) for n in range(148)]
    team = [Person(f"p{n}", (3, 5, 5, 8, 10)[n % 5]) for n in range(10)]
    return prepare(team, every, {})
