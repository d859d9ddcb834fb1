"""Which numbers an edition must not show: the small ones, and others so that no sum gives them back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspect_app.findings.bounds import pinned
from inspect_app.findings.differencing import (
    Differences,
    determined,
    differences,
    is_count_of_cases,
)
from inspect_app.findings.disclosure import Background, Disclosure, Why
from inspect_app.findings.figures import Table
from inspect_app.findings.places import BASES, CASES, EVERYBODY, NOT_ASKED, Figure, Key, Places
from inspect_app.findings.relations import Relation, relations
from inspect_app.findings.sensitive import is_sensitive, is_small, quiet_questions


@dataclass(frozen=True)
class Hidden:
    """What an edition does not show: numbers, with the reason, and the statuses of `quiet` questions.

    `ties` are the sums that would have given a suppressed number back, by what was hidden against it.
    """

    places: Places
    why: Mapping[Key, Why]
    quiet: frozenset[str]
    ties: Mapping[Key, Relation]

    def reason(self, figure: Figure) -> Why | None:
        """Why a figure is not shown; None when it is."""
        return self.why.get(figure.key)

    @cached_property
    def questions(self) -> frozenset[str]:
        """The questions of which some number is hidden, statuses apart."""
        return frozenset(key.question for key in self.why if key.what != NOT_ASKED)


class Hiding:
    """The set of hidden numbers, kept whole: a hidden base hides its cells, a hidden column all it holds."""

    def __init__(self, places: Places, quiet: Iterable[str]) -> None:
        self.places = places
        self.why: dict[Key, Why] = {}
        self.ties: dict[Key, Relation] = {}
        self.values: dict[Key, int] = {}
        self.quiet = set(quiet)
        self.empty: set[Key] = set()
        self._held: defaultdict[Key, set[Key]] = defaultdict(set)
        self._bases: defaultdict[Key, set[Key]] = defaultdict(set)
        self._statuses: defaultdict[str, set[Key]] = defaultdict(set)
        for table in places.tables:
            for column in table.columns:
                key = places.column_key(table, column)
                self.values[key] = column.cases or 0
                self.empty |= set() if column.cases else {key}
        for row in places.rows:
            for figure in row:
                self._add(figure)
        for question in self.quiet:
            self._hush(question, Why.SMALL)

    def _add(self, figure: Figure) -> None:
        left = Key(figure.key.question, NOT_ASKED, figure.key.population)
        self.values[figure.key] = figure.cell.numerator or 0
        self.values[figure.base] = figure.cell.denominator or 0
        self.values[left] = figure.cell.not_asked or 0
        if not figure.cell.denominator:
            self.empty.add(figure.key)
        if not figure.cases:
            self.empty |= {figure.base, left}
        self._held[figure.base].add(figure.key)
        self._bases[figure.key].add(figure.base)
        self._held[self.places.column_key(figure.table, figure.column)].add(figure.key)
        self._statuses[figure.key.question].add(left)

    def hide(self, keys: Iterable[Key], why: Why, tie: Relation = ()) -> None:
        """Hide numbers and all that goes with them; the number of all cases is always public.

        `tie` is the sum that is the reason, if it is one.
        """
        for key in keys:
            if key.what == CASES and key.population == EVERYBODY:
                continue
            if key.what == NOT_ASKED:
                self._hush(key.question, why)
            self.why.setdefault(key, why)
            if tie:
                self.ties.setdefault(key, tie)
            held = self._held[key]
            for each in held:
                self.why.setdefault(each, Why.GROUP)
            for base in {base for each in (key, *held) for base in self._bases[each]}:
                if self._held[base] <= self.why.keys():
                    self.why.setdefault(base, Why.GROUP)
                    self.why.setdefault(Key(base.question, NOT_ASKED, base.population), Why.GROUP)

    def _hush(self, question: str, why: Why) -> None:
        self.quiet.add(question)
        for key in self._statuses[question]:
            self.why.setdefault(key, why)

    def complete(self, ties: Iterable[Relation], why: Why, secret: Mapping[Key, int]) -> None:
        """Hide a second number wherever a sum would give back the only one that is hidden or `secret`.

        Several are given back at once where the rest of the sum is zero: then each of them is. Numbers out of
        no case at all are known to be zero and are no partners.
        """
        known = (tuple(key for key in tie if key not in self.empty) for tie in ties)
        ordered = sorted((tie for tie in known if tie), key=_turn)
        before = -1
        while before != len(self.why):
            before = len(self.why)
            for tie in ordered:
                shown = [key for key in tie if key not in self.why and key not in secret]
                if len(tie) - len(shown) == 1 and shown:
                    self.hide([min(shown, key=self._cost)], why, tie)
                elif len(shown) < len(tie) and self._leaves_nobody(tie, shown):
                    counted = (key for key in shown if self.values[key])
                    self.hide([min(counted, key=self._cost)], why, tie)

    def _leaves_nobody(self, tie: Relation, shown: Sequence[Key]) -> bool:
        """Whether the total of a sum is shown, and all its numbers that are not shown are zero."""
        total = tie[0]
        others = sum(self.values[key] for key in shown if key != total)
        return total in shown and 0 < self.values[total] == others

    def loosen(self, ties: Collection[Relation], secret: Mapping[Key, int]) -> None:
        """Hide more as long as sums, and no number being below zero, leave a hidden one a single value."""
        by_question: defaultdict[str, list[Relation]] = defaultdict(list)
        for tie in ties:
            by_question[tie[0].question].append(tie)
        for question in sorted(by_question):
            own = by_question[question]
            while offered := self._near_pinned(own, secret):
                self.hide([min(offered, key=self._cost)], Why.SUM)
                self.complete(own, Why.SUM, secret)

    def _near_pinned(self, ties: Iterable[Relation], secret: Mapping[Key, int]) -> set[Key]:
        """The numbers shown, zeros apart, in sums with one that is not shown and can have one value only."""
        near = [tie for tie in ties if any(key in self.why or key in secret for key in tie)]
        keys = {key for tie in near for key in tie if key not in self.why and key not in secret}
        found = pinned(near, {key: self.values[key] for key in keys}, self._bases) - self.empty
        return {
            key
            for tie in near
            if not found.isdisjoint(tie)
            for key in tie
            if key in keys and self.values[key] and not (key.what == CASES and key.population == EVERYBODY)
        }

    def untie(self, differences: Differences, ties: Iterable[Relation], secret: Mapping[Key, int]) -> None:
        """Hide more as long as all the sums together give back a number that is hidden or `secret`."""
        by_question: defaultdict[str, set[Relation]] = defaultdict(set)
        for tie in (*ties, *differences.sums):
            by_question[tie[0].question].add(tie)
        for question in sorted({tie[0].question for tie in differences.sums}):
            sums = by_question[question]
            while given := self._given(sums, differences.rests, secret):
                near = {key for tie in sums if given & {*tie} for key in tie}
                every = {key for tie in sums for key in tie}
                shown = [key for keys in (near, every) for key in keys if self._is_shown(key, differences)]
                if not shown:
                    break
                self.hide([min(shown, key=self._cost)], Why.DIFFERENCE)
                self.complete(ties, Why.SUM, {})

    def _given(self, sums: set[Relation], rests: Mapping[Key, int], secret: Mapping[Key, int]) -> set[Key]:
        unknown = {key for tie in sums for key in tie if key in self.why or key in rests}
        kept = {key for key in unknown if key in self.why or key in secret}
        return determined(sorted(sums), unknown) & kept

    def _is_shown(self, key: Key, differences: Differences) -> bool:
        is_public = key.what == CASES and key.population == EVERYBODY
        return key not in self.why and key not in differences.rests and not is_public

    def _cost(self, key: Key) -> tuple[bool, bool, bool, bool, int, Key]:
        """What is least missed first: statuses, a cell before a base, a group before the total, small ones.

        A zero comes last among cells: hidden together with it, the sum would still be a small number.
        """
        value = self.values[key]
        return (
            *(key.what != NOT_ASKED, is_count_of_cases(key), key.population == EVERYBODY, value == 0),
            value,
            key,
        )


def _turn(tie: Relation) -> tuple[int, Relation]:
    """Whole columns come first and bases last: a hidden column or cell often brings its base with it."""
    if tie[0].what == CASES:
        return 0, tie
    return (2 if any(key.what in BASES for key in tie) else 1), tie


def find_hidden(tables: Iterable[Table], settings: Disclosure, background: Background) -> Hidden:
    """Every number that an edition with these settings must not show."""
    places = Places(tables, background)
    threshold = settings.threshold
    hiding = Hiding(places, quiet_questions(places, threshold))
    for row in places.rows:
        for figure in row:
            if is_sensitive(figure.row, figure.cell, threshold):
                hiding.hide([figure.key], Why.SMALL)
            elif threshold > 1 and figure.cell.denominator and not figure.is_known:
                hiding.hide([figure.key], Why.APART)
    columns = [key for key in hiding.values if key.what == CASES]
    hiding.hide((key for key in columns if is_small(hiding.values[key], threshold)), Why.SMALL)
    if settings.secondary and threshold > 1:
        _hide_further(hiding, places, threshold)
    return Hidden(places, hiding.why, frozenset(hiding.quiet), hiding.ties)


def _hide_further(hiding: Hiding, places: Places, threshold: int) -> None:
    ties = sorted(relations(places, hiding.values, hiding.quiet))
    between = differences(places, hiding.values) if places.bits else Differences(frozenset(), {})
    secret = {key: count for key, count in between.rests.items() if _tells(key, between.rests, threshold)}
    free = between.rests.keys() - secret.keys()
    sums = sorted(tie for tie in between.sums if free.isdisjoint(tie))
    before = -1
    while before != len(hiding.why):
        before = len(hiding.why)
        hiding.complete(ties, Why.SUM, {})
        hiding.complete(sums, Why.DIFFERENCE, secret)
        hiding.untie(between, ties, secret)
        hiding.loosen([*ties, *sums], secret)


def _tells(key: Key, rests: Mapping[Key, int], threshold: int) -> bool:
    """Whether a number that subtraction gives is about few people, or leaves few of its base."""
    count = rests[key]
    if key.what == NOT_ASKED:
        return False
    if is_count_of_cases(key):
        return is_small(count, threshold)
    bases = [rests[base] for what in BASES if (base := Key(key.question, what, key.population)) in rests]
    return any(is_small(each, threshold) for each in (count, *bases, *(base - count for base in bases)))
