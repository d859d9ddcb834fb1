"""What a questionnaire is: the typed form of an instrument's definition."""

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from inspect_app.questionnaire.text import Text

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
InstrumentId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
VersionNumber = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*$", max_length=20)]


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


class QuestionTest(Part):
    """A test of one question's answer; exactly one operator is given."""

    question: Identifier
    is_: str | None = Field(None, alias="is")
    any_of: tuple[str, ...] | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    answered: Literal[True] | None = None


class AttributeTest(Part):
    """A test of one case attribute; exactly one operator is given."""

    attribute: Identifier
    is_: str | None = Field(None, alias="is")
    any_of: tuple[str, ...] | None = None


class AllOf(Part):
    """True when every condition is."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Part):
    """True when at least one condition is."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Not(Part):
    """True when the condition is false."""

    not_: "Condition" = Field(alias="not")


Condition = AllOf | AnyOf | Not | QuestionTest | AttributeTest


class CommentRule(Part):
    """Whether a comment may or must go with an answer, and for which answers it must."""

    use: Literal["never", "optional", "required"] = "optional"
    required_for: tuple[str, ...] = ()


class KeyQuestion(Part):
    """Marks a question as a key question and names the answers that are sufficient."""

    sufficient: tuple[str, ...] = Field(min_length=1)


class Question(Part):
    """One question. `answers` names an answer set or lists options; numbers and dates may have limits."""

    id: Identifier
    type: QuestionType
    text: Text
    guidance: Text | None = None
    answers: Identifier | tuple[Option, ...] | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
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


class Definition(Part):
    """An instrument's version, complete: everything a case is scored, sampled and rated by."""

    id: InstrumentId
    version: VersionNumber
    title: Text
    unit: Literal["case"] = "case"
    attributes: tuple[Attribute, ...] = ()
    answer_sets: dict[Identifier, tuple[Option, ...]] = {}
    points: tuple[Point, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    standards: tuple[Standard, ...] = ()
    ratings: tuple[RatingBand, ...] = ()
    strata: tuple[Stratum, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by their id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section each question is asked in, by question id."""
        return {id_: section for section in self.sections for id_ in section.questions}

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options of a choice question, looked up in the answer sets if it names one."""
        if isinstance(question.answers, str):
            return self.answer_sets[question.answers]
        return question.answers or ()

    def in_section(self, section: Section) -> tuple[Question, ...]:
        """The questions of a section in the order they are asked."""
        return tuple(self.by_id[id_] for id_ in section.questions)


for _model in (AllOf, AnyOf, Not, Question, Stratum, Definition):
    _model.model_rebuild()
