"""The packed answers of many cases, stacked into one matrix that can be counted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspect_app.questionnaire.codes import layout
from inspect_app.questionnaire.model import Definition

CaseRow = tuple[str, Mapping[str, str], bytes, bytes]


@dataclass(frozen=True)
class AnswerMatrix:
    """The answers that count, one row a case in order of reference.

    `codes` is cases × columns (int8, the codes of questionnaire.codes), `numbers` cases × numeric questions
    (float64; numbers in the question's own unit, dates in days since 1970-01-01, NaN where there is none).
    """

    definition: Definition
    structure_hash: str
    references: tuple[str, ...]
    attributes: tuple[Mapping[str, str], ...]
    codes: NDArray[np.int8]
    numbers: NDArray[np.float64]

    @cached_property
    def _column_of(self) -> dict[tuple[str, str | None], int]:
        columns = layout(self.definition).columns
        return {(column.question, column.option): place for place, column in enumerate(columns)}

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {question: place for place, question in enumerate(layout(self.definition).numbers)}

    @property
    def cases(self) -> int:
        """How many cases are counted."""
        return len(self.references)

    def column(self, question: str, option: str | None = None) -> NDArray[np.int8]:
        """One column of codes: a question's own, or one option's of a `choices` question."""
        return self.codes[:, self._column_of[question, option]]

    def number(self, question: str) -> NDArray[np.float64]:
        """The numbers of one numeric or date question."""
        return self.numbers[:, self._number_of[question]]


def stack(definition: Definition, rows: Sequence[CaseRow]) -> AnswerMatrix:
    """Stack (reference, attributes, codes, numbers) of cases, in any order.

    Raises ValueError when a case is packed for another definition (its codes have another length) or when a
    reference comes twice: both are faults of the programme.
    """
    shape = layout(definition)
    ordered = sorted(rows, key=lambda row: row[0])
    references = tuple(row[0] for row in ordered)
    if len(set(references)) != len(references):
        raise ValueError("A case is counted twice.")
    codes = _stacked([row[2] for row in ordered], len(shape.columns), np.dtype(np.int8))
    numbers = _stacked([row[3] for row in ordered], len(shape.numbers), np.dtype("<f8"))
    return AnswerMatrix(
        definition,
        definition.structure_hash,
        references,
        tuple(row[1] for row in ordered),
        # Counting reads whole columns, so columns lie together in memory.
        np.asfortranarray(codes.astype(np.int8, copy=False)),
        np.asfortranarray(numbers.astype(np.float64, copy=False)),
    )


def _stacked(packed: list[bytes], width: int, kind: np.dtype[np.generic]) -> NDArray[np.generic]:
    for one in packed:
        if len(one) != width * kind.itemsize:
            raise ValueError(f"A case is packed in {len(one)} bytes, not {width * kind.itemsize}.")
    return np.frombuffer(b"".join(packed), dtype=kind).reshape(len(packed), width)
