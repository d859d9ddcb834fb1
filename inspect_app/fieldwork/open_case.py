"""Opens a case: what is asked, what was answered, what stands in conflict and what happened to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from inspect_app.fieldwork.case_records import Alert, Evidence, Visit, alerts_of, evidence_of, visits_of
from inspect_app.fieldwork.draft_answers import Before
from inspect_app.fieldwork.find_faults import Fault, find_faults
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.said import words_of
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import position
from inspect_app.ledger.entries import Entry, EntryKind, text_of
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.path import Path
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import cases, saves
from inspect_app.records.engine import Session
from inspect_app.records.saves import Said


@dataclass(frozen=True)
class Version:
    """One of several versions in conflict: what it says, who said so, where and when by their clock."""

    shown: str
    author: str
    device: str
    made_at: str
    entry: str


@dataclass(frozen=True)
class Conflict:
    """Something that people said differently without having seen each other's."""

    kind: str
    subject: str
    versions: tuple[Version, ...]

    @property
    def question(self) -> str:
        """The question it is about; of a visit, the assessment point."""
        return self.subject.partition("/")[0]


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
    what those of answers and comments say, by entry. `faults` are what was given last and does not count, by
    question. `late` counts entries that came while the case was
    closed. `saves` are the ids of the saves that all this rests on, which `position` names.
    """

    inspection: InspectionView
    assessment: str
    reference: str
    attributes: Mapping[str, str]
    stratum: str | None
    status: CaseStatus
    state: AssessmentState
    path: Path
    answers: Mapping[str, Value]
    comments: Mapping[str, str]
    evidence: Mapping[str, tuple[Evidence, ...]]
    visits: Mapping[str, Visit]
    alerts: tuple[Alert, ...]
    heads: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value | None]
    conflicts: tuple[Conflict, ...]
    faults: Mapping[str, Fault]
    late: int
    saves: tuple[str, ...]
    position: str
    history: tuple[StateChange, ...]

    @property
    def parked(self) -> tuple[str, ...]:
        """Questions whose answer is kept though they are no longer asked."""
        return self.path.parked


def open_case(session: Session, ref: str, reference: str) -> CaseView:
    """The case as it stands now; UserError when there is no such inspection or case."""
    inspection = get_inspection(session, ref)
    case = cases.find(session, inspection.id, reference)
    if case is None:
        raise NotThere(f"There is no case {reference} in inspection {ref}.")
    state = case.state
    stored = saves.ids(session, case.assessment)
    said = _said(session, state)
    texts = saves.texts(session, [*_with_words(state), *said])
    values = _values(state, said, texts)
    answers = _of_kind(EntryKind.ANSWER, state, values)
    return CaseView(
        inspection=inspection,
        assessment=case.assessment,
        reference=reference,
        attributes=case.attributes,
        stratum=case.stratum,
        status=state.status,
        state=state,
        path=_in_clear(state.path, answers),
        answers=answers,
        comments={subject: str(text) for subject, text in _of_kind(EntryKind.COMMENT, state, values).items()},
        evidence=evidence_of(state.records, state.heads, texts),
        visits=visits_of(state.records, state.heads, texts),
        alerts=alerts_of(state.records, state.heads, texts, said),
        heads=state.heads,
        values=values,
        conflicts=tuple(_conflict(inspection, thing, state, said, texts) for thing in state.conflicts),
        faults=find_faults(session, inspection.definition, state),
        late=state.late,
        saves=stored,
        position=position(stored),
        history=tuple(
            StateChange(change.action, change.author, change.at, texts.get(change.entry))
            for change in state.history
        ),
    )


def read_alerts(session: Session, states: Sequence[AssessmentState]) -> list[tuple[Alert, ...]]:
    """The alerts of each of several cases, in a few queries for all of them together."""
    heads = [head for state in states for thing in _alerts(state) for head in state.heads[thing]]
    said = _with_parents(session, heads)
    texts = saves.texts(session, said)
    return [alerts_of(state.records, state.heads, texts, said) for state in states]


def what_was_seen(session: Session, case: CaseView, seen: Mapping[str, tuple[str, ...]]) -> Before:
    """What an author had before them whose page was made from the entries `seen`, by thing."""
    older = [id_ for ids in seen.values() for id_ in ids if id_ not in case.values]
    said = saves.said(session, older)
    texts = saves.texts(session, [id_ for id_, (_, entry) in said.items() if text_of(entry)])
    found = {id_: _value(entry, texts.get(id_)) for id_, (_, entry) in said.items()}
    doubtful = frozenset(fault.thing for fault in case.faults.values())
    return Before(seen, {**case.values, **found}, doubtful, frozenset(case.state.conflicts))


def _with_words(state: AssessmentState) -> list[str]:
    """The entries that stand, or changed the state, and may hold a free text."""
    heads = [id_ for ids in state.heads.values() for id_ in ids]
    return heads + [change.entry for change in state.history]


def _said(session: Session, state: AssessmentState) -> Said:
    """The entries in conflict, and those about alerts with what they follow: of them more is shown."""
    things = [*state.conflicts, *_alerts(state)]
    return _with_parents(session, [id_ for thing in things for id_ in state.heads[thing]])


def _alerts(state: AssessmentState) -> list[str]:
    return [thing for thing in state.heads if thing.startswith(f"{EntryKind.ALERT}:")]


def _with_parents(session: Session, entries: Collection[str]) -> Said:
    """Entries, and what those about alerts follow: the closing of one says nothing of its beginning."""
    said = saves.said(session, entries)
    before = [id_ for _, entry in said.values() if entry.kind is EntryKind.ALERT for id_ in entry.parents]
    return said | saves.said(session, before)


def _values(state: AssessmentState, said: Said, texts: Mapping[str, str]) -> dict[str, Value | None]:
    """What the standing answers and comments say, by entry."""
    found: dict[str, Value | None] = {}
    for thing, heads in state.heads.items():
        kind, _, subject = thing.partition(":")
        for id_ in heads:
            if id_ in said:
                found[id_] = _value(said[id_][1], texts.get(id_))
            elif kind == EntryKind.ANSWER:
                found[id_] = texts.get(id_, state.answers.get(subject))
            elif kind == EntryKind.COMMENT:
                found[id_] = texts.get(id_)
    return found


def _value(entry: Entry, text: str | None) -> Value | None:
    if text_of(entry) is not None:
        return text
    # A valid answer's value is a Value; whatever has parts has none of its own to compare.
    return None if isinstance(entry.value, dict) else cast(Value | None, entry.value)


def _of_kind(kind: EntryKind, state: AssessmentState, values: Mapping[str, Value | None]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for thing, heads in state.heads.items():
        of, _, subject = thing.partition(":")
        value = values.get(heads[0]) if of == kind and thing not in state.conflicts else None
        if value is not None:
            found[subject] = value
    return found


def _conflict(
    inspection: InspectionView, thing: str, state: AssessmentState, said: Said, texts: Mapping[str, str]
) -> Conflict:
    kind, _, subject = thing.partition(":")
    versions = (
        Version(
            words_of(inspection.definition, said[id_][1], texts.get(id_)),
            said[id_][0].author,
            said[id_][0].device,
            said[id_][0].made_at,
            id_,
        )
        for id_ in state.heads[thing]
    )
    return Conflict(kind, subject, tuple(versions))


def _in_clear(path: Path, answers: Mapping[str, Value]) -> Path:
    """The path with texts in place of the digests that stand for them in the ledger."""
    counted = {
        id_: one if one.value is None else one._replace(value=answers.get(id_, one.value))
        for id_, one in path.counted.items()
    }
    return replace(path, counted=counted)
