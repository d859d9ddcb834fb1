"""Which numbers an edition must not show: the small ones, and others so that no sum gives them back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from inspect_app.findings.figures import Cell, Measure, Row, Table
from inspect_app.findings.populations import TOTAL
from inspect_app.findings.relations import BASE, CASES, Key, Relation, cells_of, column_key, relations

_ONE_PERSONS = (Measure.LOWEST, Measure.HIGHEST, Measure.EARLIEST, Measure.LATEST)


def is_small(count: int | None, threshold: int) -> bool:
    """Whether a count is below the threshold; zero is never small, for it is about nobody."""
    return count is not None and 0 < count < threshold


def is_sensitive(row: Row, cell: Cell, threshold: int) -> bool:
    """Whether a figure tells too much about too few people whatever else is shown.

    A share does when its numerator, its denominator or the difference of the two is small; a mean or median
    when it rests on few cases; an extreme always, for it is one person's answer.
    """
    if threshold <= 1 or not cell.denominator:
        return False
    if row.measure in _ONE_PERSONS:
        return True
    counts = [cell.denominator]
    if row.measure in (Measure.SHARE, Measure.ANSWERED) and cell.numerator is not None:
        counts += [cell.numerator, cell.denominator - cell.numerator]
    return any(is_small(count, threshold) for count in counts)


class Hiding:
    """The set of hidden numbers, kept whole: a hidden base hides its cells, a hidden column all it holds."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.keys: set[Key] = set()
        self._value: dict[Key, int] = {}
        self._held: defaultdict[Key, set[Key]] = defaultdict(set)
        for table in tables:
            for column in table.columns:
                self._value[column_key(table, column)] = column.cases or 0
        for key, _, cell in cells_of(tables):
            base = Key(key.question, BASE, key.break_by, key.column)
            self._value |= {key: cell.numerator or 0, base: cell.denominator or 0}
            self._held[base].add(key)
            self._held[Key("", CASES, key.break_by, key.column)].add(key)

    def hide(self, keys: Iterable[Key]) -> None:
        """Hide numbers and all that goes with them; the number of all cases is always public."""
        for key in keys:
            if key.what == CASES and key.column == TOTAL:
                continue
            self.keys |= {key} | self._held[key]
        self.keys |= {base for base, cells in self._held.items() if base.what == BASE and cells <= self.keys}

    def complete(self, tables: Sequence[Table]) -> None:
        """Hide a second number wherever a sum would give back the only one that is hidden."""
        ties = sorted(relations(tables), key=_turn)
        before = -1
        while before != len(self.keys):
            before = len(self.keys)
            for tie in ties:
                shown = [key for key in tie if key not in self.keys]
                if len(tie) - len(shown) == 1 and shown:
                    self.hide([min(shown, key=self._cost)])

    def _cost(self, key: Key) -> tuple[bool, bool, bool, int, Key]:
        """What is least missed first: a cell before a base, a group before the total, small before large.

        A zero comes last among cells: hidden together with it, the sum would still be a small number.
        """
        value = self._value[key]
        return key.what in (BASE, CASES), key.column == TOTAL, value == 0, value, key


def _turn(tie: Relation) -> tuple[int, Relation]:
    """Whole columns come first and bases last: a hidden column or cell often brings its base with it."""
    if tie[0].what == CASES:
        return 0, tie
    return (2 if any(key.what == BASE for key in tie) else 1), tie


def hidden_keys(tables: Sequence[Table], threshold: int) -> set[Key]:
    """The keys of every number an edition with this threshold must not show."""
    hiding = Hiding(tables)
    hiding.hide(key for key, row, cell in cells_of(tables) if is_sensitive(row, cell, threshold))
    hiding.hide(
        column_key(table, column)
        for table in tables
        for column in table.columns
        if is_small(column.cases, threshold)
    )
    hiding.complete(tables)
    return hiding.keys


def hidden_statuses(tables: Iterable[Table], threshold: int) -> set[str]:
    """The questions whose four statuses are not shown anywhere, because one of them is small somewhere."""
    return {
        key.question
        for key, _, cell in cells_of(tables)
        if any(
            is_small(count, threshold)
            for count in (cell.not_applicable, cell.dont_know, cell.not_asked, cell.not_answered)
        )
    }
