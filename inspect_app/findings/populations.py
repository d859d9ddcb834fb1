"""The columns of a table: all cases first, then groups that the cases fall into by one fact of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Column
from inspect_app.findings.matrix import NOT_RECORDED, AnswerMatrix, Fact
from inspect_app.findings.specs.model import Break
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.questionnaire.problems import UserError

TOTAL = "total"
POINT = "point"
ASSESSOR = "assessor"
LEVELS = ("inspection", "region", "unit", "team")
"""The depths of the tree of areas; the first is the inspection itself."""


@dataclass(frozen=True)
class Population:
    """The groups the cases fall into: `group` holds each case's place among `columns[1:]`.

    `id` says by which fact they are told apart, and `label` names it within a sentence. Without a break all
    cases make one group, which has no column of its own.
    """

    id: str | None
    label: str
    columns: tuple[Column, ...]
    group: NDArray[np.intp]

    @property
    def groups(self) -> int:
        """How many groups there are, the total not counted."""
        return len(self.columns) - 1


def break_id(by: Break | None) -> str | None:
    """How tables name what they are broken by."""
    if by is None or by.attribute is not None:
        return None if by is None else by.attribute
    if by.area is not None:
        return f"area.{by.area}"
    return ASSESSOR if by.assessor else POINT


def population(matrix: AnswerMatrix, by: Break | None, language: str) -> Population:
    """The columns of a table about the cases of a matrix.

    A break by point has none here but the total: every question belongs to one point whatever the case.
    Raises UserError for an attribute the questionnaire does not have.
    """
    if by is None or by.point:
        everybody = Column(TOTAL, "All cases", matrix.cases)
        return Population(break_id(by), "", (everybody,), np.zeros(matrix.cases, dtype=np.intp))
    if by.attribute is not None:
        attribute = find_attribute(matrix.definition, by.attribute)
        fact = matrix.attribute(attribute.id)
        return _grouped(matrix, by, fact, _labels(attribute, fact, language), named(attribute, language))
    if by.area is not None:
        return _by_area(matrix, by, by.area)
    people, assessor = matrix.where.people, matrix.where.assessor
    fact = assessor or _unknown(matrix)
    readers = sorted((value for value in fact.values if value), key=lambda id_: (people.get(id_, id_), id_))
    labels = {id_: people.get(id_, id_) for id_ in readers} | _left(fact, "Nobody")
    return _grouped(matrix, by, fact, labels, "assessor")


def find_attribute(definition: Definition, attribute_id: str) -> Attribute:
    """The attribute with an id. Raises UserError naming those there are."""
    for attribute in definition.attributes:
        if attribute.id == attribute_id:
            return attribute
    known = ", ".join(attribute.id for attribute in definition.attributes) or "none"
    raise UserError(f"There is no case attribute “{attribute_id}”. This questionnaire has: {known}.")


def named(attribute: Attribute, language: str) -> str:
    """An attribute's name within a sentence: "sex", but "LDU"."""
    label = attribute.label.into(language)
    return f"{label[:1].lower()}{label[1:]}" if label[1:2].islower() else label


def _grouped(
    matrix: AnswerMatrix, by: Break, fact: Fact, labels: Mapping[str, str], label: str
) -> Population:
    places = {value: place for place, value in enumerate(labels)}
    moved = np.array([places[value] for value in fact.values], dtype=np.intp)
    group = moved[fact.places] if fact.values else fact.places
    cases = np.bincount(group, minlength=len(labels)).tolist()
    columns = [Column(value, text, cases[places[value]]) for value, text in labels.items()]
    return Population(
        break_id(by), label, (Column(TOTAL, "All cases", matrix.cases), *columns), group.astype(np.intp)
    )


def _labels(attribute: Attribute, fact: Fact, language: str) -> dict[str, str]:
    """Values in the order of the options, others in alphabetical order, those without a value last."""
    labels = {option.value: option.label.into(language) for option in attribute.options}
    others = sorted(set(fact.values) - set(labels) - {NOT_RECORDED})
    return labels | {value: value for value in others} | _left(fact, "Not recorded")


def _by_area(matrix: AnswerMatrix, by: Break, level: str) -> Population:
    """One column for each area of a level, in alphabetical order; areas within it count as part of it."""
    depth = LEVELS.index(level)
    fact = matrix.where.area or _unknown(matrix)
    paths = {value: matrix.where.paths.get(value, ()) for value in fact.values}
    if depth == 0:
        at_level = dict.fromkeys(fact.values, level)
        labels = {level: "The whole inspection"}
    else:
        of_level = {path[depth - 1] for path in paths.values() if len(path) >= depth}
        labels = {
            area.id: area.name
            for area in sorted(of_level, key=lambda area: (area.name, len(area.id), area.id))
        }
        at_level = {
            value: path[depth - 1].id if len(path) >= depth else NOT_RECORDED for value, path in paths.items()
        }
    if NOT_RECORDED in at_level.values():
        labels[NOT_RECORDED] = "None of these"
    values = tuple(at_level[value] for value in fact.values)
    return _grouped(matrix, by, Fact(values, fact.places), labels, level)


def _left(fact: Fact, label: str) -> dict[str, str]:
    return {NOT_RECORDED: label} if NOT_RECORDED in fact.values else {}


def _unknown(matrix: AnswerMatrix) -> Fact:
    return Fact((NOT_RECORDED,) * bool(matrix.cases), np.zeros(matrix.cases, dtype=np.intp))
