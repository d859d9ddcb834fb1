"""The kinds of answer: how each is read from a form or a file, checked, and shown."""

import re
from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal

from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.dates import as_day, in_words, iso_day
from inspect_app.questionnaire.model import Definition, Question, QuestionType
from inspect_app.questionnaire.part import Limit
from inspect_app.questionnaire.tidy_text import UNSEEN, tidy

__all__ = ["AnswerError", "Value", "check", "parse", "shown"]


class AnswerError(Exception):
    """What was entered is not an answer to the question; the message says what is."""


def parse(definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
    """The stored value of what was entered in a form or a file; None when it is blank.

    `raw` is the text of one field, or the list of the boxes ticked, or a date's day, month and year.
    Raises AnswerError with a sentence for the person who entered it.
    """
    value = _KINDS[question.type].parse(definition, question, raw)
    reason = None if value is None else check(definition, question, value)
    if reason is not None:
        raise AnswerError(reason)
    return value


def check(definition: Definition, question: Question, value: object) -> str | None:
    """Why something is not a valid stored value for the question, or None when it is one."""
    return _KINDS[question.type].check(definition, question, value)


def shown(definition: Definition, question: Question, value: Value, language: str = "en") -> str:
    """A stored value as people read it; a value the definition does not know is shown as it stands."""
    return _KINDS[question.type].shown(definition, question, value, language)


class _Kind(ABC):
    """One kind of answer."""

    @abstractmethod
    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None: ...

    @abstractmethod
    def check(self, definition: Definition, question: Question, value: object) -> str | None: ...

    def shown(self, definition: Definition, question: Question, value: Value, language: str) -> str:
        return str(value)


class _Choice(_Kind):
    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        chosen = _parts(raw)
        if len(chosen) > 1:
            raise AnswerError("Choose one answer only")
        return chosen[0] if chosen else None

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        return _not_an_option(definition, question, value)

    def shown(self, definition: Definition, question: Question, value: Value, language: str) -> str:
        labels = {option.value: option.label.into(language) for option in definition.options(question)}
        return labels.get(str(value), str(value))


class _Choices(_Choice):
    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        chosen = _parts(raw.split(";") if isinstance(raw, str) else raw)
        known = [value for value in definition.kinds[question.id] if value in chosen]
        return known + [value for value in chosen if value not in known] or None

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        if not isinstance(value, list) or not value:
            return "Choose at least one answer"
        kinds = definition.kinds[question.id]
        for one in value:
            if reason := _not_an_option(definition, question, one):
                return reason
        if value != [option for option in kinds if option in value]:
            return "Give each answer once, in the order of the options"
        alone = [one.value for one in definition.options(question) if one.stands_alone and one.value in value]
        if alone and len(value) > 1:
            label = super().shown(definition, question, alone[0], "en")
            return f"“{label}” cannot be chosen together with other answers"
        return None

    def shown(self, definition: Definition, question: Question, value: Value, language: str) -> str:
        chosen = value if isinstance(value, list) else [str(value)]
        return "; ".join(super(_Choices, self).shown(definition, question, one, language) for one in chosen)


class _WholeNumber(_Kind):
    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        text = _one(raw)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
            raise AnswerError("Enter a whole number in figures, such as 3")
        return int(text)

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 10**15:
            return "Enter a whole number in figures, such as 3"
        return _outside(question, Decimal(value))


class _Decimal(_Kind):
    """Up to 12 digits before the point and 3 after, which a 64-bit float carries without loss."""

    SHAPE = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{0,2}[1-9])?")
    WORDS = "Enter a number with at most three places after the point, such as 12.5"

    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        text = _one(raw)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?", text):
            raise AnswerError(self.WORDS)
        return format(Decimal(text).normalize() + 0, "f")

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        if not isinstance(value, str) or not self.SHAPE.fullmatch(value) or value == "-0":
            return self.WORDS
        return _outside(question, Decimal(value))


class _Date(_Kind):
    WORDS = "Enter a real date as day, month and year, such as 27/3/2016"

    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        text = "/".join(part.strip() for part in raw) if isinstance(raw, list) else raw.strip()
        if not text.strip("/"):
            return None
        return iso_day(text) or text

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        day = as_day(value)
        if day is None:
            return self.WORDS
        return _outside(question, day)

    def shown(self, definition: Definition, question: Question, value: Value, language: str) -> str:
        day = as_day(value)
        return str(value) if day is None else in_words(day, language)


class _Text(_Kind):
    def parse(self, definition: Definition, question: Question, raw: str | list[str]) -> Value | None:
        return tidy(_one(raw)) or None

    def check(self, definition: Definition, question: Question, value: object) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return "Enter some text"
        return "Remove the control characters from the text" if UNSEEN.search(value) else None


_KINDS: dict[QuestionType, _Kind] = {
    QuestionType.CHOICE: _Choice(),
    QuestionType.CHOICES: _Choices(),
    QuestionType.WHOLE_NUMBER: _WholeNumber(),
    QuestionType.DECIMAL: _Decimal(),
    QuestionType.DATE: _Date(),
    QuestionType.TEXT: _Text(),
}


def _parts(raw: str | list[str]) -> list[str]:
    """What was chosen, without blanks and repetitions."""
    given = [raw] if isinstance(raw, str) else raw
    return list(dict.fromkeys(part.strip() for part in given if part.strip()))


def _one(raw: str | list[str]) -> str:
    given = [raw] if isinstance(raw, str) else raw
    if len(given) > 1:
        raise AnswerError("Give one answer only")
    return given[0].strip() if given else ""


def _not_an_option(definition: Definition, question: Question, value: object) -> str | None:
    values = definition.kinds[question.id]
    if isinstance(value, str) and value in values:
        return None
    return f"“{value}” is not one of the answers: choose from {', '.join(values)}"


def _outside(question: Question, value: Limit) -> str | None:
    """Why a number or a date is outside the question's limits, which the lint has seen to be of its kind."""
    low, high = question.minimum, question.maximum
    if low is not None and value < low:  # type: ignore[operator]  # both dates or both numbers
        return f"It must be {_limit(low)} or {'later' if isinstance(value, date) else 'more'}"
    if high is not None and value > high:  # type: ignore[operator]  # both dates or both numbers
        return f"It must be {_limit(high)} or {'earlier' if isinstance(value, date) else 'less'}"
    return None


def _limit(limit: Limit) -> str:
    return limit.strftime("%d/%m/%Y") if isinstance(limit, date) else str(limit)
