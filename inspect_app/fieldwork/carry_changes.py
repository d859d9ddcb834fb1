"""Keeps what people corrected, excluded and restored when a new long list replaces the one they did it on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inspect_app.fieldwork.check_long_list import StoredList
from inspect_app.records.long_list import Change
from inspect_app.sampling.frame import ListRow

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Carried:
    """Changes that hold for the rows of a new list, and the old list's rows whose changes hold no longer."""

    changes: tuple[Change, ...] = ()
    lost: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows of the new list the changes are about."""
        return len({change.number for change in self.changes})

    def corrected(self, rows: Iterable[ListRow]) -> list[ListRow]:
        """The new list's rows with the corrections made."""
        cells: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for change in self.changes:
            if change.column and change.after is not None:
                cells[change.number][change.column] = change.after
        return [ListRow(row.number, {**row.cells, **cells[row.number]}) for row in rows]


def carry(old: StoredList, new: Sequence[ListRow]) -> Carried:
    """The old list's changes, moved to the rows of the new one that hold the very same cells."""
    same: defaultdict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
    for row in reversed(new):
        same[frozenset(row.cells.items())].append(row.number)
    kept: list[Change] = []
    lost: list[int] = []
    for number, changes in sorted(_by_row(old.changes).items()):
        places = same[frozenset(_as_imported(old.row(number).cells, changes).items())]
        if not places:
            lost.append(number)
            continue
        place = places.pop()
        kept += [replace(change, number=place) for change in changes]
    return Carried(tuple(kept), tuple(lost))


def no_longer_made(old: StoredList, new: StoredList) -> tuple[int, ...]:
    """The old list's rows with a change that the new list has not made to a row of the same cells."""
    made = {what for _, what in _made(new)}
    return tuple(sorted({number for number, what in _made(old) if what not in made}))


def _made(stored: StoredList) -> list[tuple[int, object]]:
    return [
        (
            change.number,
            (frozenset(stored.row(change.number).cells.items()), change.action, change.column, change.after),
        )
        for change in stored.changes
    ]


def _by_row(changes: Iterable[Change]) -> dict[int, list[Change]]:
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.number].append(change)
    return found


def _as_imported(cells: Cells, changes: Sequence[Change]) -> Cells:
    """A row's cells before anybody corrected them."""
    before = {change.column: change.before or "" for change in reversed(changes) if change.column}
    return {**cells, **before}
