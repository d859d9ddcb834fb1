"""Bands, cut-offs, flags and explanations, against the figures the rules were published with."""

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.bands import band_of, boundaries, describe, point_ranges
from inspect_app.findings.figures import Rating
from inspect_app.findings.flags import panel_flags
from inspect_app.findings.scale import Scale, Score
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.rating import RatingBand
from tests.unit.findings.small_instrument import BANDS, BODY, Case, answered, snapshot_of

BAND_LIST = tuple(RatingBand.model_validate(band) for band in BANDS)
SCALE = Scale(BAND_LIST)
SCORES = st.integers(1, 60).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged)))


def with_changes(**changes: object) -> Definition:
    return Definition.model_validate(BODY | changes)


def rating_of(cases: list[Case], standard: str = "protecting") -> Rating:
    return next(rating for rating in snapshot_of(cases).ratings if rating.id == standard)


@pytest.mark.parametrize(
    ("per_cent", "band"),
    [
        (100, "outstanding"),
        (80, "outstanding"),
        (79, "good"),
        (65, "good"),
        (64, "requires_improvement"),
        (50, "requires_improvement"),
        (49, "inadequate"),
        (0, "inadequate"),
        (Fraction(129, 2), "requires_improvement"),
    ],
)
def test_edges_of_the_bands(per_cent: int | Fraction, band: str) -> None:
    assert band_of(BAND_LIST, per_cent).id == band
    assert band_of(tuple(reversed(BAND_LIST)), per_cent).id == band


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_higher_per_cent_never_has_a_lower_band(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert band_of(BAND_LIST, low).points <= band_of(BAND_LIST, high).points


@pytest.mark.parametrize(
    ("standards", "ranges"),
    [
        (7, [(18, 21), (11, 17), (4, 10), (0, 3)]),
        (9, [(23, 27), (14, 22), (5, 13), (0, 4)]),
        (10, [(26, 30), (16, 25), (6, 15), (0, 5)]),
        (12, [(31, 36), (19, 30), (7, 18), (0, 6)]),
        (1, [(3, 3), (2, 2), (1, 1), (0, 0)]),
    ],
)
def test_published_cut_offs(standards: int, ranges: list[tuple[int, int]]) -> None:
    found = point_ranges(BAND_LIST, standards, "en")
    assert [(one.lowest, one.highest) for one in found] == ranges
    assert [one.band for one in found] == [band.id for band in BAND_LIST]


@given(st.integers(1, 40), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_every_sum_of_points_has_exactly_one_rating(standards: int, points: list[int]) -> None:
    bands = [
        RatingBand.model_validate(BANDS[0] | {"id": f"b{place}", "points": point, "at_least": place})
        for place, point in enumerate(sorted(points))
    ]
    ranges = point_ranges(bands, standards, "en")
    for total in range(min(points) * standards, max(points) * standards + 1):
        assert sum(one.lowest <= total <= one.highest for one in ranges) == 1


@pytest.mark.parametrize(
    ("band", "sentence"),
    [
        ("outstanding", "80 per cent and over is Outstanding."),
        ("good", "65 to 79 per cent is Good."),
        ("inadequate", "Under 50 per cent is Inadequate."),
    ],
)
def test_bands_in_words(band: str, sentence: str) -> None:
    assert describe(BAND_LIST, next(one for one in BAND_LIST if one.id == band), "en") == sentence
    assert boundaries(BAND_LIST) == (50, 65, 80)


def test_a_single_band_takes_everything() -> None:
    assert describe(BAND_LIST[:1], BAND_LIST[0], "en") == "Any per cent is Outstanding."


def test_the_lowest_key_question_decides() -> None:
    both: list[Case] = [
        ({}, {"protection_enough": first, "alerts_enough": second})
        for first, second in [("yes", "yes")] * 33 + [("no", "yes")] * 52 + [("na", "no")]
    ]
    rating = rating_of(both)
    assert (rating.band, rating.points, rating.per_cent, rating.words) == ("inadequate", 0, 39, "minority")
    assert [(one.cell.per_cent, one.band, one.decides) for one in rating.key_questions] == [
        (39, "inadequate", True),
        (99, "outstanding", False),
    ]
    assert rating.explanation == (
        "Was enough done to protect the public? 33 of 85 cases sufficient, 39 per cent.",
        "Were alerts raised in time? 85 of 86 cases sufficient, 99 per cent.",
        "The lowest key question decides the rating: “Was enough done to protect the public?”.",
        "Under 50 per cent is Inadequate.",
    )


def test_a_standard_of_one_key_question_is_explained_by_its_title() -> None:
    rating = rating_of(answered("plan_enough", fully=1), "planning")
    assert rating.explanation == (
        "Planning: 1 of 1 case sufficient, 100 per cent.",
        "80 per cent and over is Outstanding.",
    )


def test_a_key_question_nobody_was_judged_on_does_not_decide() -> None:
    rating = rating_of(answered("protection_enough", yes=80, no=20))
    assert (rating.band, rating.per_cent) == ("outstanding", 80)
    assert rating.explanation[1] == "Were alerts raised in time? No case has an answer."
    assert [one.band for one in rating.key_questions] == ["outstanding", None]


def test_not_rated_where_no_case_was_judged() -> None:
    rating = rating_of(answered("protection_enough", na=3))
    assert (rating.band, rating.points, rating.per_cent, rating.flags) == (None, None, None, ())
    assert rating.explanation[-1] == "Public protection is not rated: no case was judged."


def as_scores(scores: Iterable[tuple[int, int]]) -> list[Score]:
    return [Score(Fraction(*score), score[1]) for score in scores]


def flags_of(*scores: tuple[int, int]) -> dict[str, str]:
    return {flag.id: flag.sentence for flag in panel_flags(SCALE, as_scores(scores))}


def test_rounding_that_changes_the_band_is_flagged() -> None:
    assert flags_of((129, 200))["rounding"] == (
        "129 of 200 is rounded up to 65 per cent; unrounded it is Requires improvement."
    )
    assert "rounding" not in flags_of((130, 200))
    assert "rounding" in flags_of((129, 200), (1, 200))


@pytest.mark.parametrize(
    ("score", "near"),
    [((44, 100), False), ((45, 100), True), ((55, 100), True), ((56, 100), False), ((85, 100), True)],
)
def test_within_five_points_of_a_boundary(score: tuple[int, int], near: bool) -> None:
    assert ("near_boundary" in flags_of(score)) is near
    assert "near_boundary" not in flags_of(score, (10, 100))


def test_the_boundary_is_named() -> None:
    assert flags_of((61, 100))["near_boundary"] == (
        "The lowest score, 61 per cent, is within five points of the boundary at 65 per cent."
    )


def test_one_case_that_would_change_the_rating() -> None:
    assert flags_of((49, 99))["one_case"] == (
        "One case judged otherwise would change the rating to Requires improvement."
    )
    assert "one_case" not in flags_of((57, 100))


def test_one_case_counts_on_every_key_question() -> None:
    # 80 of 100 decides and stays Outstanding only as long as neither question loses a case.
    assert "one_case" in flags_of((90, 100), (80, 100))
    assert "one_case" in flags_of((80, 100), (80, 100))
    # Raising one of two low key questions leaves the other one to decide.
    assert "one_case" not in flags_of((49, 100), (49, 100))
    assert flags_of((1, 2))["one_case"].endswith("to Inadequate or Outstanding.")


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        ((5, 5), "A key question rests on 5 cases only."),
        ((1, 1), "A key question rests on one case only."),
        ((6, 6), None),
    ],
)
def test_five_cases_or_fewer(score: tuple[int, int], sentence: str | None) -> None:
    assert flags_of((99, 100), score).get("few_cases") == sentence


@given(st.lists(SCORES, min_size=1, max_size=4), SCORES)
def test_another_key_question_never_raises_a_rating(
    scores: list[tuple[int, int]], more: tuple[int, int]
) -> None:
    lower = SCALE.standard_band(as_scores([*scores, more])).points
    assert lower <= SCALE.standard_band(as_scores(scores)).points


def test_the_overall_rating_sums_the_points() -> None:
    cases: list[Case] = [({}, {"plan_enough": "fully", "protection_enough": "no"})] * 10
    overall = snapshot_of(cases).overall
    assert overall is not None
    assert (overall.band, overall.points, overall.highest_points, overall.standards) == (
        "requires_improvement",
        *(3, 6, 2),
    )
    assert overall.explanation == (
        "Points of the standards: Planning 3, Public protection 0. Together 3 points.",
        "With 2 standards, 2 to 3 of 6 points is Requires improvement.",
    )


def test_what_does_not_contribute_is_left_out_and_said() -> None:
    standards = [BODY["standards"][0], BODY["standards"][1] | {"contributes": False}]
    cases = answered("plan_enough", mostly=13, no=7) + answered("protection_enough", yes=9)
    overall = snapshot_of(cases, with_changes(standards=standards)).overall
    assert overall is not None
    assert (overall.band, overall.points, overall.standards) == ("good", 2, 1)
    assert overall.explanation == (
        "Points of the standards: Planning 2. Together 2 points.",
        "With one standard, 2 of 3 points is Good.",
        "Not part of the overall rating: Public protection.",
    )


def test_no_rated_standard_gives_no_overall_rating() -> None:
    overall = snapshot_of([]).overall
    assert overall is not None
    assert (overall.band, overall.points, overall.ranges) == (None, None, ())
    assert overall.explanation == (
        "There is no overall rating: no standard that contributes to it is rated.",
        "Left out because no case was judged: Planning, Public protection.",
    )


def test_one_point_is_one_point() -> None:
    overall = snapshot_of(
        answered("plan_enough", fully=1, no=1), with_changes(standards=[BODY["standards"][0]])
    ).overall
    assert overall is not None
    assert overall.explanation[0] == "Points of the standards: Planning 1. Together 1 point."


@pytest.mark.parametrize("changes", [{"ratings": []}, {"standards": []}])
def test_an_instrument_without_a_scale_or_standards_has_no_ratings(changes: dict[str, object]) -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=1), with_changes(**changes))
    assert (snapshot.ratings, snapshot.overall) == ((), None)
