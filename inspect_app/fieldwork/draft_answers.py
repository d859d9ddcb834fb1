"""Turns what somebody typed about a case into changes for the ledger, or into problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.questionnaire.answers import AnswerError, parse
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition, Question, QuestionType
from inspect_app.questionnaire.tidy_text import tidy

Raw = str | list[str]

DISPUTED = (
    "This is in conflict, so it can’t be changed here. "
    "Follow “compare them”, and say on that page which version should stand"
)
TEXT_LIMIT = 20_000
"""Characters of a comment or of an answer in words."""


@dataclass(frozen=True)
class Change:
    """One thing to be said about a case, and the entries about it that its author saw.

    `value` is as in the ledger, but for its free text, which stands in `text` in clear.
    """

    kind: EntryKind
    subject: str
    value: Json
    parents: tuple[str, ...]
    text: str | None = None


@dataclass(frozen=True)
class Before:
    """What the author had before them: the heads of each thing ("answer:q"), and every entry's value.

    `doubtful` are the things of which something was given since that does not count: what stands is then said
    anew, even if it is the same. `disputed` are the things in conflict now: whoever saw their versions
    settles them on the page of the conflict, and not by the way.
    """

    heads: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value | None]
    doubtful: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()

    def of(self, thing: str) -> tuple[tuple[str, ...], Value | None, bool]:
        """The heads of a thing, their value, and whether they disagree."""
        heads = self.heads.get(thing, ())
        values = [self.values.get(head) for head in heads]
        disagree = any(value != values[0] for value in values)
        return heads, None if disagree or not values else values[0], disagree

    def shown_disputed(self, kind: EntryKind, question: str) -> bool:
        """Whether the author saw the versions of something that is still in conflict."""
        thing = f"{kind}:{question}"
        return thing in self.disputed and self.of(thing)[2]


@dataclass(frozen=True)
class Draft:
    """The changes that can be saved, and per question what is wrong with its answer or its comment."""

    changes: tuple[Change, ...]
    answer_problems: dict[str, str]
    comment_problems: dict[str, str]

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by what it is about ("answer:q")."""
        return _about(EntryKind.ANSWER, self.answer_problems) | _about(
            EntryKind.COMMENT, self.comment_problems
        )


def _about(kind: EntryKind, problems: Mapping[str, str]) -> dict[str, str]:
    return {f"{kind}:{question}": problem for question, problem in problems.items()}


def draft_answers(
    definition: Definition, before: Before, answers: Mapping[str, Raw], comments: Mapping[str, str]
) -> Draft:
    """Compare what was typed with what was there: only what differs becomes a change."""
    changes: list[Change] = []
    answer_problems: dict[str, str] = {}
    comment_problems: dict[str, str] = {}
    for question_id, raw in answers.items():
        if before.shown_disputed(EntryKind.ANSWER, question_id):
            if _filled(raw):
                answer_problems[question_id] = DISPUTED
            continue
        try:
            value = _answer(definition, question_id, raw)
        except AnswerError as error:
            answer_problems[question_id] = str(error)
        else:
            in_words = definition.by_id[question_id].type is QuestionType.TEXT
            changes += _changed(EntryKind.ANSWER, question_id, value, before, in_words=in_words)
    for question_id, raw_comment in comments.items():
        comment = tidy(raw_comment)
        if before.shown_disputed(EntryKind.COMMENT, question_id):
            if comment:
                comment_problems[question_id] = DISPUTED
        elif reason := _comment_refused(definition.by_id.get(question_id), comment):
            comment_problems[question_id] = reason
        else:
            changes += _changed(EntryKind.COMMENT, question_id, comment or None, before, in_words=True)
    return Draft(tuple(changes), answer_problems, comment_problems)


def _filled(raw: Raw) -> bool:
    return bool("".join(raw).strip())


def _answer(definition: Definition, question_id: str, raw: Raw) -> Value | None:
    question = definition.by_id.get(question_id)
    if question is None:
        raise AnswerError(f"The questionnaire has no question “{question_id}”")
    value = parse(definition, question, raw)
    if question.type is QuestionType.TEXT and len(str(value)) > TEXT_LIMIT:
        raise AnswerError(_too_long("answer", str(value)))
    return value


def _changed(
    kind: EntryKind, subject: str, value: Value | None, before: Before, *, in_words: bool
) -> list[Change]:
    thing = f"{kind}:{subject}"
    heads, known, disagree = before.of(thing)
    # Left empty, a thing in conflict stays in conflict: no answer is no choice between the versions.
    if value == known and not (disagree and value is not None) and thing not in before.doubtful:
        return []
    if in_words and value is not None:
        return [Change(kind, subject, None, heads, str(value))]
    return [Change(kind, subject, list(value) if isinstance(value, list) else value, heads)]


def _comment_refused(question: Question | None, comment: str) -> str | None:
    if not comment:
        return None
    if question is None:
        return "There is no such question to comment on"
    if question.comment.use == "never":
        return "This question takes no comment"
    return _too_long("comment", comment) if len(comment) > TEXT_LIMIT else None


def _too_long(what: str, text: str) -> str:
    return f"The {what} is too long: it has {len(text):,} characters, and {TEXT_LIMIT:,} are allowed"
