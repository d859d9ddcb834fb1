"""Cases counted by column of a table, by stratum and by code of the answer, in one pass a question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.matrix import AnswerMatrix, Places
from inspect_app.findings.populations import Population

Counts = NDArray[np.int64]
OUTSIDE = 3
"""The code of cases that a per cent is not out of, whatever their answer; no answer has it."""


@dataclass(frozen=True)
class Strata:
    """The stratum of each case by its place, and how many strata there are."""

    places: Places
    number: int


def one_stratum(matrix: AnswerMatrix) -> Strata:
    """All cases together."""
    return Strata(np.zeros(matrix.cases, dtype=np.intp), 1)


class Cube:
    """Counts columns of codes over one population and its strata; only cases of `base` keep their code."""

    def __init__(self, population: Population, strata: Strata, base: NDArray[np.bool_] | None = None) -> None:
        self.base = base
        self._total_alone = population.groups == 0
        self._shape = (max(population.groups, 1), strata.number)
        self._spot = population.group * strata.number + strata.places
        self._spots: dict[int, Places] = {}

    def count(self, codes: NDArray[np.int8], width: int, outside: int = OUTSIDE) -> Counts:
        """Cases by column (all cases first), stratum and code below `width`."""
        if self.base is not None:
            codes = np.where(self.base, codes, np.int8(outside))
        if width not in self._spots:
            self._spots[width] = self._spot * width
        groups, strata = self._shape
        flat = np.bincount(self._spots[width] + codes, minlength=groups * strata * width)
        broken = flat.reshape(groups, strata, width)
        if self._total_alone:
            return broken
        return np.concatenate([broken.sum(axis=0, keepdims=True), broken])
