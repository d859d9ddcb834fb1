"""Finds what was given last of an answer or a comment and does not count, for somebody to mend."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import Entry, EntryKind, text_of
from inspect_app.ledger.heads import Verdict, VerdictKind
from inspect_app.questionnaire.model import Definition
from inspect_app.records import saves
from inspect_app.records.engine import Session

WAITS = "It follows something that has not come yet. Give it again"
FAULTY = frozenset({VerdictKind.INVALID, VerdictKind.WAITING})
SCORED = frozenset({EntryKind.ANSWER, EntryKind.COMMENT})


@dataclass(frozen=True)
class Fault:
    """What was given last of a thing, as it was given (a text is not repeated), and why it does not count."""

    thing: str
    typed: str
    reason: str

    @property
    def kind(self) -> str:
        """Answer or comment."""
        return self.thing.partition(":")[0]


def find_faults(session: Session, definition: Definition, state: AssessmentState) -> Mapping[str, Fault]:
    """The faults by question id, of several the newest, an answer's before a comment's.

    What was given after one has mended it; which came after which, the order of receipt says and no clock.
    """
    ids = [id_ for id_, verdict in state.set_aside.items() if verdict.kind in FAULTY]
    said = {id_: entry for id_, (_, entry) in saves.said(session, ids).items() if _scored(definition, entry)}
    heads = {id_: state.heads.get(entry.thing, ()) for id_, entry in said.items()}
    came = saves.places(session, [*said, *(head for each in heads.values() for head in each)])
    found: dict[str, Fault] = {}
    for id_ in sorted(said, key=lambda id_: (said[id_].kind is EntryKind.ANSWER, came[id_])):
        if not any(came[head] > came[id_] for head in heads[id_]):
            found[said[id_].subject] = _fault(said[id_], state.set_aside[id_])
    return found


def _scored(definition: Definition, entry: Entry) -> bool:
    return entry.kind in SCORED and entry.subject in definition.by_id


def _fault(entry: Entry, verdict: Verdict) -> Fault:
    value = "" if entry.value is None or text_of(entry) else entry.value
    typed = "; ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    return Fault(entry.thing, typed, verdict.reason or WAITS)
