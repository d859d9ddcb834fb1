"""What a questionnaire is: the typed form of an instrument's definition."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    Tag,
    model_validator,
)

from inspect_app.questionnaire.text import Text

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
InstrumentId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
VersionNumber = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*$", max_length=20)]


def _as_limit(value: object) -> Decimal | date:
    """A number in its shortest plain notation, or a date; ValueError for anything else."""
    text = str(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        return Decimal(format(Decimal(text).normalize() + 0, "f"))
    except (ValueError, InvalidOperation):
        raise ValueError("this must be a number, or a date written yyyy-mm-dd") from None


Limit = Annotated[
    Decimal | date,
    PlainValidator(_as_limit, json_schema_input_type=int | float | str),
    PlainSerializer(str, return_type=str),
]


class Part(BaseModel):
    """Base of every part of a definition: immutable, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OptionKind(StrEnum):
    """What choosing an option means for counting."""

    ANSWER = "answer"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"


class QuestionType(StrEnum):
    """The kinds of answer a question can ask for."""

    CHOICE = "choice"
    CHOICES = "choices"
    WHOLE_NUMBER = "whole_number"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"


class Option(Part):
    """One answer that can be chosen."""

    value: Identifier
    label: Text
    kind: OptionKind = OptionKind.ANSWER


class AttributeOption(Part):
    """One value of a case attribute, and the words a long list uses for it."""

    value: Identifier
    label: Text
    codes: tuple[str, ...] = ()


class Attribute(Part):
    """A fact about a case that comes from the long list; without options any value is allowed."""

    id: Identifier
    label: Text
    column: Identifier
    options: tuple[AttributeOption, ...] = ()


class Test(Part):
    """Base of the tests in a condition; exactly one operator is given."""

    __test__ = False  # pytest would take the name for a test class

    is_: str | None = Field(None, alias="is")
    any_of: Annotated[tuple[str, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> Self:
        given = [name for name in self.operators() if getattr(self, name) is not None]
        if len(given) != 1:
            names = ", ".join(name.rstrip("_") for name in self.operators())
            raise ValueError(f"a test needs exactly one of {names}; this one has {len(given) or 'none'}")
        return self

    @classmethod
    def operators(cls) -> tuple[str, ...]:
        """The fields that are operators."""
        return tuple(name for name in cls.model_fields if name not in ("question", "attribute"))

    @cached_property
    def operator(self) -> str:
        """The name of the operator given, as it is written in a file."""
        return next(name for name in self.operators() if getattr(self, name) is not None).rstrip("_")

    @cached_property
    def operand(self) -> object:
        """What the answer is compared with."""
        return getattr(self, "is_" if self.operator == "is" else self.operator)


class QuestionTest(Test):
    """A test of one question's answer."""

    question: Identifier
    at_least: Limit | None = None
    at_most: Limit | None = None
    answered: Literal[True] | None = None


class AttributeTest(Test):
    """A test of one case attribute."""

    attribute: Identifier


class AllOf(Part):
    """True when every condition is."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Part):
    """True when at least one condition is."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Not(Part):
    """True when the condition is false."""

    not_: "Condition" = Field(alias="not")


_CONDITIONS: dict[str, type[Part]] = {
    "all": AllOf,
    "any": AnyOf,
    "not": Not,
    "question": QuestionTest,
    "attribute": AttributeTest,
}


def _kind_of_condition(value: object) -> str | None:
    """The one key that says what a condition is; None when there is none or more than one."""
    if isinstance(value, Part):
        return next((f"{key} condition" for key, part in _CONDITIONS.items() if isinstance(value, part)), None)
    keys = [key for key in _CONDITIONS if isinstance(value, Mapping) and key in value]
    return f"{keys[0]} condition" if len(keys) == 1 else None


Condition = Annotated[
    Annotated[AllOf, Tag("all condition")]
    | Annotated[AnyOf, Tag("any condition")]
    | Annotated[Not, Tag("not condition")]
    | Annotated[QuestionTest, Tag("question condition")]
    | Annotated[AttributeTest, Tag("attribute condition")],
    Discriminator(
        _kind_of_condition,
        custom_error_type="condition",
        custom_error_message="a condition must have exactly one of all, any, not, question and attribute",
    ),
]


class CommentRule(Part):
    """Whether a comment may or must go with an answer, and for which answers it must."""

    use: Literal["never", "optional", "required"] = "optional"
    required_for: tuple[str, ...] = ()


class KeyQuestion(Part):
    """Marks a question as a key question and names the answers that are sufficient."""

    sufficient: tuple[str, ...] = Field(min_length=1)


def _form_of_answers(value: object) -> str | None:
    if isinstance(value, str):
        return "answer set"
    return "list of options" if isinstance(value, list | tuple) else None


Answers = Annotated[
    Annotated[Identifier, Tag("answer set")] | Annotated[tuple[Option, ...], Tag("list of options")],
    Discriminator(
        _form_of_answers,
        custom_error_type="answers",
        custom_error_message="answers must be the name of an answer set or a list of options",
    ),
]


class Question(Part):
    """One question. `answers` names an answer set or lists options; numbers and dates may have limits."""

    id: Identifier
    type: QuestionType
    text: Text
    guidance: Text | None = None
    answers: Answers | None = None
    minimum: Limit | None = None
    maximum: Limit | None = None
    ask_when: Condition | None = None
    required: bool = True
    comment: CommentRule = CommentRule()
    key_question: KeyQuestion | None = None


class Point(Part):
    """An assessment point: a stage of the case at which it is read (in custody, in the community)."""

    id: Identifier
    title: Text


class Section(Part):
    """A page of questions, all belonging to one assessment point."""

    id: Identifier
    title: Text
    point: Identifier
    questions: tuple[Identifier, ...] = Field(min_length=1)


class Standard(Part):
    """A standard and the key questions that decide it."""

    id: Identifier
    title: Text
    key_questions: tuple[Identifier, ...] = Field(min_length=1)
    contributes: bool = True


class RatingBand(Part):
    """A rating: the lowest whole per cent that earns it, its words and its points."""

    id: Identifier
    title: Text
    words: Text
    at_least: int = Field(ge=0, le=100)
    points: int = Field(ge=0)


class Stratum(Part):
    """A named group of the frame; a case belongs to the first stratum whose condition it meets."""

    id: Identifier
    title: Text
    when: Condition


class Manifest(Part):
    """An instrument's version without its questions: what stands in instrument.yaml."""

    id: InstrumentId
    version: VersionNumber
    text_revision: int = Field(1, ge=1)
    title: Text
    unit: Literal["case"] = "case"
    attributes: tuple[Attribute, ...] = ()
    answer_sets: dict[Identifier, tuple[Option, ...]] = {}
    points: tuple[Point, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    standards: tuple[Standard, ...] = ()
    ratings: tuple[RatingBand, ...] = ()
    strata: tuple[Stratum, ...] = ()


class Definition(Manifest):
    """An instrument's version, complete: everything a case is scored, sampled and rated by.

    Questions stand in the order they are asked, which is that of the sections and of the lists in them.
    """

    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by their id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section each question is asked in, by question id."""
        return {id_: section for section in self.sections for id_ in section.questions}

    @cached_property
    def kinds(self) -> dict[str, dict[str, OptionKind]]:
        """What each option of each choice question means for counting, by question id and option value."""
        return {
            question.id: {option.value: option.kind for option in self.options(question)}
            for question in self.questions
        }

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options of a choice question, looked up in the answer sets if it names one."""
        if isinstance(question.answers, str):
            return self.answer_sets[question.answers]
        return question.answers or ()

    def in_section(self, section: Section) -> tuple[Question, ...]:
        """The questions of a section in the order they are asked."""
        return tuple(self.by_id[id_] for id_ in section.questions)


for _model in (AllOf, AnyOf, Not, Question, Stratum, Manifest, Definition):
    _model.model_rebuild()
