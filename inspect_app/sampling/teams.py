"""Who of a team may read which case, and how many cases each should have, before they are shared out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Bar(StrEnum):
    """Why somebody must not read a case."""

    OWN_AREA = "it is of their own area"
    NO_AREA = "its area is not known, so it may be of an area that they are kept from"
    OWN_CASE = "it is their own case"
    DECLARED = "a conflict of interest is declared"


@dataclass(frozen=True)
class TeamCase:
    """A case to be read, as far as it matters who reads it.

    Cases of one `officer` have the same responsible officer; None is a case that stands by itself. The
    officer's folded name is known while there is a long list. `order` says, by chance, whose turn it is.
    """

    reference: str
    area: int | None = None
    officer: int | None = None
    officer_name: str = ""
    order: bytes = b""


@dataclass(frozen=True)
class Person:
    """Somebody of the team: their account, working days, and what they must not read.

    `own_areas` and `own_names` are a local assessor's areas and what the long list calls them, folded; the
    others were declared. Areas are given with all areas within them.
    """

    account: str
    days: int = 0
    own_areas: frozenset[int] = frozenset()
    own_names: frozenset[str] = frozenset()
    areas: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    cases: frozenset[str] = frozenset()


def bar(person: Person, case: TeamCase) -> Bar | None:
    """Why somebody must not read a case; None when they may."""
    if case.officer_name and case.officer_name in person.own_names:
        return Bar.OWN_CASE
    if case.area in person.own_areas:
        return Bar.OWN_AREA
    if case.area in person.areas or case.officer in person.officers or case.reference in person.cases:
        return Bar.DECLARED
    if case.area is None and (person.own_areas or person.areas):
        return Bar.NO_AREA
    return None


@dataclass(frozen=True)
class Quota:
    """How few and how many cases somebody should have, by their share of the working days."""

    lowest: int
    highest: int

    def off(self, load: int) -> int:
        """How many cases a load is short of the quota, or above it."""
        return max(self.lowest - load, load - self.highest, 0)


@dataclass(frozen=True)
class Lot:
    """Cases of one officer that the same people may read, in the order in which they are handed out.

    `officer` numbers the officers of a sharing, `readers` are places among its people.
    """

    officer: int
    cases: tuple[str, ...]
    readers: tuple[int, ...]


@dataclass(frozen=True)
class Sharing:
    """Cases to be shared out among people who have working days, in an order that never varies.

    `held` counts the cases each has already, `pairs` are the officers (and people) of which they have some,
    and `nobody` are the cases that nobody of them may read.
    """

    people: tuple[str, ...]
    quotas: tuple[Quota, ...]
    held: tuple[int, ...]
    pairs: frozenset[tuple[int, int]]
    lots: tuple[Lot, ...]
    nobody: tuple[str, ...]


Counts = tuple[tuple[int, ...], ...]
"""How many cases of each lot each of the people gets."""


def quotas(cases: int, days: Sequence[int]) -> tuple[Quota, ...]:
    """Each person's share of some cases by working days, rounded down and up."""
    whole = sum(days)
    return tuple(Quota(cases * own // whole, -(-cases * own // whole)) for own in days)


def prepare(people: Iterable[Person], cases: Iterable[TeamCase], held: Mapping[str, str]) -> Sharing:
    """What is to be shared out; `held` are the cases that stay with an account, by reference.

    Whoever has no working days gets nothing, and cases held by others than `people` count for nobody.
    """
    team = sorted((each for each in people if each.days > 0), key=lambda each: each.account)
    places = {each.account: place for place, each in enumerate(team)}
    every = sorted(cases, key=lambda case: (case.officer is None, case.officer or 0, case.reference))
    officers = _number_officers(every)
    free = [case for case in every if case.reference not in held]
    kept = [case for case in every if held.get(case.reference) in places]
    lots, nobody = _lots(team, free, officers)
    loads = Counter(held[case.reference] for case in kept)
    total = len(kept) + sum(len(lot.cases) for lot in lots)
    return Sharing(
        people=tuple(places),
        quotas=quotas(total, [each.days for each in team]),
        held=tuple(loads[account] for account in places),
        pairs=frozenset((officers[case.reference], places[held[case.reference]]) for case in kept),
        lots=lots,
        nobody=nobody,
    )


def hand_out(sharing: Sharing, counts: Counts) -> dict[str, str]:
    """The account that gets each case, by its reference."""
    given: dict[str, str] = {}
    for lot, row in zip(sharing.lots, counts, strict=True):
        left = iter(lot.cases)
        for account, number in zip(sharing.people, row, strict=True):
            given |= {next(left): account for _ in range(number)}
    return given


def _number_officers(cases: Sequence[TeamCase]) -> dict[str, int]:
    """A number for the officer of each case; a case that stands by itself has one of its own."""
    known: dict[object, int] = {}
    return {
        case.reference: known.setdefault(case.reference if case.officer is None else case.officer, len(known))
        for case in cases
    }


def _lots(
    team: Sequence[Person], cases: Collection[TeamCase], officers: Mapping[str, int]
) -> tuple[tuple[Lot, ...], tuple[str, ...]]:
    together: defaultdict[tuple[int, tuple[int, ...]], list[TeamCase]] = defaultdict(list)
    for case in cases:
        readers = tuple(place for place, person in enumerate(team) if bar(person, case) is None)
        together[officers[case.reference], readers].append(case)
    lots = tuple(
        Lot(officer, tuple(case.reference for case in sorted(found, key=_turn)), readers)
        for (officer, readers), found in sorted(together.items())
        if readers
    )
    nobody = sorted(
        case.reference for (_, readers), found in together.items() if not readers for case in found
    )
    return lots, tuple(nobody)


def _turn(case: TeamCase) -> tuple[bytes, str]:
    return case.order, case.reference
