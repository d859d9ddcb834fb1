"""Finds the cases that changed each of many figures, without going through all of them for each one."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from inspect_app.fieldwork.trace_case import Cause, TracedCase, order_of, trace
from inspect_app.findings.readings import FigureOf, answers_to, standing
from inspect_app.questionnaire.model import Definition


@dataclass(frozen=True)
class _Moved:
    """What follows from a column and conditions alone, whatever a figure asks.

    `causes` are the cases that count at one of the moments alone, by their places; `otherwise` the places of
    those that count at both and stand otherwise to the figure.
    """

    causes: Mapping[int, Cause]
    otherwise: Collection[int]

    @cached_property
    def shared(self) -> tuple[Cause, ...]:
        """The causes of each figure to which no other case makes a difference: the very same."""
        return tuple(self.causes.values())


class Causes:
    """The cases that differ between two moments, grouped by what of them differs."""

    def __init__(self, definition: Definition, cases: Sequence[TracedCase]) -> None:
        self._definition = definition
        self._cases = cases
        self._moved: dict[Hashable, _Moved] = {}
        self._traced: dict[Hashable, Cause | None] = {}

    def of(self, figures: Sequence[FigureOf]) -> tuple[Cause, ...]:
        """The cases that changed any of some figures, by reference."""
        each = [self._of_one(figure) for figure in figures]
        return each[0] if len(each) == 1 else merge(each)

    def _of_one(self, of: FigureOf) -> tuple[Cause, ...]:
        moved = self._moves(of)
        touched = {place for id_, _ in of.questions for place in self._by_question.get(id_, ())}
        found = {
            place: cause
            for place in touched.union(moved.otherwise)
            if (cause := self._cause(place, of, otherwise=place in moved.otherwise)) is not None
        }
        if not found:
            return moved.shared
        return tuple(cause for _, cause in sorted([*moved.causes.items(), *found.items()], key=_place))

    @cached_property
    def _by_question(self) -> Mapping[str, Sequence[int]]:
        """The places of the cases that count at both moments, by the questions that they answer otherwise."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, case in enumerate(self._cases):
            one, other = case.before.reading, case.after.reading
            if one is None or other is None or one.counted is None or other.counted is None:
                continue
            for id_, counted in one.counted.items():
                if counted != other.counted[id_]:
                    found[id_].append(place)
        return found

    def _moves(self, of: FigureOf) -> _Moved:
        plain = replace(of, questions=())
        if plain not in self._moved:
            self._moved[plain] = self._found(plain)
        return self._moved[plain]

    def _found(self, plain: FigureOf) -> _Moved:
        causes, otherwise = {}, set()
        for place, case in enumerate(self._cases):
            one, other = case.before.reading, case.after.reading
            if standing(one, plain) == standing(other, plain):
                continue
            if one is None or other is None:
                causes[place] = case.came_or_went
            else:
                otherwise.add(place)
        return _Moved(causes, otherwise)

    def _cause(self, place: int, of: FigureOf, *, otherwise: bool) -> Cause | None:
        """How a case that counts at both moments changed a figure: most of one question by the same."""
        case = self._cases[place]
        one, other = case.before.reading, case.after.reading
        if otherwise or one is None or other is None:
            return trace(self._definition, case, of)
        if not standing(one, of) or answers_to(one, of) == answers_to(other, of):
            return None
        key = place, of.break_by, tuple(id_ for id_, _ in of.questions)
        if key not in self._traced:
            self._traced[key] = trace(self._definition, case, of)
        return self._traced[key]


def merge(found: Sequence[Sequence[Cause]]) -> tuple[Cause, ...]:
    """All that is in several findings, each case once with all of its ways and entries, by reference."""
    of_case: defaultdict[str, dict[int, Cause]] = defaultdict(dict)
    for causes in {id(causes): causes for causes in found}.values():  # many figures share theirs
        for cause in causes:
            of_case[cause.reference][id(cause)] = cause
    return tuple(_merged(list(of_case[reference].values())) for reference in sorted(of_case))


def _merged(causes: Sequence[Cause]) -> Cause:
    if len(set(causes)) == 1:
        return causes[0]
    how = dict.fromkeys(each for cause in causes for each in cause.how)
    entries = dict.fromkeys(each for cause in causes for each in cause.entries)
    return Cause(causes[0].reference, tuple(how), tuple(sorted(entries, key=order_of)))


def _place(found: tuple[int, Cause]) -> int:
    return found[0]
