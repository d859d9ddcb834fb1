"""Turns what somebody typed about a case into changes for the ledger, or into problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.answers import AnswerError, parse
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition, Question

Raw = str | list[str]


@dataclass(frozen=True)
class Change:
    """One thing to be said about a case: an answer or a comment, and the entries its author saw."""

    kind: EntryKind
    subject: str
    value: Value | None
    parents: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """What the author had before them: the heads of each thing ("answer:q"), and every entry's value."""

    heads: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value | None]

    def of(self, thing: str) -> tuple[tuple[str, ...], Value | None, bool]:
        """The heads of a thing, their value, and whether they disagree."""
        heads = self.heads.get(thing, ())
        values = [self.values.get(head) for head in heads]
        disagree = any(value != values[0] for value in values)
        return heads, None if disagree or not values else values[0], disagree


@dataclass(frozen=True)
class Draft:
    """The changes that can be saved, and per question what is wrong with the rest."""

    changes: tuple[Change, ...]
    problems: dict[str, str]


def draft_answers(
    definition: Definition, before: Before, answers: Mapping[str, Raw], comments: Mapping[str, str]
) -> Draft:
    """Compare what was typed with what was there: only what differs becomes a change."""
    changes: list[Change] = []
    problems: dict[str, str] = {}
    for question_id, raw in answers.items():
        question = definition.by_id.get(question_id)
        if question is None:
            problems[question_id] = f"The questionnaire has no question “{question_id}”."
            continue
        try:
            value = parse(definition, question, raw)
        except AnswerError as error:
            problems[question_id] = str(error)
            continue
        changes += _changed(EntryKind.ANSWER, question_id, value, before)
    for question_id, comment in comments.items():
        reason = _comment_refused(definition.by_id.get(question_id), comment)
        if reason:
            problems.setdefault(question_id, reason)
            continue
        changes += _changed(EntryKind.COMMENT, question_id, _tidy(comment) or None, before)
    return Draft(tuple(changes), problems)


def _changed(kind: EntryKind, subject: str, value: Value | None, before: Before) -> list[Change]:
    heads, known, disagree = before.of(f"{kind}:{subject}")
    if value == known and not (disagree and value is not None):
        return []
    return [Change(kind, subject, value, heads)]


def _comment_refused(question: Question | None, comment: str) -> str | None:
    if not comment.strip():
        return None
    if question is None:
        return "There is no such question to comment on."
    if question.comment.use == "never":
        return "This question takes no comment."
    if len(comment) > COMMENT_LIMIT:
        return (
            f"The comment is too long: it has {len(comment):,} characters, and {COMMENT_LIMIT:,} are allowed."
        )
    return None


def _tidy(comment: str) -> str:
    return comment.replace("\r\n", "\n").strip()


COMMENT_LIMIT = 20_000
