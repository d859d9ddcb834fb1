"""Which questions a case is asked and which of its answers count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from inspect_app.questionnaire.conditions import Answer, Blank, Truth, Value, evaluate
from inspect_app.questionnaire.model import Definition, OptionKind, Question


class Asked(StrEnum):
    """Whether a question is put to a case."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    CANNOT_TELL_YET = "cannot_tell_yet"


class Status(StrEnum):
    """How a question enters the figures; no two of these are ever added together."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


class Counted(NamedTuple):
    """A question's status and the value that counts; no value unless it was asked and answered."""

    status: Status
    value: Value | None


@dataclass(frozen=True)
class Path:
    """A case's way through a questionnaire; dictionaries and tuples are in the order of the questions.

    parked: answered, but routed out. unanswered: asked, required, no answer.
    comments_owed: answered in a way that needs a comment, and has none.
    """

    asked: dict[str, Asked]
    counted: dict[str, Counted]
    parked: tuple[str, ...]
    unanswered: tuple[str, ...]
    comments_owed: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do before the case can be submitted."""
        return not (self.unanswered or self.comments_owed or Asked.CANNOT_TELL_YET in self.asked.values())


_ASKED: dict[Truth, Asked] = {True: Asked.ASKED, False: Asked.NOT_ASKED, None: Asked.CANNOT_TELL_YET}
_STATUS_OF_KIND = {
    OptionKind.ANSWER: Status.ANSWERED,
    OptionKind.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    OptionKind.DONT_KNOW: Status.DONT_KNOW,
}
_NOT_ANSWERED = Counted(Status.NOT_ANSWERED, None)
_NOT_ASKED = Counted(Status.NOT_ASKED, None)


def walk(
    definition: Definition,
    attributes: Mapping[str, str],
    answers: Mapping[str, Value],
    commented: Collection[str],
) -> Path:
    """The one function that yields the answers that count.

    `answers` are valid values by question id; `commented` are the questions that have a comment. An answer
    routed out is parked: it counts nowhere, and a later condition sees its question as not asked.
    """
    asked: dict[str, Asked] = {}
    counted: dict[str, Counted] = {}
    seen: dict[str, Answer] = {}
    for question in definition.questions:
        condition = question.ask_when
        state = Asked.ASKED if condition is None else _ASKED[evaluate(condition, seen, attributes)]
        result = _count(definition, question, state, answers.get(question.id))
        asked[question.id], counted[question.id] = state, result
        seen[question.id] = result.value if result.value is not None else _blank(question, state)
    return Path(
        asked=asked,
        counted=counted,
        parked=tuple(
            id_ for id_, state in asked.items() if state is Asked.NOT_ASKED and answers.get(id_) is not None
        ),
        unanswered=tuple(
            question.id
            for question in definition.questions
            if question.required
            and asked[question.id] is Asked.ASKED
            and counted[question.id].status is Status.NOT_ANSWERED
        ),
        comments_owed=tuple(
            question.id
            for question in definition.questions
            if question.id not in commented and _needs_comment(question, counted[question.id].value)
        ),
    )


def _count(definition: Definition, question: Question, state: Asked, value: Value | None) -> Counted:
    if state is Asked.NOT_ASKED:
        return _NOT_ASKED
    if state is Asked.CANNOT_TELL_YET or value is None:
        return _NOT_ANSWERED
    chosen = value[0] if isinstance(value, list) else value  # an option with a kind of its own stands alone
    kind = definition.kinds[question.id].get(str(chosen), OptionKind.ANSWER)
    return Counted(_STATUS_OF_KIND[kind], value)


def _blank(question: Question, state: Asked) -> Blank:
    if state is Asked.CANNOT_TELL_YET or (state is Asked.ASKED and question.required):
        return Blank.AWAITED
    return Blank.NONE


def _needs_comment(question: Question, value: Value | None) -> bool:
    rule = question.comment
    if value is None or rule.use == "never":
        return False
    chosen = value if isinstance(value, list) else [value]
    return rule.use == "required" or any(option in rule.required_for for option in chosen)
