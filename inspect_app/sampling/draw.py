"""The systematic draw: seeded, exact, repeatable in any language (docs/developer/sampling.md says how)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

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


def draw(frame: Sequence[FrameCase], allocation: Allocation, seed: str) -> list[DrawnCase]:
    """First choices by reference, then reserves by stratum and place; the order of `frame` plays no part."""
    by_stratum: defaultdict[str, list[FrameCase]] = defaultdict(list)
    for case in frame:
        by_stratum[case.stratum].append(case)
    primaries: list[tuple[FrameCase, Fraction]] = []
    reserves: list[DrawnCase] = []
    for stratum, count in allocation.primaries.items():
        cases = sorted(
            by_stratum[stratum], key=lambda case: (*case.place(), score("order", seed, case), case.key)
        )
        if not cases:
            continue
        chosen, rest = _every_kth(cases, count, _start("primary", seed, stratum, len(cases)))
        primaries += [(case, Fraction(count, len(cases))) for case in chosen]
        reserves += _reserves(rest, allocation.reserves[stratum], len(cases), seed, stratum)
    return with_references(primaries, seed) + reserves


def digest(*parts: str) -> bytes:
    """SHA-256 over netstrings: each part as its length in UTF-8 bytes, a colon, those bytes, a comma."""
    encoded = [part.encode() for part in parts]
    return sha256(b"".join(b"%d:%b," % (len(part), part) for part in encoded)).digest()


def score(purpose: str, seed: str, case: FrameCase) -> bytes:
    """A case's number in the lottery that a purpose has in its stratum."""
    return digest(purpose, seed, case.stratum, case.key)


def _start(purpose: str, seed: str, stratum: str, cases: int) -> int:
    return int.from_bytes(digest(f"{purpose} start", seed, stratum)) % cases


def _every_kth(cases: Sequence[FrameCase], count: int, start: int) -> tuple[list[FrameCase], list[FrameCase]]:
    """Split cases in order into `count` chosen ones, evenly spaced from `start`, and the rest.

    With N cases laid end to end, each `count` units long, the points start, start + N, start + 2N, ... are
    marked; a case is chosen when a point falls on it. Exactly `count` of the N starts choose any one case.
    """
    total = len(cases)
    places = {(start + step * total) // count for step in range(count)}
    return (
        [case for place, case in enumerate(cases) if place in places],
        [case for place, case in enumerate(cases) if place not in places],
    )


def _reserves(
    rest: Sequence[FrameCase], count: int, population: int, seed: str, stratum: str
) -> list[DrawnCase]:
    if not count:
        return []
    chosen, _ = _every_kth(rest, count, _start("reserve", seed, stratum, len(rest)))
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
