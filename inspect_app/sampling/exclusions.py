"""Which rows of a long list are left out of the frame by rule; each rule is one function in a table."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

from inspect_app.sampling.frame import FrameRow, fold

_STATED_GENDERS = frozenset({"male", "m", "female", "f"})


class Reason(StrEnum):
    """Why a row is left out, in the words people read."""

    BY_HAND = "excluded by hand"
    RESTRICTED = "restricted record"
    FUTURE_START = "start date in the future"
    GENDER = "gender missing or not stated"
    DUPLICATE = "duplicate"


def _restricted(row: FrameRow, _as_at: date) -> bool:
    return any("*" in name for name in row.name())


def _starts_later(row: FrameRow, as_at: date) -> bool:
    return row.start_date is not None and row.start_date > as_at


def _no_stated_gender(row: FrameRow, _as_at: date) -> bool:
    return fold(row.row["gender"]) not in _STATED_GENDERS


RULES: tuple[tuple[Reason, Callable[[FrameRow, date], bool]], ...] = (
    (Reason.RESTRICTED, _restricted),
    (Reason.FUTURE_START, _starts_later),
    (Reason.GENDER, _no_stated_gender),
)


def exclude(rows: Sequence[FrameRow], as_at: date, by_hand: Collection[int] = ()) -> dict[int, Reason]:
    """The rows left out, by row number, each with the first reason that applies."""
    found = {row.number: Reason.BY_HAND for row in rows if row.number in by_hand}
    for reason, applies in RULES:
        for row in rows:
            if row.number not in found and applies(row, as_at):
                found[row.number] = reason
    for number in later_duplicates(row for row in rows if row.number not in found):
        found[number] = Reason.DUPLICATE
    return found


def later_duplicates(rows: Iterable[FrameRow]) -> list[int]:
    """Rows of the same person again: same PNC, or same names and date of birth; the earliest start stays.

    A row without a readable start date can't be placed in time, so it isn't compared. Equal starts are
    settled by what the rows hold, never by where they stand.
    """
    dated = [row for row in rows if row.start_date]
    groups = _same_person(dated)
    return [row.number for group in groups for row in sorted(group, key=_earliest_first)[1:]]


def _earliest_first(row: FrameRow) -> tuple[date, str, list[tuple[str, str]], int]:
    return row.start_date or date.max, row.key or "", sorted(row.row.cells.items()), row.number


def _same_person(rows: Sequence[FrameRow]) -> list[list[FrameRow]]:
    parent = list(range(len(rows)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(rows):
        for mark in _marks(row):
            parent[root(place)] = root(first.setdefault(mark, place))
    groups: defaultdict[int, list[FrameRow]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[root(place)].append(row)
    return list(groups.values())


def _marks(row: FrameRow) -> list[tuple[str, ...]]:
    marks: list[tuple[str, ...]] = []
    if pnc := row.identifier("pnc"):
        marks.append(("pnc", pnc))
    if row.date_of_birth and all(row.name()):
        marks.append(("person", *row.name(), row.date_of_birth.isoformat()))
    return marks
