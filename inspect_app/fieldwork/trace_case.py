"""Says of one case by which entries of its ledger it brings something else to a figure than before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, auto
from functools import cached_property

from inspect_app.findings.readings import FigureOf, Reading, column_of, contribution, deciding
from inspect_app.ledger.assessment import AssessmentState, StateChange
from inspect_app.ledger.entries import EntryKind
from inspect_app.ledger.replay import STATE
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.lint.parts import tests_in
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Status
from inspect_app.questionnaire.routing import AttributeTest, QuestionTest
from inspect_app.records.received import Received

REPLACED = "replaced"
"""What a trace is about that says by which case another was replaced."""


class How(StrEnum):
    """In which way a case changed a figure."""

    ENTERED = auto()
    LEFT = auto()
    ANSWER = auto()
    ROUTING = auto()
    ATTRIBUTE = auto()
    AREA = auto()
    ASSESSOR = auto()


_OPENING = (Action.REOPEN, Action.RETURN)


@dataclass(frozen=True)
class Trace:
    """One thing that was said or done about a case between two snapshots.

    An entry of the ledger has the number of its `save` and its `place` in it, both from 1, and the id
    `entry`; `at` is when the server received it. What is no entry has none of these, and where nobody wrote
    it down no `author` either. `thing` is what it is about ("answer:home_found", "state:", "area",
    "attribute:sex"), `action` the change of state, and `before` and `after` a fact's values.
    """

    thing: str
    author: str | None = None
    at: datetime | None = None
    save: int | None = None
    place: int | None = None
    entry: str | None = None
    action: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Cause:
    """A case that changed a figure: how, and by what; nothing where that can't be told."""

    reference: str
    how: tuple[How, ...]
    entries: tuple[Trace, ...]


@dataclass(frozen=True)
class CaseThen:
    """A case at one of two moments: its saves so far, and what it brings to figures if it is counted.

    `state` is what the saves amount to, where it was worked out.
    """

    saves: int | None
    reading: Reading | None
    state: AssessmentState | None = None


@dataclass(frozen=True)
class TracedCase:
    """A case that differs between two moments.

    `received` are its saves, or those that ask for a change of state; `history` the changes that took
    effect; `done` what was done to it beside the ledger, by the fact that it changed.
    """

    reference: str
    before: CaseThen
    after: CaseThen
    received: Sequence[Received] = ()
    history: Sequence[StateChange] = ()
    done: Mapping[str, Sequence[Trace]] = field(default_factory=dict)

    @cached_property
    def came_or_went(self) -> Cause:
        """How the case began to count or stopped counting, whatever figure it changed."""
        if self.before.reading is None:
            how, found = How.ENTERED, [each for each in self.moves if each.action == Action.SIGN_OFF][-1:]
        else:
            opened = [each for each in self.moves if each.action == Action.REOPEN][:1]
            withdrawn = [each for each in self.moves if each.action == Action.WITHDRAW]
            how, found = How.LEFT, [*opened, *withdrawn, *self.done.get(REPLACED, ())]
        return Cause(self.reference, (how,), tuple(sorted(found, key=order_of)))

    @cached_property
    def moves(self) -> tuple[Trace, ...]:
        """The changes of state between the two moments that took effect."""
        taken = {change.entry: change.action.value for change in self.history}
        asked = (each for each in self.between(STATE) if each.entry in taken)
        return tuple(replace(each, action=taken[str(each.entry)]) for each in asked)

    def between(self, thing: str) -> tuple[Trace, ...]:
        """The entries about a thing that came between the two moments."""
        first, last = self.before.saves, self.after.saves
        if first is None or last is None:
            return ()
        return tuple(each for each in self.about(thing) if first < (each.save or 0) <= last)

    def about(self, thing: str) -> Sequence[Trace]:
        """Every entry about a thing, in the order of receipt."""
        return self._by_thing.get(thing, ())

    @cached_property
    def _by_thing(self) -> Mapping[str, Sequence[Trace]]:
        found: defaultdict[str, list[Trace]] = defaultdict(list)
        for received in self.received:
            save = received.save
            for place, (id_, entry) in enumerate(save.by_id.items(), start=1):
                found[entry.thing].append(
                    Trace(entry.thing, save.author, received.at, received.seq, place, id_)
                )
        return found


def trace(definition: Definition, case: TracedCase, of: FigureOf) -> Cause | None:
    """How a case changed a figure; None when it brings to it what it brought before."""
    one, other = case.before.reading, case.after.reading
    if contribution(one, of) == contribution(other, of):
        return None
    if one is None or other is None:
        return case.came_or_went
    tracing = _Tracing(definition, case)
    tracing.differs(one, other, of)
    return Cause(case.reference, tuple(tracing.how), tuple(sorted(tracing.found, key=order_of)))


def order_of(trace: Trace) -> tuple[bool, int, int, str]:
    """Entries in the order of receipt, then what is none."""
    return trace.save is None, trace.save or 0, trace.place or 0, trace.thing


class _Tracing:
    """What was found so far: in which ways the case differs, and by which entries."""

    def __init__(self, definition: Definition, case: TracedCase) -> None:
        self.definition = definition
        self.case = case
        self.how: dict[How, None] = {}
        self.found: dict[Trace, None] = {}
        self._seen: set[str] = set()

    def differs(self, before: Reading, after: Reading, of: FigureOf) -> None:
        """The case counts as before, with other answers or facts."""
        if of.break_by and column_of(before, of.break_by) != column_of(after, of.break_by):
            self._fact(_fact_of(of.break_by))
        if of.weight:
            self._attribute(of.weight, before, after)
        self._tests(deciding(before, after, of), before, after)
        for question, _ in of.questions:
            self._question(question, before, after)

    def _tests(self, tests: Iterable[QuestionTest | AttributeTest], before: Reading, after: Reading) -> None:
        for test in tests:
            if isinstance(test, QuestionTest):
                self._question(test.question, before, after)
            else:
                self._attribute(test.attribute, before, after)

    def _question(self, id_: str, before: Reading, after: Reading) -> None:
        if id_ in self._seen or before.counted is None or after.counted is None:
            return
        self._seen.add(id_)
        old, new = before.counted[id_], after.counted[id_]
        if old == new:
            return
        asked, asked_now = old.status is not Status.NOT_ASKED, new.status is not Status.NOT_ASKED
        if asked != asked_now:
            self._routing(id_, before, after)
        if asked_now:
            self._answer(id_, rerouted=not asked)

    def _routing(self, id_: str, before: Reading, after: Reading) -> None:
        """What its condition tests led to it, or away from it."""
        self.how[How.ROUTING] = None
        condition = self.definition.by_id[id_].ask_when
        self._tests(() if condition is None else tests_in(condition), before, after)

    def _answer(self, id_: str, *, rerouted: bool) -> None:
        """The entries that stand now and didn't before; one that came late counts since a change of state."""
        thing = f"{EntryKind.ANSWER}:{id_}"
        both = self.case.before.state, self.case.after.state
        old, new = (state.heads.get(thing, ()) if state else () for state in both)
        fresh = set(new) - set(old)
        traces = [each for each in self.case.about(thing) if each.entry in fresh]
        if not traces and not rerouted:
            traces = list(self.case.between(thing))
        if not traces:
            return
        self.how[How.ANSWER] = None
        self._take(traces)
        self._take(move for each in traces if (move := self._let_in(each)))

    def _let_in(self, late: Trace) -> Trace | None:
        """The change of state by which an entry came to count that was received while the case was closed."""
        moves, place = self.case.moves, late.save or 0
        earlier = [move.action for move in moves if (move.save or 0) < place]
        if earlier and earlier[-1] in _OPENING:
            return None
        later = (move for move in moves if (move.save or 0) > place)
        return next((move for move in later if move.action in _OPENING), None)

    def _attribute(self, id_: str, before: Reading, after: Reading) -> None:
        if before.attributes.get(id_) != after.attributes.get(id_):
            self._fact(f"{How.ATTRIBUTE}:{id_}")

    def _fact(self, fact: str) -> None:
        self.how[How(fact.partition(":")[0])] = None
        self._take(self.case.done.get(fact, ()))

    def _take(self, traces: Iterable[Trace]) -> None:
        self.found.update(dict.fromkeys(traces))


def _fact_of(break_by: str) -> str:
    if break_by == How.ASSESSOR:
        return How.ASSESSOR
    return How.AREA if break_by.startswith("area.") else f"{How.ATTRIBUTE}:{break_by}"
