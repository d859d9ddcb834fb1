"""Invented answers to any questionnaire: prompts by chance, and key questions by the prompts before them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from inspect_app.fieldwork.demonstration.chance import between, happens, pick, several
from inspect_app.fieldwork.demonstration.comments import synthetic_comment
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition, OptionKind, Question, QuestionType
from inspect_app.questionnaire.path import Asked, walk

Answers = dict[str, Value]
Comments = dict[str, str]

_FIRST_DAY = date(2025, 3, 3)
_SELDOM = 6
"""In so many per cent of cases a question that can be set aside is."""


def any_answers(
    definition: Definition, cases: Sequence[tuple[str, Mapping[str, str]]]
) -> dict[str, tuple[Answers, Comments]]:
    """Complete, valid answers and the comments owed, by case reference, the same whenever they are made."""
    return {reference: _case(definition, reference, attributes) for reference, attributes in cases}


def _case(definition: Definition, reference: str, attributes: Mapping[str, str]) -> tuple[Answers, Comments]:
    luck = _luck(definition, reference, attributes)
    given: Answers = {}
    for question in definition.questions:
        if question.key_question is not None:
            continue
        if (value := _prompt(definition, question, reference, luck)) is not None:
            given[question.id] = value
    asked = walk(definition, attributes, given, ()).asked
    given = {id_: value for id_, value in given.items() if asked[id_] is Asked.ASKED}
    good: list[bool] = []
    for question in definition.questions:
        if question.key_question is not None:
            if asked[question.id] is Asked.ASKED:
                given[question.id] = _judgement(definition, question, reference, good)
            good = []
        elif question.type is QuestionType.CHOICE and question.id in given:
            good.append(given[question.id] == definition.options(question)[0].value)
    given = {id_: given[id_] for id_ in definition.by_id if id_ in given}
    owed = walk(definition, attributes, given, ()).comments_owed
    return given, {id_: synthetic_comment(reference, id_, str(given[id_])) for id_ in owed}


def _luck(definition: Definition, reference: str, attributes: Mapping[str, str]) -> int:
    """How well this case was looked after, in per cent more or less: its own luck and that of its area."""
    places = [attributes.get(each.id, "") for each in definition.attributes if each.column == "cluster"]
    return between(reference, "luck", -22, 22) + sum(between(place, "area", -9, 9) for place in places)


def _prompt(definition: Definition, question: Question, reference: str, luck: int) -> Value | None:
    if question.type in (QuestionType.CHOICE, QuestionType.CHOICES):
        options = definition.options(question)
        counted = [each.value for each in options if each.kind is OptionKind.ANSWER]
        aside = [each.value for each in options if each.kind is not OptionKind.ANSWER]
        if question.type is QuestionType.CHOICES:
            together = [each.value for each in options if not each.stands_alone]
            alone = [each.value for each in options if each.stands_alone]
            return several(reference, question.id, dict.fromkeys(together, 28), (alone or together)[0])
        if aside and happens(reference, f"{question.id}|aside", _SELDOM):
            return pick(reference, f"{question.id}|which", dict.fromkeys(aside, 1))
        if happens(reference, question.id, between(question.id, "usual", 50, 90) + luck):
            return counted[0]
        return pick(reference, f"{question.id}|other", dict.fromkeys(counted[1:] or counted, 1))
    return _WRITTEN[question.type](question, reference)


def _judgement(definition: Definition, question: Question, reference: str, good: list[bool]) -> str:
    options = definition.options(question)
    enough = question.key_question.sufficient if question.key_question else ()
    short = [each.value for each in options if each.kind is OptionKind.ANSWER and each.value not in enough]
    aside = [each.value for each in options if each.kind is OptionKind.NOT_APPLICABLE]
    if aside and happens(reference, f"{question.id}|aside", _SELDOM // 2):
        return aside[0]
    likely = 10 + between(question.id, "strict", 0, 12) + (78 * sum(good) // len(good) if good else 45)
    return enough[0] if happens(reference, question.id, likely) else (short or list(enough))[0]


def _whole_number(question: Question, reference: str) -> int:
    lowest = int(str(question.minimum)) if question.minimum is not None else 0
    highest = int(str(question.maximum)) if question.maximum is not None else lowest + 12
    return between(reference, question.id, lowest, min(highest, lowest + 12))


def _day(question: Question, reference: str) -> str | None:
    if not question.required and happens(reference, f"{question.id}|none", _SELDOM):
        return None
    return (_FIRST_DAY + timedelta(days=between(reference, question.id, 0, 150))).isoformat()


_WRITTEN: dict[QuestionType, Callable[[Question, str], Value | None]] = {
    QuestionType.WHOLE_NUMBER: _whole_number,
    QuestionType.DECIMAL: lambda question, reference: str(_whole_number(question, reference)),
    QuestionType.DATE: _day,
    QuestionType.TEXT: lambda _question, _reference: "Synthetic: there is nothing to add to what was chosen.",
}
