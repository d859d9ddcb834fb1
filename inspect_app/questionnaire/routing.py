"""What a condition is: the typed form of the rules by which questions are asked and cases grouped."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from inspect_app.questionnaire.part import Identifier, Limit, Part


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
            raise ValueError(f"a test needs one of {names}; there are {len(given)}")
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
        return next(
            (f"{key} condition" for key, part in _CONDITIONS.items() if isinstance(value, part)), None
        )
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


for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()
