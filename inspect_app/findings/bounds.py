"""The least and the most that numbers can be, given that none is below zero and what they add up to."""

from collections.abc import Collection, Mapping

from inspect_app.findings.places import Key
from inspect_app.findings.relations import Relation

_ROUNDS = 12
"""After so many rounds what is not narrowed yet passes as open."""
_ANY = 1 << 60


def pinned(
    ties: Collection[Relation], shown: Mapping[Key, int], bases: Mapping[Key, Collection[Key]]
) -> set[Key]:
    """The numbers that are not shown and can have one value only; each is at most its base."""
    keys = list(dict.fromkeys(key for tie in ties for key in tie))
    places = {key: place for place, key in enumerate(keys)}
    low, high = [shown.get(key, 0) for key in keys], [shown.get(key, _ANY) for key in keys]
    sums = [[places[key] for key in tie] for tie in ties]
    within = [(places[key], places[base]) for key in keys for base in bases.get(key, ()) if base in places]
    before: tuple[int, int] | None = None
    for _ in range(_ROUNDS):
        for one in sums:
            _narrow(one, low, high)
        for part, base in within:
            high[part] = min(high[part], high[base])
            low[base] = max(low[base], low[part])
        now = (sum(low), sum(high))
        if now == before:
            break
        before = now
    return {
        key for key, least, most in zip(keys, low, high, strict=True) if key not in shown and least >= most
    }


def _narrow(places: list[int], low: list[int], high: list[int]) -> None:
    """A total and its parts bound each other."""
    total, *parts = places
    least, most = sum(low[part] for part in parts), sum(high[part] for part in parts)
    low[total], high[total] = max(low[total], least), min(high[total], most)
    for part in parts:
        own_low, own_high = low[part], high[part]
        high[part] = min(own_high, high[total] - (least - own_low))
        low[part] = max(own_low, low[total] - (most - own_high))
