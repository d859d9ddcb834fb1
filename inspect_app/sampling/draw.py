"""The systematic draw: seeded, exact, repeatable in any language (docs/developer/sampling.md says how)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.frame import FrameCase

VERSION = "1"


@dataclass(frozen=True)
class DrawnCase:
    """A case taken: its reference if it is a first choice, its place among its stratum's reserves if not.

    `probability` is that of its being taken in that role, the same for every case of its stratum.
    """

    case: FrameCase
    reference: str | None
    reserve: int | None
    probability: Fraction


class Chance(NamedTuple):
    """The probabilities with which a case becomes a first choice, and a reserve."""

    primary: Fraction
    reserve: Fraction


def draw(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> list[DrawnCase]:
    """First choices by reference, then reserves by stratum and place; the order of `frame` plays no part."""
    by_stratum = grouped(frame)
    primaries: list[tuple[FrameCase, Fraction]] = []
    reserves: list[DrawnCase] = []
    for stratum, count in allocation.primaries.items():
        cases = laid_out(by_stratum[stratum], seed)
        if not cases:
            continue
        chosen, rest = every_kth(cases, count, start("primary", seed, stratum, len(cases)))
        primaries += [(case, Fraction(count, len(cases))) for case in chosen]
        reserves += _reserves(rest, allocation.reserves[stratum], len(cases), seed, stratum)
    return with_references(primaries, seed) + reserves


def chances(frame: Sequence[FrameCase], allocation: Allocation) -> dict[str, Chance]:
    """The chance of every case of the allocation's strata, drawn or not, by its key."""
    return {
        case.key: Chance(
            Fraction(allocation.primaries[stratum], len(cases)),
            Fraction(allocation.reserves[stratum], len(cases)),
        )
        for stratum, cases in grouped(frame).items()
        if stratum in allocation.primaries
        for case in cases
    }


def grouped(frame: Sequence[FrameCase]) -> dict[str, list[FrameCase]]:
    """The cases of each stratum; no cases for one that has none."""
    result: defaultdict[str, list[FrameCase]] = defaultdict(list)
    for case in frame:
        result[case.stratum].append(case)
    return result


def laid_out(cases: Sequence[FrameCase], seed: str) -> list[FrameCase]:
    """A stratum's cases in the order in which they are gone through."""
    return sorted(cases, key=lambda case: (*case.place(), score("order", seed, case), case.key))


def digest(*parts: str) -> bytes:
    """SHA-256 over netstrings: each part as its length in UTF-8 bytes, a colon, those bytes, a comma."""
    encoded = [part.encode() for part in parts]
    return sha256(b"".join(b"%d:%b," % (len(part), part) for part in encoded)).digest()


def score(purpose: str, seed: str, case: FrameCase) -> bytes:
    """A case's number in the lottery that a purpose has in its stratum."""
    return digest(purpose, seed, case.stratum, case.key)


def start(purpose: str, seed: str, stratum: str, cases: int) -> int:
    """Where the first choices ("primary") or reserves of so many cases begin to be taken."""
    return int.from_bytes(digest(f"{purpose} start", seed, stratum)) % cases


def every_kth(cases: Sequence[FrameCase], count: int, begin: int) -> tuple[list[FrameCase], list[FrameCase]]:
    """Split cases in order into `count` chosen ones, evenly spaced from `begin`, and the rest.

    With N cases laid end to end, each `count` units long, the points begin, begin + N, begin + 2N, ... are
    marked; a case is chosen when a point falls on it. Exactly `count` of the N starts choose any one case.
    """
    total = len(cases)
    places = {(begin + step * total) // count for step in range(count)}
    return (
        [case for place, case in enumerate(cases) if place in places],
        [case for place, case in enumerate(cases) if place not in places],
    )


def _reserves(
    rest: Sequence[FrameCase], count: int, population: int, seed: str, stratum: str
) -> list[DrawnCase]:
    if not count:
        return []
    chosen, _ = every_kth(rest, count, start("reserve", seed, stratum, len(rest)))
    ordered = sorted(chosen, key=lambda case: (score("reserve", seed, case), case.key))
    return [
        DrawnCase(case, None, place, Fraction(count, population)) for place, case in enumerate(ordered, 1)
    ]


def with_references(primaries: Sequence[tuple[FrameCase, Fraction]], seed: str) -> list[DrawnCase]:
    """First choices, each with its probability, in the order of the references they are given."""
    ordered = sorted(primaries, key=lambda drawn: (digest("reference", seed, drawn[0].key), drawn[0].key))
    width = max(3, len(str(len(ordered))))
    return [
        DrawnCase(case, str(number).zfill(width), None, probability)
        for number, (case, probability) in enumerate(ordered, 1)
    ]
