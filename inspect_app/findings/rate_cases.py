"""Everything rated of some cases: computed from them pooled, and decided beside it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from inspect_app.findings.counts import Tally
from inspect_app.findings.decisions import (
    Decided,
    DecidedOverall,
    Decision,
    decide,
    decide_overall,
    last_of_each,
    standing,
)
from inspect_app.findings.figures import Column, OverallRating, Rating
from inspect_app.findings.matrix import AnswerMatrix, Fact
from inspect_app.findings.populations import TOTAL, Population
from inspect_app.findings.ratings import rate_overall, rate_standards
from inspect_app.findings.scale import scale_of


@dataclass(frozen=True)
class RatedCases:
    """The ratings of some cases; without standards there are none, and no overall one."""

    cases: int
    ratings: tuple[Rating, ...]
    overall: OverallRating | None


@dataclass(frozen=True)
class DecidedRatings:
    """The ratings of an inspection with what people decided of each and of the whole."""

    standards: tuple[Decided, ...]
    overall: DecidedOverall | None

    @property
    def computed(self) -> tuple[Rating, ...]:
        """The ratings alone."""
        return tuple(each.rating for each in self.standards)


def rate_cases(matrix: AnswerMatrix, decisions: Sequence[Decision] | None, language: str) -> DecidedRatings:
    """Every standard rated from all cases of the matrix, with what stands of the decisions.

    None in place of decisions leaves out the standards that people rate.
    """
    definition, stand = matrix.definition, standing(decisions or ())
    last = last_of_each(decisions or ())
    judged = None if decisions is None else {subject: each.band for subject, each in last.items()}
    tally = _tally(matrix, Fact((), np.zeros(matrix.cases, dtype=np.intp)))
    ratings = rate_standards(tally, language, judged)
    scale = scale_of(definition, language)
    decided = decide(scale, ratings, stand)
    overall = rate_overall(ratings, definition.ratings, language)
    return DecidedRatings(decided, decide_overall(scale, overall, decided, stand) if overall else None)


def rate_pools(
    matrix: AnswerMatrix, fact: Fact, pools: Iterable[Collection[str]], language: str
) -> list[RatedCases]:
    """The same of the cases that have any of some values of a fact, pool by pool; cases may be in several.

    Each is rated from its own cases as if there were no others, and not from the ratings of its parts.
    Standards that people rate are left out: they are judged of the inspection.
    """
    tally = _tally(matrix, fact)
    cases = fact.counts()
    found = []
    for pool in pools:
        places = [place for place, value in enumerate(fact.values, start=1) if value in pool]
        ratings = rate_standards(tally, language, None, places)
        overall = rate_overall(ratings, matrix.definition.ratings, language)
        found.append(RatedCases(sum(cases.get(value, 0) for value in pool), ratings, overall))
    return found


def _tally(matrix: AnswerMatrix, fact: Fact) -> Tally:
    """Counts all cases, and those with each value of a fact; its columns need no names."""
    columns = (Column(TOTAL, "", matrix.cases), *(Column(each, "", None) for each in fact.values))
    return Tally(matrix, Population(None, "", columns, fact.places))
