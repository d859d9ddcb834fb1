"""What came of a draw, case by case, and the hashes by which two draws can be told to be the same."""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.sampling.draw import DrawnCase, digest
from inspect_app.sampling.frame import FrameCase


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


def hashes_by_stratum(outcomes: Iterable[Outcome], keys: bytes) -> dict[str, str]:
    """HMAC-SHA-256 over everything that came of a draw in each stratum; `keys` are those of the frame.

    Whoever has the list has them. To nobody else does a hash say anything, of however few cases it is.
    """
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for each in outcomes:
        lines[each.stratum].append(canonical_json(list(each)))
    return {stratum: _keyed(keys, "\n".join(sorted(own))) for stratum, own in lines.items()}


def draw_hash(by_stratum: Mapping[str, str], keys: bytes) -> str:
    """The hash of a whole draw, from those of its strata."""
    return _keyed(keys, canonical_json(dict(by_stratum)))


def keys_of(frame: Iterable[FrameCase]) -> bytes:
    """All case keys of a frame in one hash, which is never published."""
    return digest("draw hash", *sorted(case.key for case in frame))


def _keyed(keys: bytes, text: str) -> str:
    return hmac.new(keys, text.encode(), "sha256").hexdigest()
