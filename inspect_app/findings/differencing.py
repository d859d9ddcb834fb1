"""What tables about nested sets of cases tell of the cases that one has and the other has not."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from inspect_app.findings.places import BASES, CASES, Key, Places
from inspect_app.findings.relations import Relation
from inspect_app.findings.specs.model import POINT


@dataclass(frozen=True)
class Differences:
    """Sums between tables: a number, a part of it, and the rest, which may stand nowhere.

    `rests` are the values of the numbers that stand nowhere.
    """

    sums: frozenset[Relation]
    rests: Mapping[Key, int]


def differences(places: Places, values: Mapping[Key, int]) -> Differences:
    """Everything that subtraction between tables gives; a table's own groups are left to its own sums."""
    by_population: defaultdict[str, dict[tuple[str, str], Key]] = defaultdict(dict)
    for key in values:
        by_population[key.population][key.question, key.what] = key
    sums: set[Relation] = set()
    rests: dict[Key, int] = {}
    for whole, part, rest in nested(places):
        inner = by_population[part]
        for name, key in by_population[whole].items():
            if name not in inner:
                continue
            other = Key(*name, rest)
            sums.add((key, inner[name], other))
            if other not in values:
                rests[other] = values[key] - values[inner[name]]
    for whole, parts in _covers(places):
        for name, key in by_population[whole].items():
            if all(name in by_population[part] for part in parts):
                sums.add((key, *(by_population[part][name] for part in parts)))
    return Differences(frozenset(sums), rests)


def nested(places: Places) -> Iterator[tuple[str, str, str]]:
    """A population, one within it, and the rest of it: not those that are columns of one table."""
    bits = places.bits
    together = {
        (whole, part) for family in _families(places) for whole in family for part in family if whole != part
    }
    named = {cases: name for name, cases in bits.items()}
    for whole, all_cases in bits.items():
        for part, some in bits.items():
            within = some and some != all_cases and not some & ~all_cases
            if within and (whole, part) not in together:
                rest = all_cases & ~some
                yield whole, part, named.setdefault(rest, f"{whole} without {part}")


def _covers(places: Places) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A population and the columns of another table that make it up, as units make up a region."""
    bits = places.bits
    for family in _families(places):
        groups = [name for name in dict.fromkeys(family[1:]) if bits[name]]
        for whole, cases in bits.items():
            parts = tuple(name for name in groups if not bits[name] & ~cases)
            if whole != family[0] and len(parts) > 1 and sum(bits[name] for name in parts) == cases:
                yield whole, parts


def _families(places: Places) -> set[tuple[str, ...]]:
    """The populations of each table's columns, and of the figures in them."""
    found = set()
    for table in places.tables:
        if table.break_by != POINT and (table.id, table.columns[0].id) in places.background.columns:
            found.add(tuple(places.column(table, column) for column in table.columns))
            found.add(tuple(places.inside(table, column) for column in table.columns))
    return found


_NOTHING = 1e-9
"""What is smaller is a rounding error: every coefficient of the sums is a whole number."""


def determined(sums: Collection[Relation], unknown: Collection[Key]) -> set[Key]:
    """The unknown numbers that these sums give exactly, all at once."""
    wanted = sorted(set(unknown).intersection(key for tie in sums for key in tie))
    if not wanted:
        return set()
    places = {key: place for place, key in enumerate(wanted)}
    matrix = np.zeros((len(sums), len(wanted)))
    for line, (total, *parts) in enumerate(sums):
        for key, sign in ((total, 1.0), *((part, -1.0) for part in parts)):
            if key in places:
                matrix[line, places[key]] += sign
    matrix = matrix[np.any(matrix, axis=1)]
    if not len(matrix):
        return set()
    _, sizes, ways = np.linalg.svd(matrix)
    rank = int((sizes > _NOTHING * max(1.0, sizes[0])).sum())
    free = np.abs(ways[rank:]).max(axis=0, initial=0.0)
    return {key for key, place in places.items() if free[place] < _NOTHING}


def is_count_of_cases(key: Key) -> bool:
    """Whether a number says how many cases there are, not what they answered."""
    return key.what == CASES or key.what in BASES
