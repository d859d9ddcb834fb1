"""What a questionnaire is: the typed form of an instrument's definition."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from inspect_app.questionnaire.fingerprint import fingerprint
from inspect_app.questionnaire.part import Identifier, InstrumentId, Limit, Part, VersionNumber
from inspect_app.questionnaire.rating import RatingBand, RatingRules, Standard
from inspect_app.questionnaire.routing import Condition
from inspect_app.questionnaire.scheme import Sampling, Stratum
from inspect_app.questionnaire.text import Text


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
    alone: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether it rules the other options of a `choices` question out, as "none of these" does."""
        return self.alone or self.kind is not OptionKind.ANSWER


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


class System(Part):
    """A place where records of a case are kept, which evidence is cited from."""

    id: Identifier
    label: Text


SYSTEMS = tuple(
    System(id=id_, label=Text(label))
    for id_, label in (
        ("nomis", "NOMIS"),
        ("oasys", "OASys"),
        ("ndelius", "nDelius"),
        ("front_sheet", "Front sheet"),
        ("tracker", "Through the Gate tracker"),
        ("email", "Email"),
        ("interview", "Interview"),
    )
)
"""Where the records of one case lived in the inspections of 2016 and 2017."""


class Section(Part):
    """A page of questions, all belonging to one assessment point."""

    id: Identifier
    title: Text
    point: Identifier
    questions: tuple[Identifier, ...] = Field(min_length=1)


class Manifest(Part):
    """An instrument's version without its questions: instrument.yaml, scheme.yaml and ratings.yaml."""

    id: InstrumentId
    version: VersionNumber
    text_revision: int = Field(1, ge=1)
    title: Text
    unit: Literal["case"] = "case"
    attributes: tuple[Attribute, ...] = ()
    answer_sets: dict[Identifier, tuple[Option, ...]] = Field(default_factory=dict)
    systems: tuple[System, ...] = Field(SYSTEMS, min_length=1)
    points: tuple[Point, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    standards: tuple[Standard, ...] = ()
    ratings: tuple[RatingBand, ...] = ()
    rating_rules: RatingRules = RatingRules()
    strata: tuple[Stratum, ...] = ()
    sampling: Sampling = Sampling()


class Definition(Manifest):
    """An instrument's version, complete: everything a case is scored, sampled and rated by.

    Questions stand in the order they are asked, which is that of the sections and of the lists in them.
    """

    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def structure_hash(self) -> str:
        """What names this version's structure for good (see `fingerprint`)."""
        return fingerprint(self)

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

    @cached_property
    def for_scripts(self) -> list[dict[str, object]]:
        """What the scripts of a page need to tell what is asked: every question without its words."""
        return [
            {
                "id": question.id,
                "type": question.type.value,
                "section": self.section_of[question.id].id,
                "required": question.required,
                "ask_when": _written(question.ask_when) if question.ask_when else None,
                "comment": _written(question.comment),
                "sufficient": question.key_question.sufficient if question.key_question else None,
                "options": [
                    {"value": option.value, "kind": option.kind.value, "alone": option.stands_alone}
                    for option in self.options(question)
                ],
            }
            for question in self.questions
        ]

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options of a choice question, looked up in the answer sets if it names one."""
        if isinstance(question.answers, str):
            return self.answer_sets[question.answers]
        return question.answers or ()

    def in_section(self, section: Section) -> tuple[Question, ...]:
        """The questions of a section in the order they are asked."""
        return tuple(self.by_id[id_] for id_ in section.questions)


def _written(part: Part) -> dict[str, object]:
    """A part as it is written in a file, in JSON's types."""
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)
