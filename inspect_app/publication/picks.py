"""Figures found by words, each with the links that may be put into a text to show it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from inspect_app.findings.figures import Cell, Column, Measure, Row, Table, TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import OVERALL, Shown, resolve
from inspect_app.publication.links import LinkKind, read_link

_WORD = re.compile(r"[^\W_]+")
_LONG_ENOUGH = 4
"""From so many letters on the beginning of a word is enough."""
MOST = 25
"""How many are found at once."""
KINDS = {
    LinkKind.PER_CENT: "Per cent",
    LinkKind.N_OF_N: "Number of cases out of those judged",
    LinkKind.COUNT: "Number of cases",
    LinkKind.VALUE: "Value",
    LinkKind.TABLE: "Table",
    LinkKind.CHART: "Chart",
    LinkKind.RATING: "Rating",
    LinkKind.CASES: "Number of cases",
    LinkKind.SAMPLE: "Number of cases",
}
_OF_SHARES = (LinkKind.PER_CENT, LinkKind.N_OF_N, LinkKind.COUNT)
_OF_MEASURES: Mapping[Measure, tuple[LinkKind, ...]] = {
    Measure.SHARE: _OF_SHARES,
    Measure.SHARE_ASKED: _OF_SHARES,
    Measure.ANSWERED: _OF_SHARES,
    Measure.COUNT: (LinkKind.COUNT,),
}


@dataclass(frozen=True)
class PickedLink:
    """A link as it is typed, and what it shows now."""

    kind: LinkKind
    typed: str
    shown: str

    @property
    def kind_words(self) -> str:
        """What it shows of the figure."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Pick:
    """A figure, table or rating: what it is, where it stands, and the links to it."""

    title: str
    where: str
    links: tuple[PickedLink, ...]


@dataclass(frozen=True)
class Picks:
    """The first of what was found, and how many there are in all."""

    found: tuple[Pick, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class _Place:
    """What can be linked to, and the words by which it is found: a cell, or what `whole` links say."""

    title: str
    where: str
    whole: tuple[tuple[LinkKind, str], ...] = ()
    cell: tuple[Table, Row, Column] | None = None

    def has(self, words: list[str]) -> bool:
        own = _words(" ".join((self.title, self.where, *self._ids())))
        return all(any(_begins(each, word) for each in own) for word in words)

    def _ids(self) -> Iterator[str]:
        for _, typed in self.whole:
            yield typed
        for part in self.cell or ():
            yield part.id


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _begins(own: str, word: str) -> bool:
    """Whether a word is one, or with what is typed of it so far its beginning; short ones are whole."""
    return own == word or (len(word) >= _LONG_ENOUGH and own.startswith(word))


def pick_figures(snapshot: Snapshot, query: str) -> Picks:
    """What has every word of a query in its title, beside it or in its ids; of all cases first."""
    words = _words(query)
    if not words:
        return Picks()
    found = [place for place in _places(snapshot) if place.has(words)]
    return Picks(tuple(_pick(snapshot, place) for place in found[:MOST]), len(found))


def _places(snapshot: Snapshot) -> Iterator[_Place]:
    return chain(_wholes(snapshot), _of_all(snapshot), _of_groups(snapshot))


def _wholes(snapshot: Snapshot) -> Iterator[_Place]:
    yield _Place("Cases inspected", "The whole inspection", ((LinkKind.CASES, "cases"),))
    if snapshot.sampling:
        yield _Place("Cases in the sample", "The whole inspection", ((LinkKind.SAMPLE, "sample"),))
    if snapshot.overall:
        yield _Place("Overall rating", "Ratings", ((LinkKind.RATING, f"rating {OVERALL}"),))
    for rating in snapshot.ratings:
        yield _Place(rating.title, "Ratings", ((LinkKind.RATING, f"rating {rating.id}"),))
    for table in snapshot.tables:
        shown = tuple((kind, f"{kind} {table.id}") for kind in (LinkKind.TABLE, LinkKind.CHART))
        yield _Place(table.title, "Tables", shown)


def _of_all(snapshot: Snapshot) -> Iterator[_Place]:
    for table in snapshot.tables:
        if table.kind is TableKind.SECTION:
            for row in table.rows:
                yield _Place(_title(row), table.title, cell=(table, row, table.columns[0]))


def _of_groups(snapshot: Snapshot) -> Iterator[_Place]:
    for table in snapshot.tables:
        if table.kind not in (TableKind.SECTION, TableKind.KEY_QUESTION):
            for row in table.rows:
                for column in table.columns:
                    where = f"{table.title}: {column.label}"
                    yield _Place(_title(row), where, cell=(table, row, column))


def _title(row: Row) -> str:
    if row.label == row.question_text:
        return row.label
    return f"{row.question_text}{'' if row.question_text.endswith('?') else ':'} {row.label}"


def _pick(snapshot: Snapshot, place: _Place) -> Pick:
    links = (_link(snapshot, kind, typed) for kind, typed in _typed(snapshot, place))
    return Pick(place.title, place.where, tuple(link for link in links if link is not None))


def _typed(snapshot: Snapshot, place: _Place) -> Iterator[tuple[LinkKind, str]]:
    yield from place.whole
    if place.cell is not None:
        table, row, column = place.cell
        for kind in _OF_MEASURES.get(row.measure, (LinkKind.VALUE,)):
            yield kind, _to_cell(snapshot, kind, table, row, column)


def _to_cell(snapshot: Snapshot, kind: LinkKind, table: Table, row: Row, column: Column) -> str:
    """The link to a cell: without its table where that is the one which is meant when none is named."""
    option = row.id.removeprefix(f"{row.question}.")
    subject = f"{row.question}={option}" if option != row.id else row.id
    short = f"{kind} {subject}"
    if column is table.columns[0]:
        return short if _cell(snapshot, short) is row.cells[0] else f"{short} @ {table.id}"
    name = column.id if " " not in column.id else "_".join(column.label.split())
    return f"{short} @ {table.id}/{name}"


def _cell(snapshot: Snapshot, typed: str) -> Cell | None:
    link = read_link(typed)
    shown = link and resolve(link, snapshot)
    return shown.cell if isinstance(shown, Shown) else None


def _link(snapshot: Snapshot, kind: LinkKind, typed: str) -> PickedLink | None:
    """A link with what it shows; None where it shows nothing, as the chart of a table that has none."""
    link = read_link(typed)
    shown = link and resolve(link, snapshot)
    return PickedLink(kind, f"{{{{{typed}}}}}", shown.text) if isinstance(shown, Shown) else None
