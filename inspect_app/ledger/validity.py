"""Whether what an entry says could be an answer, a comment or a change of state at all."""

from inspect_app.ledger.entries import Entry, EntryKind, digest_of
from inspect_app.questionnaire import answers
from inspect_app.questionnaire.model import Definition, QuestionType


def why_invalid(definition: Definition, entry: Entry) -> str | None:
    """Why an answer or a comment cannot be applied, or None when it can."""
    question = definition.by_id.get(entry.subject)
    if question is None:
        return "The questionnaire has no such question"
    if entry.kind is EntryKind.COMMENT and question.comment.use == "never":
        return "This question takes no comment"
    if entry.value is None:
        return None
    if entry.kind is EntryKind.COMMENT or question.type is QuestionType.TEXT:
        return None if digest_of(entry.value) else "Text must be given by its digest"
    return answers.check(definition, question, entry.value)
