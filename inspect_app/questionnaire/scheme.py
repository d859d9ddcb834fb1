"""How a version's sample is drawn: strata, splits, cap, exclusions and reasons, as data in scheme.yaml."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from inspect_app.questionnaire.part import Identifier, Part
from inspect_app.questionnaire.routing import Condition
from inspect_app.questionnaire.text import Text

Split = Literal["cluster", "ldu", "officer"]
Rule = Literal["contains", "after_list", "not_one_of", "same_person", "attribute"]
Count = Annotated[int, Field(ge=1)]

_NEEDS: dict[Rule, frozenset[str]] = {
    "contains": frozenset({"columns", "values"}),
    "after_list": frozenset({"columns"}),
    "not_one_of": frozenset({"columns", "values"}),
    "same_person": frozenset(),
    "attribute": frozenset({"when"}),
}


class Stratum(Part):
    """A named group of the frame; a case belongs to the first stratum whose condition it meets."""

    id: Identifier
    title: Text
    when: Condition


class Exclusion(Part):
    """A rule that leaves rows of a long list out of the frame; `title` is the reason people read.

    `contains`: a column holds one of the values. `after_list`: a date is later than the list.
    `not_one_of`: a column is none of the values. `same_person`: an earlier row is the same person's.
    `attribute`: the condition `when` on the case's attributes holds.
    """

    id: Identifier
    title: Text
    rule: Rule
    columns: tuple[Identifier, ...] = ()
    values: tuple[str, ...] = ()
    when: Condition | None = None

    @model_validator(mode="after")
    def _what_the_rule_needs(self) -> Self:
        needed = _NEEDS[self.rule]
        given = {name for name in ("columns", "values", "when") if getattr(self, name)}
        if given != needed:
            names = " and ".join(sorted(needed)) or "nothing more"
            raise ValueError(f"the rule {self.rule} needs {names}")
        return self


class Reason(Part):
    """Why a case can be replaced; with `needs_words` a person must say more."""

    id: Identifier
    title: Text
    needs_words: bool = False


EXCLUSIONS = (
    Exclusion(
        id="restricted",
        title=Text("restricted record"),
        rule="contains",
        columns=("family_name", "first_names"),
        values=("*",),
    ),
    Exclusion(
        id="future_start",
        title=Text("start date in the future"),
        rule="after_list",
        columns=("start_date",),
    ),
    Exclusion(
        id="gender",
        title=Text("gender missing or not stated"),
        rule="not_one_of",
        columns=("gender",),
        values=("male", "m", "female", "f"),
    ),
    Exclusion(id="duplicate", title=Text("duplicate"), rule="same_person"),
)
"""The published exclusions. Versions that say nothing else depend on them: they are never changed."""

REASONS = (
    *(
        Reason(id=id_, title=Text(title))
        for id_, title in (
            ("no_file", "The file can’t be found"),
            ("not_in_time", "The file isn’t available in time"),
            ("transferred", "The case was transferred out before the period"),
            ("outside_period", "The sentence is outside the period"),
            ("not_eligible", "The sentence type or the person isn’t eligible"),
            ("restricted", "The record is restricted"),
            ("same_person", "The same person is in the sample twice"),
            ("conflict", "Conflict of interest"),
            ("died", "The person has died"),
        )
    ),
    Reason(id="other", title=Text("Another reason"), needs_words=True),
)
"""Reasons for replacing a case where a version names none of its own; they are never changed either."""


class Sampling(Part):
    """What a plan starts from and what a draw goes by. `cap` is the most cases of one officer.

    `confidence`, `margin` and `buffer` are per cent; `minimum` and `maximum` bound a computed size.
    """

    splits: tuple[Split, ...] = ("cluster", "ldu", "officer")
    cap: int = Field(6, ge=1)
    buffer: int = Field(20, ge=0, le=1_000)
    confidence: int = Field(80, ge=50, le=99)
    margin: int = Field(5, ge=1, le=50)
    minimum: Count | None = None
    maximum: Count | None = None
    exclusions: tuple[Exclusion, ...] = EXCLUSIONS
    replacement_reasons: tuple[Reason, ...] = Field(REASONS, min_length=1)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if len(set(self.splits)) < len(self.splits) or "officer" in self.splits[:-1]:
            raise ValueError("each split is named once, and officer is the last")
        if self.minimum and self.maximum and self.minimum > self.maximum:
            raise ValueError("the minimum is above the maximum")
        return self


class Scheme(Sampling):
    """What stands in scheme.yaml."""

    strata: tuple[Stratum, ...] = ()
