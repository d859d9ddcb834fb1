"""Ratings of areas are those of their own cases pooled, whatever their parts came to."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.matrix import fact_of
from inspect_app.findings.rate_cases import rate_pools
from tests.unit.findings.small_instrument import CASES, Case, answered, matrix_of, snapshot_of

AREAS = ("", "north", "leeds", "leeds a", "leeds b", "york")
POOLS = (("north", "leeds", "leeds a", "leeds b", "york"), ("leeds", "leeds a", "leeds b"), ("york",), ())


@given(CASES, st.data())
def test_an_area_is_rated_as_an_inspection_of_its_cases_alone_would_be(
    cases: list[Case], data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.sampled_from(AREAS), min_size=len(cases), max_size=len(cases)))
    found = rate_pools(matrix_of(cases), fact_of(places), POOLS, "en")
    for pool, rated in zip(POOLS, found, strict=True):
        own = [case for case, place in zip(cases, places, strict=True) if place in pool]
        alone = snapshot_of(own, judgements=None)
        assert (rated.cases, rated.ratings, rated.overall) == (len(own), alone.ratings, alone.overall)


def rated(count: Callable[[str], bool], places: list[str]) -> list[tuple[int, str | None, int | None]]:
    """The standard "planning" of the areas that count, by pool."""
    cases = answered("plan_enough", fully=4, no=4)
    pools = [[area for area in AREAS if count(area)], ["york"], list(AREAS)]
    found = rate_pools(matrix_of(cases), fact_of(places), pools, "en")
    return [(each.cases, each.ratings[0].band, each.ratings[0].per_cent) for each in found]


def test_a_moved_case_changes_both_areas_and_not_the_whole() -> None:
    before = rated(lambda area: area.startswith("leeds"), ["leeds a"] * 5 + ["york"] * 3)
    after = rated(lambda area: area.startswith("leeds"), ["york"] + ["leeds a"] * 4 + ["york"] * 3)
    assert before == [(5, "outstanding", 80), (3, "inadequate", 0), (8, "requires_improvement", 50)]
    assert after == [(4, "good", 75), (4, "inadequate", 25), (8, "requires_improvement", 50)]


def test_an_area_without_a_judged_case_is_not_rated_and_says_why() -> None:
    [pool] = rate_pools(matrix_of([]), fact_of([]), [["york"]], "en")
    assert pool.cases == 0
    assert {rating.band for rating in pool.ratings} == {None}
    assert pool.ratings[0].explanation[-1] == "Planning is not rated: no case was judged."
    assert pool.overall is not None
    assert (pool.overall.band, pool.overall.explanation[0]) == (
        *(None, "There is no overall rating: no standard that contributes to it is rated."),
    )
