"""The ratings of an inspection and of every area in its tree, each from its own cases, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from inspect_app.fieldwork.list_areas import AreaLine, list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.rate_inspection import (
    COUNTED,
    LANGUAGE,
    RatingBoard,
    rate_board,
    signed_off_matrix,
)
from inspect_app.findings.matrix import NOT_RECORDED, fact_of
from inspect_app.findings.populations import LEVELS
from inspect_app.findings.rate_cases import RatedCases, rate_pools
from inspect_app.findings.scale import Scale
from inspect_app.findings.sensitivity import OneCase, sensitivity
from inspect_app.findings.specs.words import ENGLISH
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import packed
from inspect_app.records.engine import Session

NAMES = tuple(getattr(ENGLISH.words, level).into(LANGUAGE) for level in LEVELS[1:])
"""What areas are called by how many they are within; whatever is within a team is a part of it."""


@dataclass(frozen=True)
class RatedArea:
    """An area with the ratings of its cases, those of all areas within it among them."""

    line: AreaLine
    rated: RatedCases
    scale: Scale

    @property
    def level(self) -> str:
        """Which level of the tree it is of."""
        return NAMES[self.line.depth] if self.line.depth < len(NAMES) else "Part of a team"

    @property
    def sensitivity(self) -> dict[str, tuple[OneCase, ...]]:
        """What one case judged otherwise would change, by standard."""
        return {each.id: sensitivity(self.scale, each) for each in self.rated.ratings}


@dataclass(frozen=True)
class AreaBoard:
    """The inspection's ratings, those of its areas in the order of the tree, and of no area how many cases.

    `without` are signed-off cases: they count in the inspection and in no area.
    """

    board: RatingBoard
    areas: tuple[RatedArea, ...]
    without: int

    def area(self, area: int) -> RatedArea:
        """One area by its id; NotThere when the inspection has none of it."""
        for each in self.areas:
            if each.line.id == area:
                return each
        raise NotThere("There is no such area in this inspection.")

    @property
    def whole(self) -> RatedCases:
        """The inspection beside its areas: without the standards that people judge, which they don't have."""
        by_figures = tuple(each.rating for each in self.board.standards if not each.judged)
        overall = self.board.overall.computed if self.board.overall else None
        return RatedCases(self.board.cases, by_figures, overall)

    def above(self, area: RatedArea) -> list[RatedArea]:
        """The areas that one is within, largest first."""
        whole = [area.line.path[:depth] for depth in range(1, area.line.depth + 1)]
        return [each for each in self.areas if each.line.path in whole]

    def parts(self, area: RatedArea) -> list[RatedArea]:
        """The areas right within one."""
        path = area.line.path
        return [each for each in self.areas if each.line.path[:-1] == path]


def rate_areas(session: Session, ref: str) -> AreaBoard:
    """Ratings by area, however many there are, from one reading; NotThere for an unknown inspection."""
    inspection = get_inspection(session, ref)
    matrix = signed_off_matrix(session, inspection)
    board = rate_board(session, inspection, matrix)
    lines = list_areas(session, ref).lines
    of_case = packed.areas(session, inspection.id, COUNTED)
    areas = (of_case[reference] for reference in matrix.references)
    fact = fact_of(NOT_RECORDED if area is None else str(area) for area in areas)
    pools = [_within(lines, place) for place in range(len(lines))]
    rated = rate_pools(matrix, fact, pools, LANGUAGE)
    found = (RatedArea(line, each, board.scale) for line, each in zip(lines, rated, strict=True))
    return AreaBoard(board, tuple(found), fact.counts().get(NOT_RECORDED, 0))


def _within(lines: Sequence[AreaLine], place: int) -> frozenset[str]:
    """An area with all areas within it, which follow it in the tree."""
    top = lines[place]
    within = takewhile(lambda line: line.depth > top.depth, lines[place + 1 :])
    return frozenset(str(line.id) for line in (top, *within))
