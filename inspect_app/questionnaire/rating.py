"""How a version is rated: bands, standards and rules, as data in ratings.yaml."""

from typing import Literal, Self

from pydantic import Field, model_validator

from inspect_app.questionnaire.part import Identifier, Part
from inspect_app.questionnaire.text import Text

Rounding = Literal["half_up", "exact"]


class Standard(Part):
    """A standard and the key questions that decide it; with `judgement`, people rate it and not figures."""

    id: Identifier
    title: Text
    key_questions: tuple[Identifier, ...] = ()
    judgement: bool = False
    contributes: bool = True

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.judgement == bool(self.key_questions):
            raise ValueError("a standard has key_questions, or says judgement: true, and not both")
        return self


class RatingBand(Part):
    """A rating: the lowest whole per cent that earns it, its words and its points."""

    id: Identifier
    title: Text
    words: Text
    at_least: int = Field(ge=0, le=100)
    points: int = Field(ge=0)


class RatingRules(Part):
    """How figures become ratings, and what a panel is told to weigh.

    `half_up` bands the whole per cent, halves rounded up, and `exact` the share itself. The `lowest` key
    question decides a standard; overall, a rating ends at the `midpoints` between the points of bands. A
    standard is rated once a key question has `fewest_cases` judged cases. The panel is told of a score within
    `near_boundary` points of a boundary and of a key question that rests on `few_cases` or fewer.
    """

    rounding: Rounding = "half_up"
    decides: Literal["lowest"] = "lowest"
    overall: Literal["midpoints"] = "midpoints"
    fewest_cases: int = Field(1, ge=1)
    near_boundary: int = Field(5, ge=0, le=100)
    few_cases: int = Field(5, ge=0)


class RatingScheme(RatingRules):
    """What stands in ratings.yaml."""

    bands: tuple[RatingBand, ...] = ()
    standards: tuple[Standard, ...] = ()
