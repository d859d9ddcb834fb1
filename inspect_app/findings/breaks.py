"""The columns of a table: all cases first, then the cases with each value of one attribute."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.figures import Column
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.questionnaire.problems import UserError

TOTAL = "total"
NOT_RECORDED = ""


@dataclass(frozen=True)
class Break:
    """The groups the cases fall into: `group` holds each case's place among `columns[1:]`."""

    columns: tuple[Column, ...]
    group: NDArray[np.int64]

    @property
    def groups(self) -> int:
        """How many groups there are, the total not counted."""
        return len(self.columns) - 1


def no_break(matrix: AnswerMatrix) -> Break:
    """All cases in one column. Its one group is the total itself and makes no column of its own."""
    return Break((Column(TOTAL, "All cases", matrix.cases),), np.zeros(matrix.cases, dtype=np.int64))


def break_by(matrix: AnswerMatrix, attribute_id: str, language: str) -> Break:
    """One column per value of an attribute, after all cases.

    Values stand in the order of the attribute's options, or in alphabetical order when it has none; a last
    column holds cases without a value, so that the columns always add up to all cases.
    Raises UserError for an attribute the questionnaire does not have.
    """
    attribute = find_attribute(matrix.definition, attribute_id)
    values = [case.get(attribute.id, NOT_RECORDED) for case in matrix.attributes]
    labels = _labels(attribute, values, language)
    places = {value: place for place, value in enumerate(labels)}
    group = np.fromiter((places[value] for value in values), dtype=np.int64, count=len(values))
    cases = np.bincount(group, minlength=len(labels)).tolist()
    columns = tuple(Column(value, label, cases[places[value]]) for value, label in labels.items())
    return Break((Column(TOTAL, "All cases", matrix.cases), *columns), group)


def find_attribute(definition: Definition, attribute_id: str) -> Attribute:
    """The attribute with an id. Raises UserError naming those there are."""
    for attribute in definition.attributes:
        if attribute.id == attribute_id:
            return attribute
    known = ", ".join(attribute.id for attribute in definition.attributes) or "none"
    raise UserError(f"There is no case attribute “{attribute_id}”. This questionnaire has: {known}.")


def _labels(attribute: Attribute, values: list[str], language: str) -> dict[str, str]:
    labels = {option.value: option.label.into(language) for option in attribute.options}
    others = sorted(set(values) - set(labels) - {NOT_RECORDED})
    labels |= {value: value for value in others}
    return labels | ({NOT_RECORDED: "Not recorded"} if NOT_RECORDED in values else {})
