"""The columns of a table: all cases first, then groups that the cases fall into by one fact of theirs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Column
from inspect_app.findings.matrix import NOT_RECORDED, AnswerMatrix, Fact
from inspect_app.findings.specs.defaults import break_label, find_attribute
from inspect_app.findings.specs.model import ASSESSOR, Break, Level
from inspect_app.findings.specs.words import Phrasing, TableWords, in_sentence
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.questionnaire.problems import UserError

TOTAL = "total"
LEVELS: tuple[Level, ...] = ("inspection", "region", "unit", "team")
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


def break_named(definition: Definition, name: str) -> Break:
    """The break that tables name so. Raises UserError naming those there are."""
    if not any(attribute.id == name for attribute in definition.attributes):
        others = (*(Break(area=level) for level in LEVELS), Break(assessor=True), Break(point=True))
        found = {each.name: each for each in others}
        if name not in found:
            known = ", ".join([*(attribute.id for attribute in definition.attributes), *found])
            raise UserError(f"Tables cannot be broken down by “{name}”. They can be by: {known}.")
        return found[name]
    return Break(attribute=name)


def group_names(definition: Definition, words: TableWords) -> dict[str, str]:
    """What cases can be told apart by, by the names of breaks, attributes first."""
    attributes = {each.id: each.label.into() for each in definition.attributes}
    areas = {f"area.{level}": f"Area: {getattr(words, level).into().lower()}" for level in LEVELS[1:]}
    return {**attributes, **(areas | {ASSESSOR: words.assessor.into()} | attributes)}


def population(matrix: AnswerMatrix, by: Break | None, phrasing: Phrasing) -> Population:
    """The columns of a table about the cases of a matrix.

    A break by point has none here but the total: every question belongs to one point whatever the case.
    Raises UserError for an attribute the questionnaire does not have.
    """
    words, language = phrasing.words, phrasing.language
    label = in_sentence(break_label(matrix.definition, words, by)).into(language) if by else ""
    everybody = Column(TOTAL, words.all_cases.into(language), matrix.cases)
    if by is None or by.point:
        return Population(by.name if by else None, label, (everybody,), np.zeros(matrix.cases, dtype=np.intp))
    fact, groups = _groups(matrix, by, phrasing)
    places = {value: place for place, value in enumerate(groups)}
    moved = np.array([places[value] for value in fact.values], dtype=np.intp)
    group = moved[fact.places] if fact.values else fact.places
    cases = np.bincount(group, minlength=len(groups)).tolist()
    columns = (Column(value, text, cases[places[value]]) for value, text in groups.items())
    return Population(by.name, label, (everybody, *columns), group.astype(np.intp))


def _groups(matrix: AnswerMatrix, by: Break, phrasing: Phrasing) -> tuple[Fact, dict[str, str]]:
    """The fact that cases are told apart by, and what each of its values is called, in order."""
    words, language = phrasing.words, phrasing.language
    if by.attribute is not None:
        attribute = find_attribute(matrix.definition, by.attribute)
        fact = matrix.attribute(attribute.id)
        return fact, _labels(attribute, fact, phrasing)
    if by.area is not None:
        return _by_area(matrix, by.area, phrasing)
    people, fact = matrix.where.people, matrix.where.assessor or _unknown(matrix)
    readers = sorted((value for value in fact.values if value), key=lambda id_: (people.get(id_, id_), id_))
    return fact, {id_: people.get(id_, id_) for id_ in readers} | _left(fact, words.nobody.into(language))


def _labels(attribute: Attribute, fact: Fact, phrasing: Phrasing) -> dict[str, str]:
    """Values in the order of the options, others in alphabetical order, those without a value last."""
    language = phrasing.language
    labels = {option.value: option.label.into(language) for option in attribute.options}
    others = sorted(set(fact.values) - set(labels) - {NOT_RECORDED})
    return (
        labels | {value: value for value in others} | _left(fact, phrasing.words.not_recorded.into(language))
    )


def _by_area(matrix: AnswerMatrix, level: str, phrasing: Phrasing) -> tuple[Fact, dict[str, str]]:
    """One column for each area of a level, in alphabetical order; areas within it count as part of it."""
    depth = LEVELS.index(level)
    fact = matrix.where.area or _unknown(matrix)
    paths = {value: matrix.where.paths.get(value, ()) for value in fact.values}
    if depth == 0:
        at_level = dict.fromkeys(fact.values, level)
        labels = {level: phrasing.words.whole_inspection.into(phrasing.language)}
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
        labels[NOT_RECORDED] = phrasing.words.none_of_these.into(phrasing.language)
    return Fact(tuple(at_level[value] for value in fact.values), fact.places), labels


def _left(fact: Fact, label: str) -> dict[str, str]:
    return {NOT_RECORDED: label} if NOT_RECORDED in fact.values else {}


def _unknown(matrix: AnswerMatrix) -> Fact:
    return Fact((NOT_RECORDED,) * bool(matrix.cases), np.zeros(matrix.cases, dtype=np.intp))
