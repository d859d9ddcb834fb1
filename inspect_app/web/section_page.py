"""What a section page shows of each question, besides its controls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from inspect_app.fieldwork.case_records import Alert
from inspect_app.fieldwork.find_faults import Fault
from inspect_app.fieldwork.open_case import CaseView, Conflict
from inspect_app.fieldwork.said import evidence_words
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import Question, QuestionType, Section
from inspect_app.questionnaire.path import Asked
from inspect_app.web.addresses import of_case, of_conflict
from inspect_app.web.govuk import DateInput
from inspect_app.web.section_form import EVIDENCE_PARTS, SectionForm

WITH_LABEL = frozenset({QuestionType.WHOLE_NUMBER, QuestionType.DECIMAL, QuestionType.TEXT})
"""Kinds of question with one control, whose label the question is; the others' name a group."""


@dataclass(frozen=True)
class Citation:
    """A piece of evidence in words, and the entries that say so."""

    key: str
    words: str
    seen: str


@dataclass(frozen=True)
class Citing:
    """A record that is being cited, as typed, and what is wrong with it."""

    key: str
    system: str
    record: str
    on: str
    errors: list[str]


@dataclass(frozen=True)
class Ask:
    """A question of the page.

    `given` says whether it has an answer, `owed` whether it needs a comment; `alerts` are open, and `case` is
    the address where they are told in full.
    """

    question: Question
    asked: bool
    answer: Field
    comment: Field | None
    given: bool
    owed: bool
    seen_answer: str
    seen_comment: str
    evidence: tuple[Citation, ...]
    citing: Citing
    conflicts: Mapping[str, Conflict]
    compare: Mapping[str, str]
    typed: Mapping[str, str]
    beside: tuple[tuple[str, str], ...]
    fault: Fault | None
    alerts: tuple[Alert, ...]
    case: str

    @property
    def labelled(self) -> bool:
        """Whether the question is the label of its one control."""
        return self.question.type in WITH_LABEL

    def shown(self, kind: str) -> Any:
        """What its control shows: nothing of a thing in conflict, of which `typed` tells."""
        return None if kind in self.conflicts else getattr(self, kind).data


def asks_of(case: CaseView, section: Section, form: SectionForm) -> list[Ask]:
    """Every question of a section, asked or not, in order."""
    return [_ask(case, question, form) for question in case.inspection.definition.in_section(section)]


def _ask(case: CaseView, question: Question, form: SectionForm) -> Ask:
    id_ = question.id
    conflicts = {each.kind: each for each in case.conflicts if each.question == id_}
    answer, comment = form.field("answer", id_), form.field("comment", id_)
    if answer is None:
        raise KeyError(id_)
    return Ask(
        question=question,
        asked=case.path.asked[id_] is Asked.ASKED,
        answer=answer,
        comment=comment,
        given=id_ in case.answers,
        owed=id_ in case.path.comments_owed,
        seen_answer=_data(form, "seen-answer", id_),
        seen_comment=_data(form, "seen-comment", id_),
        evidence=tuple(citations_of(case, id_)),
        citing=_citing(form, id_),
        conflicts=conflicts,
        compare=dict(_compare(case, conflicts)),
        typed=dict(_typed(form, conflicts, id_)),
        beside=tuple(_beside(case, id_)),
        fault=case.faults.get(id_),
        alerts=tuple(each for each in case.alerts if each.question == id_ and each.is_open),
        case=of_case(case, "inspectors.case"),
    )


def citations_of(case: CaseView, question: str) -> Iterator[Citation]:
    """The evidence of a question."""
    for item in case.evidence.get(question, ()):
        seen = case.heads[f"evidence:{question}/{item.key}"]
        yield Citation(item.key, evidence_words(case.inspection.definition, item), " ".join(seen))


def _citing(form: SectionForm, id_: str) -> Citing:
    system = form.field("evidence", f"{id_}-system")
    key, named, record, on = (_data(form, "evidence", f"{id_}-{part}") for part in EVIDENCE_PARTS)
    return Citing(key, named, record, on, list(system.errors) if system else [])


def _data(form: SectionForm, kind: str, id_: str) -> str:
    field = form.field(kind, id_)
    return str(field.data or "") if field is not None else ""


def _compare(case: CaseView, conflicts: Mapping[str, Conflict]) -> Iterator[tuple[str, str]]:
    for kind, conflict in conflicts.items():
        yield kind, of_conflict(case, conflict)


def _typed(form: SectionForm, conflicts: Mapping[str, Conflict], id_: str) -> Iterator[tuple[str, str]]:
    """What was typed of things in conflict and isn't taken, in words, for its author to have it still."""
    for kind in (EntryKind.ANSWER, EntryKind.COMMENT):
        field = form.field(kind, id_)
        if kind in conflicts and field is not None and field.data:
            yield kind, _words(field)


def _words(field: Field) -> str:
    parts = field.data if isinstance(field.data, list) else [field.data]
    if isinstance(field, DateInput):
        return "/".join(parts)
    labels = getattr(field, "choices", {})
    return "; ".join(labels.get(str(part), str(part)) for part in parts)


def _beside(case: CaseView, id_: str) -> Iterator[tuple[str, str]]:
    yield "History", of_case(case, "inspectors.answer_history", question_id=id_)
    yield "Raise an alert", of_case(case, "inspectors.raise_alert", question=id_)
