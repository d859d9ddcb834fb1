"""What one more save amounts to, told from the state before it alone wherever that suffices."""

from collections.abc import Mapping
from dataclasses import replace

from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import Entry, EntryKind, Save
from inspect_app.ledger.heads import VerdictKind
from inspect_app.ledger.replay import RECORDS, as_value, begins
from inspect_app.ledger.states import CLOSED, CaseStatus
from inspect_app.ledger.validity import why_invalid
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk


def advance(
    definition: Definition, attributes: Mapping[str, str], before: AssessmentState, save: Save
) -> AssessmentState | None:
    """The state after one more save; None where only a replay of all saves can tell.

    It can be told where the case is open, nothing waits, and each entry is valid and follows exactly what
    stands of its thing: nearly always. It is then what `replay` says, in a time that doesn't grow with the
    number of saves.
    """
    if before.status in CLOSED or any(v.kind is VerdictKind.WAITING for v in before.set_aside.values()):
        return None
    after = _Draft(before)
    for id_, entry in save.by_id.items():
        if entry.kind is EntryKind.STATE or why_invalid(definition, entry) is not None:
            return None
        if set(entry.parents) != set(after.heads.get(entry.thing, ())):
            return None
        after.take(id_, entry)
    return after.state(definition, attributes)


class _Draft:
    """A state as it changes."""

    def __init__(self, before: AssessmentState) -> None:
        self.before = before
        self.heads = dict(before.heads)
        self.conflicts = set(before.conflicts)
        self.answers = dict(before.answers)
        self.commented = set(before.commented)
        self.records = dict(before.records)
        self.set_aside = dict(before.set_aside)

    def take(self, id_: str, entry: Entry) -> None:
        """Lets an entry stand in place of all that stood of its thing."""
        for head in self.heads.get(entry.thing, ()):
            self.set_aside.pop(head, None)
        self.heads[entry.thing] = (id_,)
        self.conflicts.discard(entry.thing)
        if entry.kind is EntryKind.COMMENT:
            (self.commented.discard if entry.value is None else self.commented.add)(entry.subject)
        elif entry.kind in RECORDS:
            self.records.pop(entry.thing, None)
            if entry.value is not None:
                self.records[entry.thing] = entry.value
        else:
            self.answers.pop(entry.subject, None)
            if entry.value is not None:
                self.answers[entry.subject] = as_value(entry)

    def state(self, definition: Definition, attributes: Mapping[str, str]) -> AssessmentState:
        """What it has become."""
        begins_now = self.before.status is CaseStatus.ALLOCATED and any(map(begins, self.heads))
        return replace(
            self.before,
            status=CaseStatus.IN_PROGRESS if begins_now else self.before.status,
            heads=self.heads,
            conflicts=tuple(sorted(self.conflicts)),
            answers=self.answers,
            commented=tuple(sorted(self.commented)),
            records=self.records,
            path=walk(definition, attributes, self.answers, self.commented),
            set_aside=self.set_aside,
        )
