"""Opens a case: what is asked, what was answered, what stands in conflict and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from inspect_app.fieldwork.draft_answers import Before
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.ledger.entries import Entry, EntryKind, text_of
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.answers import shown
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Path
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import cases, saves
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Version:
    """One of several versions in conflict: what it says, who said so and when (by their clock)."""

    shown: str
    author: str
    made_at: str
    entry: str


@dataclass(frozen=True)
class Conflict:
    """An answer or a comment that people gave differently without having seen each other's."""

    kind: str
    subject: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class StateChange:
    """A change of state that took effect, with the reason given for it if any."""

    action: str
    author: str
    at: str
    reason: str | None


@dataclass(frozen=True)
class CaseView:
    """A case with everything its pages show.

    `heads` are the entries a page was made from, by thing ("answer:q", "comment:q", "state:"); `values` is
    what each entry says. `late` counts entries that came while the case was closed. `position` names the
    saves that all this rests on.
    """

    inspection: InspectionView
    assessment: str
    reference: str
    attributes: Mapping[str, str]
    status: CaseStatus
    path: Path
    answers: Mapping[str, Value]
    comments: Mapping[str, str]
    heads: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value | None]
    conflicts: tuple[Conflict, ...]
    late: int
    position: str
    history: tuple[StateChange, ...]

    @property
    def parked(self) -> tuple[str, ...]:
        """Questions whose answer is kept though they are no longer asked."""
        return self.path.parked

    def before(self, seen: Mapping[str, tuple[str, ...]]) -> Before:
        """What an author had before them whose page was made from the entries `seen`."""
        return Before(seen, self.values)


def open_case(session: Session, ref: str, reference: str) -> CaseView:
    """The case as it stands now; UserError when there is no such inspection or case."""
    inspection = get_inspection(session, ref)
    case = cases.find(session, inspection.id, reference)
    if case is None:
        raise NotThere(f"There is no case {reference} in inspection {ref}.")
    said = {
        id_: (save, entry)
        for save in saves.of_assessment(session, case.assessment)
        for id_, entry in save.by_id().items()
    }
    texts = saves.texts(session, case.assessment)
    state = case.state
    values = {id_: _value(entry, texts.get(id_)) for id_, (_, entry) in said.items()}
    standing = {thing: values[ids[0]] for thing, ids in state.heads.items() if thing not in state.conflicts}

    def conflict(thing: str) -> Conflict:
        kind, _, subject = thing.partition(":")
        versions = (
            Version(
                _shown(inspection.definition, kind, subject, values[id_]),
                said[id_][0].author,
                said[id_][0].made_at,
                id_,
            )
            for id_ in state.heads[thing]
        )
        return Conflict(kind, subject, tuple(versions))

    return CaseView(
        inspection=inspection,
        assessment=case.assessment,
        reference=reference,
        attributes=case.attributes,
        status=state.status,
        path=_in_clear(state.path, standing),
        answers=_of_kind(EntryKind.ANSWER, standing),
        comments={subject: str(text) for subject, text in _of_kind(EntryKind.COMMENT, standing).items()},
        heads=state.heads,
        values=values,
        conflicts=tuple(conflict(thing) for thing in state.conflicts),
        late=state.late,
        position=state.position,
        history=tuple(
            StateChange(change.action, change.author, change.at, texts.get(change.entry))
            for change in state.history
        ),
    )


def _value(entry: Entry, text: str | None) -> Value | None:
    if text_of(entry) is not None:
        return text
    # A valid answer's value is a Value; a change of state has none of its own to compare.
    return None if isinstance(entry.value, dict) else cast(Value | None, entry.value)


def _of_kind(kind: EntryKind, standing: Mapping[str, Value | None]) -> dict[str, Value]:
    split = ((thing.partition(":"), value) for thing, value in standing.items())
    return {subject: value for (found, _, subject), value in split if found == kind and value is not None}


def _in_clear(path: Path, standing: Mapping[str, Value | None]) -> Path:
    """The path with texts in place of the digests that stand for them in the ledger."""
    counted = {
        id_: one
        if one.value is None
        else replace(one, value=standing.get(f"{EntryKind.ANSWER}:{id_}", one.value))
        for id_, one in path.counted.items()
    }
    return replace(path, counted=counted)


def _shown(definition: Definition, kind: str, subject: str, value: Value | None) -> str:
    if value is None:
        return "No answer" if kind == EntryKind.ANSWER else "No comment"
    return shown(definition, definition.by_id[subject], value) if kind == EntryKind.ANSWER else str(value)
