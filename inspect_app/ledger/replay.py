"""Replays an assessment's saves: what stands, what counts, and what became of every entry."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from inspect_app.ledger.assessment import AssessmentState, StateChange
from inspect_app.ledger.chain import position
from inspect_app.ledger.entries import Entry, EntryKind, Json, Save, digest_of
from inspect_app.ledger.heads import APPLIED, Settled, Verdict, VerdictKind, settle
from inspect_app.ledger.moves import Refused, decide
from inspect_app.ledger.states import CLOSED, CaseStatus
from inspect_app.ledger.validity import why_invalid
from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Path, walk

STATE = f"{EntryKind.STATE}:"


def replay(definition: Definition, attributes: Mapping[str, str], saves: Iterable[Save]) -> AssessmentState:
    """The state of an assessment after its saves, in order of receipt; a save met again changes nothing.

    Between two changes of state the order makes no difference. No well-formed save makes this raise.
    """
    replaying = _Replaying(definition, attributes)
    for save in saves:
        replaying.take(save)
    return replaying.state()


def began_with(
    definition: Definition, attributes: Mapping[str, str], saves: Sequence[Save], state: AssessmentState
) -> Save | None:
    """Of saves that amount to `state`, the one by which its status began; None while nobody has begun."""
    if not state.history and state.status is CaseStatus.ALLOCATED:
        return None
    moved = state.history[-1].entry.partition("/")[0] if state.history else saves[0].id
    first = next(place for place, save in enumerate(saves) if save.id == moved)

    def has_begun(place: int) -> bool:
        return replay(definition, attributes, saves[: place + 1]).status is state.status

    # From the last move on, a status begins once and stays; nearly always with that save.
    if first == len(saves) - 1 or has_begun(first):
        return saves[first]
    return saves[bisect_left(range(len(saves)), True, first + 1, key=has_begun)]


class _Standing(NamedTuple):
    """What stands among the entries that were not late."""

    settled: Settled
    answers: dict[str, Value]
    commented: tuple[str, ...]
    records: dict[str, Json]
    path: Path


class _Replaying:
    """The saves so far: entries received while the case was open, late entries, and changes of state."""

    def __init__(self, definition: Definition, attributes: Mapping[str, str]) -> None:
        self.definition = definition
        self.attributes = attributes
        self.saves: dict[str, Save] = {}
        self.timely: dict[str, Entry] = {}
        self.late: dict[str, Entry] = {}
        self.invalid: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.history: list[StateChange] = []
        self.moved_to: CaseStatus | None = None

    def take(self, save: Save) -> None:
        """Adds one save."""
        if save.id in self.saves:
            return
        for id_, entry in save.by_id.items():
            if entry.kind is EntryKind.STATE:
                self._change_state(save, id_, entry)
            else:
                self._receive(id_, entry)
        self.saves[save.id] = save

    def state(self) -> AssessmentState:
        """What it all amounts to."""
        settled, answers, commented, records, path = self._standing()
        verdicts = settled.verdicts | dict.fromkeys(self.late, Verdict(VerdictKind.LATE))
        verdicts |= {id_: Verdict(VerdictKind.INVALID, reason) for id_, reason in self.refused.items()}
        moved = {STATE: (self.history[-1].entry,)} if self.history else {}
        return AssessmentState(
            status=self._status(settled),
            heads=settled.heads | moved,
            conflicts=settled.conflicts,
            answers=answers,
            commented=commented,
            records=records,
            path=path,
            set_aside={id_: verdict for id_, verdict in verdicts.items() if verdict != APPLIED},
            history=tuple(self.history),
        )

    def _receive(self, id_: str, entry: Entry) -> None:
        # An alert is about a person at risk now, whatever has become of the case.
        late = self.moved_to in CLOSED and entry.kind is not EntryKind.ALERT
        (self.late if late else self.timely)[id_] = entry
        if reason := why_invalid(self.definition, entry):
            self.invalid[id_] = reason

    def _change_state(self, save: Save, id_: str, entry: Entry) -> None:
        standing = self._standing()
        ready = standing.path.complete and not standing.settled.conflicts
        outcome = decide(entry.value, self._status(standing.settled), position(self.saves), complete=ready)
        if isinstance(outcome, Refused):
            self.refused[id_] = outcome.reason
            return
        self.history.append(StateChange(id_, outcome.action, save.author, save.made_at))
        self.moved_to = outcome.target
        if outcome.target not in CLOSED:
            self.timely |= self.late
            self.late = {}
        if outcome.unbegun and not _begun(self._standing().settled):
            self.moved_to = outcome.unbegun

    def _status(self, settled: Settled) -> CaseStatus:
        if self.moved_to not in (None, CaseStatus.ALLOCATED):
            return self.moved_to
        return CaseStatus.IN_PROGRESS if _begun(settled) else CaseStatus.ALLOCATED

    def _standing(self) -> _Standing:
        settled = settle(self.timely, {id_: why for id_, why in self.invalid.items() if id_ in self.timely})
        stand = (
            self.timely[ids[0]] for thing, ids in settled.heads.items() if thing not in settled.conflicts
        )
        given = [entry for entry in stand if entry.value is not None]
        answers = {entry.subject: as_value(entry) for entry in given if entry.kind is EntryKind.ANSWER}
        commented = tuple(entry.subject for entry in given if entry.kind is EntryKind.COMMENT)
        records = {entry.thing: entry.value for entry in given if entry.kind in RECORDS}
        path = walk(self.definition, self.attributes, answers, commented)
        return _Standing(settled, answers, commented, records, path)


def _begun(settled: Settled) -> bool:
    return any(map(begins, settled.heads))


def begins(thing: str) -> bool:
    """Whether who says something about a thing has begun to score: not with an alert or a change of state."""
    return not thing.startswith((f"{EntryKind.ALERT}:", STATE))


RECORDS = frozenset({EntryKind.EVIDENCE, EntryKind.VISIT, EntryKind.ALERT})
"""What is kept beside answers and comments, and counts in no figure."""


def as_value(entry: Entry) -> Value:
    """The value as the path sees it: a text is there or isn't, so its digest stands for it."""
    return digest_of(entry.value) or cast(Value, entry.value)
