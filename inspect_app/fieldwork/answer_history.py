"""Tells everything that was said about a question: by whom, when, on which device, and what became of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.said import words_of
from inspect_app.ledger.entries import Entry, EntryKind, Save
from inspect_app.ledger.heads import VerdictKind
from inspect_app.ledger.validity import why_invalid
from inspect_app.questionnaire.model import Definition, Question
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import definitions, saves
from inspect_app.records.engine import Session

SAVED_APART = (EntryKind.VISIT, EntryKind.ALERT)
"""What the case's own history tells."""


@dataclass(frozen=True)
class Telling:
    """One thing that somebody said: in words, and what became of it.

    `made_at` is by the device's clock, `received_at` by the server's. `wording` is the question, or the
    point's title, as its author had it before them; None when those texts are not known here.
    """

    entry: str
    kind: EntryKind
    subject: str
    words: str
    author: str
    device: str
    made_at: str
    received_at: datetime
    verdict: str
    wording: str | None
    text_revision: int


@dataclass(frozen=True)
class AnswerHistory:
    """A question of a case with everything said about it, oldest first."""

    case: CaseView
    question: Question
    tellings: tuple[Telling, ...]

    def telling(self, entry: str) -> Telling | None:
        """What an entry says."""
        return next((each for each in self.tellings if each.entry == entry), None)


@dataclass(frozen=True)
class CaseHistory:
    """A case, how often something was said of each question, what of visits and alerts, and what is late."""

    case: CaseView
    said: Mapping[str, int]
    apart: tuple[Telling, ...]
    late: tuple[Telling, ...]


def answer_history(session: Session, ref: str, reference: str, question_id: str) -> AnswerHistory:
    """The history of a question; UserError when there is no such inspection, case or question."""
    case = open_case(session, ref, reference)
    question = case.inspection.definition.by_id.get(question_id)
    if question is None:
        raise NotThere(f"The questionnaire has no question {question_id}.")
    about = tell(
        session, case, lambda _, entry: entry.kind is not EntryKind.VISIT and entry.question == question_id
    )
    return AnswerHistory(case, question, about)


def case_history(session: Session, ref: str, reference: str) -> CaseHistory:
    """What there is to tell of a whole case; UserError when there is no such inspection or case."""
    case = open_case(session, ref, reference)
    every = saves.of_assessment(session, case.assessment)
    questions = (
        entry.question for save in every for entry in save.entries if entry.kind is not EntryKind.VISIT
    )
    said = Counter(each for each in questions if each in case.inspection.definition.by_id)
    late = {id_ for id_, verdict in case.state.set_aside.items() if verdict.kind is VerdictKind.LATE}
    told = tell(session, case, lambda id_, entry: entry.kind in SAVED_APART or id_ in late)
    return CaseHistory(
        case,
        said,
        apart=tuple(each for each in told if each.kind in SAVED_APART),
        late=tuple(each for each in told if each.entry in late),
    )


def tell(session: Session, case: CaseView, wanted: Callable[[str, Entry], bool]) -> tuple[Telling, ...]:
    """What the entries that are wanted, by id and content, say, in order of receipt."""
    found = [
        (id_, entry, save, received_at)
        for save, received_at in saves.with_receipt(session, case.assessment)
        for id_, entry in save.by_id.items()
        if wanted(id_, entry)
    ]
    texts = saves.texts(session, [id_ for id_, _, _, _ in found])
    worded = _definitions(session, (save for _, _, save, _ in found))
    return tuple(
        _telling(case, id_, entry, save, received_at, texts.get(id_), worded[save.text_revision])
        for id_, entry, save, received_at in found
    )


def _definitions(session: Session, of: Iterable[Save]) -> dict[int, Definition | None]:
    hashes = {save.text_revision: save.definition_hash for save in of}
    return {revision: definitions.worded(session, hash_, revision) for revision, hash_ in hashes.items()}


def _telling(
    case: CaseView,
    id_: str,
    entry: Entry,
    save: Save,
    received_at: datetime,
    text: str | None,
    then: Definition | None,
) -> Telling:
    return Telling(
        entry=id_,
        kind=entry.kind,
        subject=entry.subject,
        words=words_of(then or case.inspection.definition, entry, text),
        author=save.author,
        device=save.device,
        made_at=save.made_at,
        received_at=received_at,
        verdict=verdict_words(case, id_, entry),
        wording=None if then is None else _wording(then, entry),
        text_revision=save.text_revision,
    )


def _wording(definition: Definition, entry: Entry) -> str | None:
    if entry.kind is EntryKind.VISIT:
        return next((str(each.title) for each in definition.points if each.id == entry.subject), None)
    question = definition.by_id.get(entry.question)
    return None if question is None else str(question.text)


def verdict_words(case: CaseView, id_: str, entry: Entry) -> str:
    """What became of an entry."""
    verdict = case.state.verdict(id_)
    if verdict.kind is VerdictKind.LATE and (reason := why_invalid(case.inspection.definition, entry)):
        return f"Came after the case was closed, and does not count if it is opened again: {reason}"
    if verdict.kind is not VerdictKind.APPLIED:
        return _VERDICTS[verdict.kind].format(reason=verdict.reason)
    if id_ not in case.heads.get(entry.thing, ()):
        return "Replaced by a later version"
    if entry.kind is EntryKind.ANSWER and entry.subject in case.parked:
        return "Stands, but is parked: the question does not apply now"
    return "Stands"


_VERDICTS = {
    VerdictKind.INVALID: "Kept, but not applied: {reason}",
    VerdictKind.WAITING: "Waiting for the version it follows, which has not come yet",
    VerdictKind.CONFLICT: "In conflict with another version",
    VerdictKind.LATE: "Came after the case was closed: it becomes part of the case if that is opened again",
}
