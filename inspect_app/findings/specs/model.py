"""What a table definition is: the typed form of one table of tables.yaml, and of the whole file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from inspect_app.findings.figures import TableKind
from inspect_app.findings.specs.words import TableWords
from inspect_app.questionnaire.part import Identifier, InstrumentId, Part
from inspect_app.questionnaire.routing import Condition
from inspect_app.questionnaire.text import Text

LOW_BASE = 10
"""A figure out of fewer cases is marked [low] where a file says nothing else."""

TableId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=200)]


ASSESSOR = "assessor"
POINT = "point"
Level = Literal["inspection", "region", "unit", "team"]
"""A depth of the tree of areas; the first is the inspection itself."""


class Measure(StrEnum):
    """What the figures of a table say about the cases."""

    COUNT = "count"
    PER_CENT_JUDGED = "per_cent_judged"
    PER_CENT_ASKED = "per_cent_asked"
    MEAN = "mean"
    MEDIAN = "median"


class Interval(StrEnum):
    """Which interval stands beside an estimate."""

    LOGIT = "logit"
    KORN_GRAUBARD = "korn_graubard"
    WILSON = "wilson"
    NONE = "none"


class OneOf(Part):
    """Base of what is told apart by the one key it has."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        names = [*type(self).model_fields]
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"this needs one of {', '.join(names)}; there are {len(given)}")
        return self


class GroupPart(Part):
    """Answers to one question that belong to a group."""

    question: Identifier
    options: tuple[Identifier, ...] = Field(min_length=1)


class Group(Part):
    """Answers counted together as one row. Parts at different assessment points are the same at each."""

    id: Identifier
    label: Text
    parts: tuple[GroupPart, ...] = Field(min_length=1)


def _form_of_names(value: object) -> str | None:
    if value == "all":
        return "every one"
    return "list of names" if isinstance(value, list | tuple) else None


NamesOrAll = Annotated[
    Annotated[Literal["all"], Tag("every one")]
    | Annotated[tuple[Identifier, ...], Field(min_length=1), Tag("list of names")],
    Discriminator(
        _form_of_names,
        custom_error_type="names",
        custom_error_message="this must be a list of names, or the word all",
    ),
]


class RowsOf(OneOf):
    """Rows of a table: every answer of questions or of a section's, or the share judged sufficient.

    `sections` stand for all questions in them, each shown as suits it; `key_questions` have one row each.
    """

    questions: NamesOrAll | None = None
    sections: NamesOrAll | None = None
    key_questions: NamesOrAll | None = None
    group: Group | None = None


class Break(OneOf):
    """What the columns after the first are: a fact of the cases, or the point a question belongs to.

    `area` names a depth of the tree of areas: region within the inspection, unit within it, then team.
    """

    attribute: Identifier | None = None
    area: Level | None = None
    assessor: Literal[True] | None = None
    point: Literal[True] | None = None

    @property
    def name(self) -> str:
        """How tables name it: an attribute's id, "area.unit" and the like, "assessor" or "point"."""
        if self.area is not None:
            return f"area.{self.area}"
        return self.attribute or (ASSESSOR if self.assessor else POINT)


class AttributeWeight(Part):
    """Each case counts as many times as the number in this attribute says."""

    attribute: Identifier


def _form_of_weight(value: object) -> str | None:
    if isinstance(value, str):
        return "word"
    return "attribute" if isinstance(value, Mapping | AttributeWeight) else None


Weight = Annotated[
    Annotated[Literal["none", "design"], Tag("word")] | Annotated[AttributeWeight, Tag("attribute")],
    Discriminator(
        _form_of_weight,
        custom_error_type="weight",
        custom_error_message="this must be none, design, or {attribute: ...}",
    ),
]


class TableDefinition(Part):
    """What a table holds, before anything is counted. `id` stays the same from one snapshot to the next.

    `filter` says which cases the table is about, `base` which of them its per cents are out of. `instrument`
    None is for any that has all that is named. `kind` None is a table that a file defines.
    """

    id: TableId
    title: Text
    subtitle: Text | None = None
    rows: tuple[RowsOf, ...] = Field(min_length=1)
    break_: Break | None = Field(None, alias="break")
    base: Condition | None = None
    filter: Condition | None = None
    measure: Measure = Measure.PER_CENT_JUDGED
    weight: Weight = "none"
    interval: Interval = Interval.LOGIT
    low_base: int = Field(LOW_BASE, ge=0)
    notes: tuple[Text, ...] = ()
    source: Text | None = None
    instrument: InstrumentId | None = None
    kind: TableKind | None = None


class OwnTable(TableDefinition):
    """A table as it is written in tables.yaml, where no id has a point and no kind is given."""

    id: Identifier
    kind: None = None


class TableFile(Part):
    """What stands in tables.yaml. Tables that don't say so themselves take the file's `low_base`."""

    default_tables: bool = True
    low_base: int = Field(LOW_BASE, ge=0)
    words: TableWords = TableWords()
    tables: tuple[OwnTable, ...] = ()
