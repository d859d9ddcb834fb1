"""The answers that count as small integers and floats in fixed columns, so that cases stack into a matrix."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import nan
from struct import pack as pack_floats

from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition, Question, QuestionType
from inspect_app.questionnaire.path import Counted, Path, Status

NOT_ANSWERED, NOT_ASKED, ANSWERED, FIRST_OPTION = 0, 1, 2, 10
MOST_OPTIONS = 100
"""An option's code must fit a signed byte."""
EPOCH = date(1970, 1, 1)
_NUMERIC = (QuestionType.WHOLE_NUMBER, QuestionType.DECIMAL, QuestionType.DATE)


@dataclass(frozen=True)
class Column:
    """A place in the codes: a question's own or, with an option, whether `choices` has it (0 or 1)."""

    question: str
    option: str | None


@dataclass(frozen=True)
class Layout:
    """What each place in a case's codes and numbers stands for."""

    columns: tuple[Column, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Packed:
    """A case's counted answers: one int8 per column, one little-endian float64 per number (NaN: none).

    Dates are days since 1970-01-01.
    """

    codes: bytes
    numbers: bytes


def layout(definition: Definition) -> Layout:
    """The columns of a definition, in the order of its questions and options."""
    return Layout(
        columns=tuple(
            column for question in definition.questions for column in _columns(definition, question)
        ),
        numbers=tuple(question.id for question in definition.questions if question.type in _NUMERIC),
    )


def pack(definition: Definition, path: Path) -> Packed:
    """The answers that count, packed by `layout(definition)`."""
    codes = array("b")
    numbers: list[float] = []
    for question in definition.questions:
        counted = path.counted[question.id]
        codes.append(_code(definition, question, counted))
        if question.type is QuestionType.CHOICES:
            chosen = counted.value if isinstance(counted.value, list) else []
            codes.extend(value in chosen for value in definition.kinds[question.id])
        if question.type in _NUMERIC:
            numbers.append(nan if counted.value is None else _as_number(question, counted.value))
    return Packed(codes.tobytes(), pack_floats(f"<{len(numbers)}d", *numbers))


def _columns(definition: Definition, question: Question) -> Iterator[Column]:
    yield Column(question.id, None)
    if question.type is QuestionType.CHOICES:
        yield from (Column(question.id, value) for value in definition.kinds[question.id])


def _code(definition: Definition, question: Question, counted: Counted) -> int:
    if counted.value is None:
        return NOT_ASKED if counted.status is Status.NOT_ASKED else NOT_ANSWERED
    if question.type is QuestionType.CHOICE:
        return FIRST_OPTION + list(definition.kinds[question.id]).index(str(counted.value))
    return ANSWERED


def _as_number(question: Question, value: Value) -> float:
    if question.type is QuestionType.DATE:
        return float((date.fromisoformat(str(value)) - EPOCH).days)
    return float(str(value))
