"""The design that estimates go by: how many cases each stratum holds, and how many of them were read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inspect_app.findings.cubes import Strata
from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.matrix import NOT_RECORDED, AnswerMatrix, Fact

NOT_OF_POPULATION = frozenset({"transferred", "outside_period", "not_eligible", "same_person"})
"""Reasons for replacing a case that was drawn although it is none of those the inspection is about.

Such a case is part of the sample, outside every question. Cases replaced for other reasons were not read and
say nothing; the reserves in their place count like cases drawn at first.
"""
OUTSIDE_THE_DRAW = "outside the draw"
"""The stratum of cases that somebody took beside the draw: it stands for no others, so they weigh nothing."""


@dataclass(frozen=True)
class SampledStratum:
    """A stratum of the draw: the cases it holds, and those drawn from it that were not of the population."""

    population: int
    not_of_population: int = 0


@dataclass(frozen=True)
class SampleFacts:
    """How the cases were drawn, for estimates. `label` says it in a few words."""

    strata: Mapping[str, SampledStratum]
    label: str = ""


@dataclass(frozen=True)
class SampleDesign:
    """The design, and the stratum in it of each case of a matrix."""

    design: Design
    strata: Strata
    label: str = ""

    def subset(self, kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> "SampleDesign":
        """The same design with some of the cases: the others stay in it, with nothing to add."""
        places = Strata(self.strata.places[kept], self.strata.number)
        return SampleDesign(self.design, places, self.label)


def design_of(matrix: AnswerMatrix, sample: SampleFacts | None) -> SampleDesign | None:
    """The design of the cases counted; None where no draw says how they were chosen.

    None, too, where a case is of a stratum that the draw does not have, or where a stratum gave more cases
    than it holds: then nobody knows what a case stands for.
    """
    return design_in(matrix.where.stratum, sample)


def design_in(stratum: Fact | None, sample: SampleFacts | None) -> SampleDesign | None:
    """The same, from the stratum of each case counted."""
    if sample is None or stratum is None or set(stratum.values) - {NOT_RECORDED} - set(sample.strata):
        return None
    ids = [*sample.strata, *([NOT_RECORDED] if NOT_RECORDED in stratum.values else [])]
    place_of = {id_: place for place, id_ in enumerate(ids)}
    moved = np.array([place_of[value] for value in stratum.values], dtype=np.intp)
    places = moved[stratum.places] if stratum.values else stratum.places
    read = np.bincount(places, minlength=len(ids)).tolist()
    strata = {}
    for id_, cases in zip(ids, read, strict=True):
        known = sample.strata.get(id_, SampledStratum(0))
        sampled = cases + known.not_of_population
        if sampled > known.population > 0 or (known.population <= 0 and id_ != NOT_RECORDED and sampled):
            return None
        strata[id_ or OUTSIDE_THE_DRAW] = Stratum(known.population, sampled)
    return SampleDesign(Design(strata), Strata(places, len(ids)), sample.label)
