"""The design of a stratified simple random sample: how many cases each stratum holds and gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Stratum:
    """How many cases a stratum holds, and how many of them are in the sample.

    Cases of a stratum that holds none were taken outside the draw: their weight is 0.
    """

    population: int
    sampled: int


class Design:
    """The strata of a sample in a settled order, as arrays of one entry per stratum."""

    def __init__(self, strata: Mapping[str, Stratum]) -> None:
        for id_, stratum in strata.items():
            if stratum.sampled < 0 or 0 < stratum.population < stratum.sampled or stratum.population < 0:
                raise ValueError(f"stratum {id_} has {stratum.sampled} of {stratum.population} cases")
        self.ids = tuple(strata)
        self.population = _integers([stratum.population for stratum in strata.values()])
        self.sampled = _integers([stratum.sampled for stratum in strata.values()])

    @cached_property
    def weights(self) -> Floats:
        """How many cases of the stratum each of its sampled cases stands for; 0 without a sampled case."""
        return self.population / np.maximum(self.sampled, 1) * (self.sampled > 0)

    @cached_property
    def unseen(self) -> Floats:
        """The share of the stratum that is not in the sample: the finite-population correction."""
        return (self.population - self.sampled) / np.maximum(self.population, 1) * (self.weights > 0)

    @cached_property
    def alone(self) -> Flags:
        """Strata with a single sampled case that hold more than that one."""
        return np.asarray((self.sampled == 1) & (self.population > 1))

    def beside(self, other: "Design") -> "Design":
        """One design of the strata of two samples drawn independently of each other."""
        strata = {
            f"{side}:{id_}": Stratum(int(population), int(sampled))
            for side, design in enumerate((self, other))
            for id_, population, sampled in zip(design.ids, design.population, design.sampled, strict=True)
        }
        return Design(strata)


def _integers(numbers: ArrayLike) -> Integers:
    return np.asarray(numbers, dtype=np.int64)
