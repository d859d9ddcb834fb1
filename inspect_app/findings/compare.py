"""Two snapshots of one inspection compared figure by figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol, TypeVar

from inspect_app.findings.figures import Cell, Estimate, Measure, OverallRating, Rating, Row, Table
from inspect_app.findings.snapshot import CaseCounts, Snapshot

OVERALL = "overall"
_COMPARED_APART = frozenset({"tables", "ratings", "overall", "decided", "cases", "counted"})
_SAID_OTHERWISE = frozenset(
    {"as_at", "ledger_position", "data_version", "format", "edition", "sections", "overall_decided"}
)
"""What differs whenever a figure does, or goes with the tables."""


@dataclass(frozen=True)
class FieldChange:
    """One number or word of a figure before and after; None where there was or is none."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class FigureChange:
    """A cell that differs, with each of its fields that does; the words are those of the later snapshot."""

    table: str
    row: str
    column: str
    fields: tuple[FieldChange, ...]
    table_title: str
    row_label: str
    question: str
    question_text: str
    column_label: str
    options: tuple[str, ...]
    measure: Measure
    break_by: str | None
    before: Cell | None
    after: Cell | None

    @property
    def only_estimated(self) -> bool:
        """Whether nothing but the estimate differs: it also goes by cases that the figure doesn't count."""
        return all(each.field.startswith("estimate.") for each in self.fields)


@dataclass(frozen=True)
class RatingChange:
    """A standard, or the overall rating, whose band or figures differ, or what was decided beside them.

    The titles are those of the bands, computed and decided; None for not rated and not decided.
    """

    id: str
    title: str
    before_title: str | None
    after_title: str | None
    before_decided: str | None
    after_decided: str | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Appeared:
    """A table, or a row or column of one, that only one of the snapshots has."""

    kind: str
    table: str
    id: str
    label: str
    gone: bool
    table_title: str


@dataclass(frozen=True)
class Comparison:
    """All that differs between two snapshots. `entered` and `left` are the references of cases.

    `cases` are the numbers of cases by status, `facts` names what else differs beside the figures.
    """

    figures: tuple[FigureChange, ...]
    ratings: tuple[RatingChange, ...]
    appeared: tuple[Appeared, ...]
    cases: tuple[FieldChange, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not any(getattr(self, each.name) for each in fields(self))


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """What changed from one snapshot to a later one of the same inspection."""
    old, new = _by_id(before.tables), _by_id(after.tables)
    both = [(old[id_], table) for id_, table in new.items() if id_ in old]
    was, now = set(before.counted), set(after.counted)
    return Comparison(
        figures=tuple(change for one, other in both for change in _figures(one, other)),
        ratings=tuple(_ratings(before, after)),
        appeared=(
            *(Appeared("table", *each) for each in _tables(old, new)),
            *(each for one, other in both for each in _parts(one, other)),
        ),
        cases=_fields(_counts(before.cases), _counts(after.cases)),
        entered=tuple(sorted(now - was)),
        left=tuple(sorted(was - now)),
        facts=tuple(_facts(before, after)),
    )


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


def _by_id(items: Sequence[_Item]) -> dict[str, _Item]:
    return {each.id: each for each in items}


def _counts(cases: CaseCounts) -> dict[str, Any]:
    return dict(vars(cases))


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys((*before, *after))
    found = (FieldChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(each for each in found if each.before != each.after)


def _tables(old: Mapping[str, Table], new: Mapping[str, Table]) -> Iterator[tuple[str, str, str, bool, str]]:
    both = ((old, new, True), (new, old, False))
    for these, those, gone in both:
        found = (table for id_, table in these.items() if id_ not in those)
        yield from ((table.id, table.id, table.title, gone, table.title) for table in found)


def _parts(before: Table, after: Table) -> Iterator[Appeared]:
    """The rows and columns that only one of two tables has."""
    for kind, old, new in (
        ("row", _named(before.rows), _named(after.rows)),
        ("column", _named(before.columns), _named(after.columns)),
    ):
        for these, those, gone in ((old, new, True), (new, old, False)):
            found = (id_ for id_ in these if id_ not in those)
            yield from (Appeared(kind, after.id, id_, these[id_], gone, after.title) for id_ in found)


class _Labelled(_HasId, Protocol):
    @property
    def label(self) -> str: ...


def _named(items: Sequence[_Labelled]) -> dict[str, str]:
    return {each.id: each.label for each in items}


def _figures(before: Table, after: Table) -> Iterator[FigureChange]:
    """The cells that differ; in a column that came or went they are compared with no cell at all."""
    rows = _by_id(before.rows)
    columns = _named(before.columns) | _named(after.columns)
    order = [*_named(after.columns), *(id_ for id_ in columns if id_ not in _named(after.columns))]
    for row in after.rows:
        if row.id not in rows:
            continue
        old, new = _cells(before, rows[row.id]), _cells(after, row)
        for column in order:
            one, other = old.get(column), new.get(column)
            if one != other:
                place = after.id, row.id, column
                words = after.title, row.label, row.question, row.question_text, columns[column]
                of = row.options, row.measure, after.break_by
                yield FigureChange(*place, _fields(_said(one), _said(other)), *words, *of, one, other)


def _cells(table: Table, row: Row) -> dict[str, Cell]:
    return {column.id: cell for column, cell in zip(table.columns, row.cells, strict=True)}


def _said(cell: Cell | None) -> dict[str, Any]:
    """What a cell says, field by field, its estimate's fields among them."""
    if cell is None:
        return {}
    found = {name: value for name, value in vars(cell).items() if not isinstance(value, Estimate)}
    if cell.estimate is not None:
        found |= {f"estimate.{name}": value for name, value in vars(cell.estimate).items()}
    return {name: value for name, value in found.items() if value is not None}


def _ratings(before: Snapshot, after: Snapshot) -> Iterator[RatingChange]:
    old, new = _by_id(before.ratings), _by_id(after.ratings)
    for id_ in dict.fromkeys((*new, *old)):
        yield from _rating(id_, (before, old.get(id_)), (after, new.get(id_)))
    yield from _rating(OVERALL, (before, before.overall), (after, after.overall))


_Rated = tuple[Snapshot, Rating | OverallRating | None]


def _rating(id_: str, before: _Rated, after: _Rated) -> Iterator[RatingChange]:
    if changes := _fields(_of_rating(id_, *before), _of_rating(id_, *after)):
        named = after[1] or before[1]
        title = named.title if isinstance(named, Rating) else "Overall"
        was, now = (rating.band_title if rating else None for _, rating in (before, after))
        decided, decided_now = (_decided(snapshot, id_) for snapshot, _ in (before, after))
        yield RatingChange(id_, title, was, now, decided, decided_now, changes)


def _decided(snapshot: Snapshot, subject: str) -> str | None:
    """The band that was decided beside a computed rating, by its title; what people judge is the rating."""
    found = snapshot.decision(subject)
    return None if found is None or found.judgement else found.band_title or "Not rated"


def _of_rating(id_: str, snapshot: Snapshot, rating: Rating | OverallRating | None) -> dict[str, Any]:
    if rating is None:
        return {}
    said = {"band": rating.band, "points": rating.points, "decided": _decided(snapshot, id_)}
    if isinstance(rating, Rating):
        return said | {"per_cent": rating.per_cent, "flags": tuple(flag.id for flag in rating.flags)}
    return said | {"highest_points": rating.highest_points, "standards": rating.standards}


def _facts(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What else differs, by name; parts of a snapshot that have parts are named with them."""
    for each in fields(Snapshot):
        if each.name in _COMPARED_APART | _SAID_OTHERWISE:
            continue
        one, other = getattr(before, each.name), getattr(after, each.name)
        if each.name in ("inspection", "instrument"):
            yield from (f"{each.name}.{change.field}" for change in _fields(vars(one), vars(other)))
        elif one != other:
            yield each.name
