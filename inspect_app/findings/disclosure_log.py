"""The log of what an edition does not show, cell by cell, with the reason for each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspect_app.findings.disclosure import Background, Disclosure, Part, SuppressedCell, Why
from inspect_app.findings.figures import Cell, Column, Row, Table
from inspect_app.findings.hiding import Hidden, find_hidden
from inspect_app.findings.places import NOT_ASKED, Key
from inspect_app.findings.relations import Relation
from inspect_app.findings.sensitive import is_small
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import NOTHING_KNOWN, Edited


def suppressed_cells(
    snapshot: Snapshot, settings: Disclosure, background: Background = NOTHING_KNOWN
) -> tuple[SuppressedCell, ...]:
    """Everything that an edition with these settings does not show, and why; for the inspectorate alone.

    It is read off the edition itself, so that nothing is hidden that it does not list. It must not leave with
    the edition: that a cell was hidden because it is small is nearly the number.
    """
    hidden = find_hidden(snapshot.tables, settings, background)
    few = is_small(snapshot.cases_counted, settings.threshold)
    log = _Log(hidden, Edited(hidden, replace(settings, rounding=0), few_cases=few))
    return tuple(line for table in snapshot.tables for line in log.of_table(table))


class _Log:
    """Compares tables with what an edition shows of them."""

    def __init__(self, hidden: Hidden, edited: Edited) -> None:
        self.hidden = hidden
        self.edited = edited
        self.labels = _Labels(hidden)

    def of_table(self, table: Table) -> Iterator[SuppressedCell]:
        """What is not shown of a table."""
        shown = self.edited.table(table)
        for column, left in zip(table.columns, shown.columns, strict=True):
            if column.cases is not None and left.cases is None:
                key = self.hidden.places.column_key(table, column)
                yield self._line(table, None, column, Part.GROUP, self.hidden.why[key], key)
        for row, shown_row in zip(table.rows, shown.rows, strict=True):
            for column, cell, left_cell in zip(table.columns, row.cells, shown_row.cells, strict=True):
                yield from self._of_cell(table, row, column, cell, left_cell)

    def _of_cell(
        self, table: Table, row: Row, column: Column, cell: Cell, left: Cell
    ) -> Iterator[SuppressedCell]:
        figure = self.edited.figures.get((table.id, row.id, column.id))
        if left.suppressed:
            why = self.hidden.reason(figure) if figure else None
            key = figure.key if figure else None
            yield self._line(table, row, column, Part.FIGURE, why or Why.GROUP, key)
            return
        if left.statuses_suppressed:
            key = Key(figure.key.question, NOT_ASKED, figure.key.population) if figure else None
            why = self.hidden.why.get(key) if key else None
            yield self._line(table, row, column, Part.STATUSES, why or Why.SMALL, key)
        if _lost(cell, left):
            yield self._line(table, row, column, Part.ESTIMATE, Why.ESTIMATE)

    def _line(
        self, table: Table, row: Row | None, column: Column, part: Part, why: Why, key: Key | None = None
    ) -> SuppressedCell:
        tie = self.hidden.ties.get(key, ()) if key else ()
        named = self.labels.of_sum(table, row.question_text if row else "", tie)
        return SuppressedCell(table.id, row.id if row else "", column.id, part, why, named)


def _lost(cell: Cell, left: Cell) -> bool:
    """Whether an estimate, or a weighted figure, is shown no more."""
    pairs = ((cell.estimate, left.estimate), (cell.per_cent, left.per_cent), (cell.value, left.value))
    return any(before is not None and after is None for before, after in pairs)


@dataclass(frozen=True)
class _Place:
    """Where a number stands, and what it is there; `question` is empty for the cases of a column."""

    table: Table
    column: Column
    question: str
    words: str


_ELSEWHERE = "the cases that the one has and the other has not"


class _Labels:
    """Says what the numbers of a sum are, in the words of the tables in which they stand."""

    def __init__(self, hidden: Hidden) -> None:
        self._anywhere: dict[Key, _Place] = {}
        self._within: dict[tuple[str, Key], _Place] = {}
        for table in hidden.places.tables:
            for column in table.columns:
                self._keep(
                    hidden.places.column_key(table, column), _Place(table, column, "", "cases in the group")
                )
        for row in hidden.places.rows:
            for figure in row:
                at, words = (figure.table, figure.column, figure.row.question_text), f"“{figure.row.label}”"
                judged = figure.row.label == figure.row.question_text
                self._keep(figure.key, _Place(*at, "judged sufficient" if judged else words))
                self._keep(figure.base, _Place(*at, "number out of"))
                left = Key(figure.key.question, NOT_ASKED, figure.key.population)
                self._keep(left, _Place(*at, "not asked"))

    def _keep(self, key: Key, place: _Place) -> None:
        self._anywhere.setdefault(key, place)
        self._within.setdefault((place.table.id, key), place)

    def of_sum(self, table: Table, question: str, tie: Relation) -> tuple[str, ...]:
        """The numbers of a sum; those of another question or table than these say of which."""
        return tuple(self._label(table, question, key) for key in tie)

    def _label(self, table: Table, question: str, key: Key) -> str:
        place = self._within.get((table.id, key)) or self._anywhere.get(key)
        if place is None:
            return _ELSEWHERE
        asked = f"{place.question} " if place.question not in ("", question) else ""
        where = "" if place.table is table else f" (in {place.table.title})"
        return f"{asked}{place.words}, {place.column.label}{where}"
