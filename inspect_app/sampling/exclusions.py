"""Which rows of a long list are left out of the frame: by hand, or by a scheme's rules in their order."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from inspect_app.questionnaire.conditions import evaluate
from inspect_app.questionnaire.scheme import Exclusion, Rule
from inspect_app.sampling.frame import FrameRow, fold

BY_HAND = "excluded by hand"
"""The reason of a row that a person excluded; the other reasons are the titles of the rules."""

_Found = Iterable[FrameRow]


def _contains(rows: Sequence[FrameRow], rule: Exclusion, _as_at: date) -> _Found:
    values = [fold(value) for value in rule.values]
    return (
        row for row in rows if any(value in cell for cell in _cells(row, rule) for value in values if cell)
    )


def _after_list(rows: Sequence[FrameRow], rule: Exclusion, as_at: date) -> _Found:
    return (
        row for row in rows if any(day is not None and day > as_at for day in map(row.day_in, rule.columns))
    )


def _not_one_of(rows: Sequence[FrameRow], rule: Exclusion, _as_at: date) -> _Found:
    values = {fold(value) for value in rule.values}
    return (row for row in rows if any(cell not in values for cell in _cells(row, rule)))


def _same_person(rows: Sequence[FrameRow], _rule: Exclusion, _as_at: date) -> _Found:
    return later_duplicates(rows)


def _attribute(rows: Sequence[FrameRow], rule: Exclusion, _as_at: date) -> _Found:
    condition = rule.when
    return (row for row in rows if condition is not None and evaluate(condition, {}, row.attributes))


RULES: Mapping[Rule, Callable[[Sequence[FrameRow], Exclusion, date], _Found]] = {
    "contains": _contains,
    "after_list": _after_list,
    "not_one_of": _not_one_of,
    "same_person": _same_person,
    "attribute": _attribute,
}


def exclude(
    rows: Sequence[FrameRow],
    exclusions: Sequence[Exclusion],
    as_at: date,
    by_hand: Collection[int] = (),
    restored: Collection[int] = (),
) -> dict[int, str]:
    """The rows left out, by row number, each with the first reason that applies, in the order of the reasons.

    `restored` are the numbers of rows that a person took back: no rule looks at them.
    """
    found = {row.number: BY_HAND for row in rows if row.number in by_hand}
    for exclusion in exclusions:
        left = [row for row in rows if row.number not in found and row.number not in restored]
        applies = RULES[exclusion.rule]
        found |= {row.number: str(exclusion.title) for row in applies(left, exclusion, as_at)}
    return found


def later_duplicates(rows: Iterable[FrameRow]) -> list[FrameRow]:
    """Rows of the same person again: same PNC, or same names and date of birth; the earliest start stays.

    A row without a readable start date can't be placed in time, so it isn't compared. Equal starts are
    settled by what the rows hold, never by where they stand.
    """
    dated = [row for row in rows if row.start_date]
    return [row for group in _people(dated) for row in sorted(group, key=_earliest_first)[1:]]


def kin_marks(row: FrameRow) -> frozenset[tuple[str, ...]]:
    """What a row shares with every row that bears on where it stands: CRN, PNC, or names and date of birth.

    The rules and checks that compare rows compare none that share no mark.
    """
    crn = row.identifier("crn")
    return frozenset([*_marks(row), *([("crn", crn)] if crn else [])])


def _cells(row: FrameRow, rule: Exclusion) -> list[str]:
    return [fold(row.row[column]) for column in rule.columns]


def _earliest_first(row: FrameRow) -> tuple[date, str, list[tuple[str, str]], int]:
    return row.start_date or date.max, row.key or "", sorted(row.row.cells.items()), row.number


def _people(rows: Sequence[FrameRow]) -> list[list[FrameRow]]:
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
