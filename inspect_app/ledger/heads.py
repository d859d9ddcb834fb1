"""Which entries stand: the heads of each thing, and what is waiting, invalid or in conflict.

Everything here depends on the set of entries alone, never on the order in which they came.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspect_app.ledger.entries import Entry, EntryKind
from inspect_app.questionnaire.canonical import canonical_json

OTHER_THING = "It follows an entry about something else"


class VerdictKind(StrEnum):
    """What became of an entry."""

    APPLIED = "applied"
    INVALID = "invalid"
    WAITING = "waiting"
    CONFLICT = "conflict"
    LATE = "late"


@dataclass(frozen=True)
class Verdict:
    """What became of an entry and, when it is invalid, why."""

    kind: VerdictKind
    reason: str | None = None


APPLIED = Verdict(VerdictKind.APPLIED)


@dataclass(frozen=True)
class Settled:
    """The heads of each thing, the things whose heads differ, and every entry's verdict.

    Several heads with one value are no conflict: all of them stand. Entry ids are in ascending order.
    """

    heads: dict[str, tuple[str, ...]]
    conflicts: tuple[str, ...]
    verdicts: dict[str, Verdict]


def settle(entries: Mapping[str, Entry], invalid: Mapping[str, str]) -> Settled:
    """What stands among entries, given by id; `invalid` says why some of them cannot be applied."""
    here = _complete(entries)
    reasons = {
        id_: OTHER_THING
        for id_ in here
        if any(entries[p].thing != entries[id_].thing for p in entries[id_].parents)
    } | dict(invalid)  # an entry's own reason stays when what it follows comes in
    heads = _heads(entries, here, reasons)
    conflicts = tuple(
        sorted(thing for thing, ids in heads.items() if _in_conflict([entries[id_] for id_ in ids]))
    )
    verdicts = {id_: Verdict(VerdictKind.WAITING) for id_ in entries} | dict.fromkeys(here, APPLIED)
    for thing in conflicts:
        verdicts |= dict.fromkeys(heads[thing], Verdict(VerdictKind.CONFLICT))
    verdicts |= {id_: Verdict(VerdictKind.INVALID, reason) for id_, reason in reasons.items()}
    return Settled(heads, conflicts, verdicts)


def _complete(entries: Mapping[str, Entry]) -> list[str]:
    """The entries all of whose ancestors are here, parents before children; entries in a ring never are."""
    missing = {id_: len(set(entry.parents)) for id_, entry in entries.items()}
    children: defaultdict[str, list[str]] = defaultdict(list)
    for id_, entry in entries.items():
        for parent in set(entry.parents):
            children[parent].append(id_)
    ready = deque(id_ for id_, count in missing.items() if count == 0)
    complete: list[str] = []
    while ready:
        id_ = ready.popleft()
        complete.append(id_)
        for child in children[id_]:
            missing[child] -= 1
            if missing[child] == 0:
                ready.append(child)
    return complete


def _heads(
    entries: Mapping[str, Entry], here: list[str], reasons: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    replaced: set[str] = set()
    stands_for: dict[str, frozenset[str]] = {}
    for id_ in here:
        entry = entries[id_]
        before = _before(entry, entries, stands_for)
        if id_ in reasons:
            stands_for[id_] = (
                before  # an invalid entry replaces nothing; one that follows it replaces what it saw
            )
        else:
            stands_for[id_] = frozenset({id_})
            replaced |= before
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in sorted(here):
        if id_ not in reasons and id_ not in replaced:
            heads[entries[id_].thing].append(id_)
    return {thing: tuple(ids) for thing, ids in sorted(heads.items())}


def _before(
    entry: Entry, entries: Mapping[str, Entry], stands_for: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    same = (parent for parent in entry.parents if entries[parent].thing == entry.thing)
    return frozenset().union(*(stands_for[parent] for parent in same))


def _in_conflict(heads: Sequence[Entry]) -> bool:
    # An alert closed twice is closed: nobody needs to choose, and it must keep no case from submission.
    return heads[0].kind is not EntryKind.ALERT and len({canonical_json(head.value) for head in heads}) > 1
