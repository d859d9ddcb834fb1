"""What came of a draw, case by case, and the hashes by which two draws can be told to be the same."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.sampling.draw import DrawnCase


class Outcome(NamedTuple):
    """A case drawn: its role ("primary" or "reserve"), its place in it, and its exact probability ("54/454").

    First choices are numbered over the whole sample, as their references are; reserves in their stratum.
    """

    key: str
    stratum: str
    role: str
    reference: str | None
    place: int
    probability: str


def outcome(drawn: DrawnCase) -> Outcome:
    """A case as its draw is stored, hashed and compared."""
    exact = drawn.probability
    return Outcome(
        drawn.case.key,
        drawn.case.stratum,
        "primary" if drawn.reference else "reserve",
        drawn.reference,
        int(drawn.reference) if drawn.reference else drawn.reserve or 0,
        f"{exact.numerator}/{exact.denominator}",
    )


def draw_hash(outcomes: Iterable[Outcome]) -> str:
    """SHA-256 over everything that came of a draw, whatever the order."""
    return sha256_hex("\n".join(sorted(canonical_json(list(each)) for each in outcomes)))


def hashes_by_stratum(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """The same for the cases of each stratum alone."""
    by_stratum: defaultdict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        by_stratum[each.stratum].append(each)
    return {stratum: draw_hash(cases) for stratum, cases in by_stratum.items()}
