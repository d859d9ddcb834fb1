"""Whether what an entry says could be an answer, a comment, evidence, a visit or an alert at all."""

from collections.abc import Callable, Mapping

from inspect_app.ledger.entries import Entry, EntryKind, Json, digest_of
from inspect_app.questionnaire import answers
from inspect_app.questionnaire.dates import is_day, is_minute
from inspect_app.questionnaire.model import Definition, QuestionType

NO_SUCH_QUESTION = "The questionnaire has no such question"


def why_invalid(definition: Definition, entry: Entry) -> str | None:
    """Why what an entry says cannot be applied, or None when it can; of changes of state `decide` says."""
    return _CHECKS[entry.kind](definition, entry)


def _answer(definition: Definition, entry: Entry) -> str | None:
    question = definition.by_id.get(entry.subject)
    if question is None:
        return NO_SUCH_QUESTION
    if entry.value is None:
        return None
    if question.type is QuestionType.TEXT:
        return _text(entry.value)
    return answers.check(definition, question, entry.value)


def _comment(definition: Definition, entry: Entry) -> str | None:
    question = definition.by_id.get(entry.subject)
    if question is None:
        return NO_SUCH_QUESTION
    if question.comment.use == "never":
        return "This question takes no comment"
    return None if entry.value is None else _text(entry.value)


def _text(value: Json) -> str | None:
    return None if digest_of(value) else "Text must be given by its digest"


def _evidence(definition: Definition, entry: Entry) -> str | None:
    if entry.question not in definition.by_id:
        return NO_SUCH_QUESTION
    if entry.value is None:
        return None
    systems = [system.id for system in definition.systems]  # a list: what is said may be no key of a set
    return _differs(
        entry.value,
        {
            "system": ("where it was found", lambda value: value in systems),
            "record": ("what kind of record it is", _text_or_none),
            "date": ("its date", _day_or_none),
        },
    )


OUTCOMES = ("held", "refused", "not_held")
INTERVIEWED = ("person", "responsible_officer", "mentor", "other")
CONSENTS = ("given", "refused", "not_sought")


def _visit(definition: Definition, entry: Entry) -> str | None:
    if entry.subject not in [point.id for point in definition.points]:
        return "The questionnaire has no such assessment point"
    if entry.value is None:
        return None
    return _differs(
        entry.value,
        {
            "reviewed_on": ("the review date", _day_or_none),
            "outcome": ("whether it was held", lambda value: value is None or value in OUTCOMES),
            "interviewed": ("who was interviewed", _is_interviewed),
            "consent": ("the consent", lambda value: value is None or value in CONSENTS),
            "note": ("the note", _text_or_none),
        },
    )


def _is_interviewed(value: Json) -> bool:
    return isinstance(value, list) and value == [who for who in INTERVIEWED if who in value]


STEPS = ("raised", "closed")


def _alert(definition: Definition, entry: Entry) -> str | None:
    if entry.question not in definition.by_id:
        return NO_SUCH_QUESTION
    return _differs(
        entry.value,
        {
            "step": ("whether it is raised or closed", lambda value: value in STEPS),
            "told_at": ("when somebody was told", lambda value: value is None or is_minute(value)),
            "words": ("what it is about", lambda value: digest_of(value) is not None),
        },
    )


def _text_or_none(value: Json) -> bool:
    return value is None or digest_of(value) is not None


def _day_or_none(value: Json) -> bool:
    return value is None or is_day(value)


Parts = Mapping[str, tuple[str, Callable[[Json], bool]]]


def _differs(value: Json, parts: Parts) -> str | None:
    """What is wrong with a value that has parts: each with its words and what says that it is one."""
    if not isinstance(value, dict) or value.keys() != parts.keys():
        return f"It must say {', '.join(words for words, _ in parts.values())} and nothing else"
    wrong = [words for name, (words, is_one) in parts.items() if not is_one(value[name])]
    return f"It does not say {' and '.join(wrong)} in a way that can be read" if wrong else None


def _state(_definition: Definition, _entry: Entry) -> None:
    return None


_CHECKS: Mapping[EntryKind, Callable[[Definition, Entry], str | None]] = {
    EntryKind.ANSWER: _answer,
    EntryKind.COMMENT: _comment,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.VISIT: _visit,
    EntryKind.ALERT: _alert,
    EntryKind.STATE: _state,
}
