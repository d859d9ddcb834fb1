"""Rules of rating that are data, one case judged otherwise, and ratings by judgement."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.figures import OverallRating, Rating
from inspect_app.findings.flags import not_checked, panel_flags
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.findings.scale import Scale, Score, scale_of
from inspect_app.findings.sensitivity import sensitivity
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.rating import RatingBand, RatingRules
from tests.unit.findings.small_instrument import BANDS, BODY, SMALL, answered, snapshot_of

BAND_LIST = tuple(RatingBand.model_validate(band) for band in BANDS)
SCORES = st.lists(
    st.integers(1, 60).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))),
    min_size=1,
    max_size=5,
)
RULES = st.builds(
    RatingRules,
    rounding=st.sampled_from(["half_up", "exact"]),
    near_boundary=st.integers(0, 9),
    few_cases=st.integers(0, 9),
)


def scored(*scores: tuple[int, int]) -> list[Score]:
    return [Score(Fraction(*score), score[1]) for score in scores]


def flags_of(rules: RatingRules, *scores: tuple[int, int]) -> dict[str, str]:
    return {flag.id: flag.sentence for flag in panel_flags(Scale(BAND_LIST, rules), scored(*scores))}


def with_rules(**rules: object) -> Definition:
    return Definition.model_validate(BODY | {"rating_rules": rules})


def led_by(**changes: object) -> Definition:
    leading = {"id": "leading", "title": "Leadership", "judgement": True} | changes
    return Definition.model_validate(BODY | {"standards": [*BODY["standards"], leading]})


def rating_of(definition: Definition, standard: str = "protecting", **times: int) -> Rating:
    snapshot = snapshot_of(answered("protection_enough", **times), definition)
    return next(rating for rating in snapshot.ratings if rating.id == standard)


@given(RULES, SCORES, st.data())
def test_a_case_more_judged_sufficient_never_lowers_a_rating(
    rules: RatingRules, scores: list[tuple[int, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(scores) - 1))
    sufficient, judged = scores[place]
    better = [*scores[:place], (data.draw(st.integers(sufficient, judged)), judged), *scores[place + 1 :]]
    scale = Scale(BAND_LIST, rules)
    assert scale.standard_band(scored(*scores)).points <= scale.standard_band(scored(*better)).points


@given(RULES, SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_key_questions_plays_no_part(
    rules: RatingRules, scores: list[tuple[int, int]], random: st.random_module
) -> None:
    shuffled = list(scores)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a random.Random
    scale = Scale(BAND_LIST, rules)
    assert scale.standard_band(scored(*scores)) == scale.standard_band(scored(*shuffled))
    found, again = (panel_flags(scale, scored(*each)) for each in (scores, shuffled))
    assert {flag.id for flag in found} == {flag.id for flag in again}


@given(SCORES)
def test_the_flag_of_one_case_says_what_the_table_says(scores: list[tuple[int, int]]) -> None:
    scale = Scale(BAND_LIST)
    now = scale.standard_band(scored(*scores))
    otherwise = set()
    for place, (sufficient, judged) in enumerate(scores):
        for changed in range(max(sufficient - 1, 0), min(sufficient + 1, judged) + 1):
            tried = [*scores[:place], (changed, judged), *scores[place + 1 :]]
            per_cent = min((200 * one + whole) // (2 * whole) for one, whole in tried)
            otherwise.add(max(band["points"] for band in BANDS if band["at_least"] <= per_cent))
    assert ("one_case" in flags_of(RatingRules(), *scores)) == (otherwise != {now.points})


@pytest.mark.parametrize(
    ("rounding", "band", "sentence"),
    [
        ("half_up", "good", "129 of 200 is rounded up to 65 per cent; unrounded it is Requires improvement."),
        ("exact", "requires_improvement", "129 of 200 is not rounded; as 65 per cent it would be Good."),
    ],
)
def test_rounding_is_a_rule(rounding: str, band: str, sentence: str) -> None:
    rating = rating_of(with_rules(rounding=rounding), yes=129, no=71)
    assert (rating.band, rating.per_cent) == (band, 65)
    assert {flag.id: flag.sentence for flag in rating.flags}["rounding"] == sentence


def test_every_key_question_whose_band_rounding_changes_is_named() -> None:
    assert flags_of(RatingRules(), (57, 100), (129, 200), (159, 200), (90, 100))["rounding"] == (
        "129 of 200 is rounded up to 65 per cent; unrounded it is Requires improvement. "
        "159 of 200 is rounded up to 80 per cent; unrounded it is Good."
    )


def test_bands_of_unrounded_shares_are_described_as_such() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=7, no=3), with_rules(rounding="exact"))
    assert snapshot.scale[1] == "65 to under 80 per cent is Good."
    assert snapshot.ratings[0].explanation[-1] == snapshot.scale[1]


def test_how_near_and_how_few_are_rules() -> None:
    assert flags_of(RatingRules(near_boundary=1), (66, 100))["near_boundary"] == (
        "The lowest score, 66 per cent, is within one point of the boundary at 65 per cent."
    )
    assert "near_boundary" not in flags_of(RatingRules(near_boundary=1), (67, 100))
    assert "within 12 points" in flags_of(RatingRules(near_boundary=12), (57, 100))["near_boundary"]
    assert "few_cases" in flags_of(RatingRules(few_cases=9), (9, 9))
    assert "few_cases" not in flags_of(RatingRules(few_cases=0), (1, 1))


def test_fewer_cases_than_a_rating_takes() -> None:
    rated, unrated = (rating_of(with_rules(fewest_cases=4), yes=number) for number in (4, 3))
    assert rated.band == "outstanding"
    assert (unrated.band, unrated.points, unrated.per_cent, unrated.flags) == (None, None, None, ())
    assert unrated.explanation[-1] == (
        "Public protection is not rated: no key question has 4 judged cases, which a rating takes."
    )
    overall = snapshot_of(answered("protection_enough", yes=3), with_rules(fewest_cases=4)).overall
    assert overall is not None
    assert overall.explanation[1:] == (
        "Left out because no case was judged: Planning.",
        "Left out because too few cases were judged: Public protection.",
    )


def test_each_case_that_could_be_judged_otherwise_is_in_the_table() -> None:
    rating = rating_of(SMALL, yes=13, no=7)
    found = sensitivity(scale_of(SMALL, "en"), rating)
    assert [(one.sufficient, one.judged, one.per_cent, one.band, one.changes) for one in found] == [
        (12, 20, 60, "requires_improvement", True),
        (14, 20, 70, "good", False),
    ]
    assert [one.more for one in found] == [False, True]
    assert found[0].key_question == "Was enough done to protect the public?"
    assert sensitivity(scale_of(SMALL, "en"), rating_of(SMALL, na=2)) == ()


def test_what_cannot_be_told_without_the_cases() -> None:
    assert not_checked(scored((1, 2))) == ()
    assert not_checked([Score(Fraction(129, 200))]) == ("one_case", "few_cases")
    assert not_checked([*scored((1, 2)), Score(Fraction(1, 2))]) == ("one_case", "few_cases", "rounding")
    assert [flag.id for flag in panel_flags(Scale(BAND_LIST), [Score(Fraction(129, 200))])] == [
        "near_boundary",
        "rounding",
    ]


def test_a_standard_by_judgement_waits_for_one() -> None:
    rating = rating_of(led_by(), "leading")
    assert (rating.band, rating.points, rating.key_questions, rating.flags) == (None, None, (), ())
    assert rating.explanation == ("Leadership is rated by judgement, and no judgement is entered yet.",)
    undone = snapshot_of([], led_by(), judgements={"leading": None}).ratings
    assert {each.id: " ".join(each.explanation) for each in undone}["leading"] == (
        "Leadership is rated by judgement. The judgement was undone, so it is unrated until somebody judges "
        "it again."
    )
    overall = snapshot_of([], led_by()).overall
    assert overall is not None
    assert overall.explanation[-1] == "Left out because no judgement rates it: Leadership."


@pytest.mark.parametrize(
    ("entered", "points", "sentence", "together"),
    [
        (
            "good",
            2,
            "rated by judgement: Good.",
            "Planning 3, Leadership 2. Together 5 points.",
        ),
        (NOT_RATED, None, "rated by judgement: not rated.", "Planning 3. Together 3 points."),
    ],
)
def test_a_judgement_counts_as_any_rating_does(
    entered: str, points: int | None, sentence: str, together: str
) -> None:
    cases = answered("plan_enough", fully=10)
    snapshot = snapshot_of(cases, led_by(), judgements={"leading": entered})
    assert (snapshot.ratings[-1].points, snapshot.ratings[-1].explanation) == (
        points,
        (f"Leadership is {sentence}",),
    )
    assert snapshot.overall is not None
    assert snapshot.overall.explanation[0] == f"Points of the standards: {together}"


def test_where_nobody_judges_the_standards_by_judgement_are_left_out() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=1), led_by(), judgements=None)
    assert [rating.id for rating in snapshot.ratings] == ["planning", "protecting"]


def overall_of(bands: list[str]) -> OverallRating:
    """The overall rating of so many standards, each judged to have one of these bands."""
    leading = [{"id": f"s{place}", "title": "S", "judgement": True} for place in range(len(bands))]
    definition = Definition.model_validate(BODY | {"standards": leading})
    judged = {f"s{place}": band for place, band in enumerate(bands)}
    overall = snapshot_of([], definition, judgements=judged).overall
    assert overall is not None
    return overall


@given(st.lists(st.sampled_from([band.id for band in BAND_LIST]), min_size=1, max_size=12))
def test_one_better_standard_never_lowers_the_whole_and_order_plays_no_part(bands: list[str]) -> None:
    points = {band.id: band.points for band in BAND_LIST}
    whole, better = overall_of(bands), overall_of(["outstanding", *bands[1:]])
    assert points[whole.band or ""] <= points[better.band or ""]
    assert overall_of(bands[::-1]).band == whole.band


def test_titles_with_commas_are_told_apart_by_semicolons() -> None:
    leading = [
        {"id": f"s{place}", "title": title, "judgement": True}
        for place, title in enumerate(["Plans, made and kept", "Staff"])
    ]
    definition = Definition.model_validate(BODY | {"standards": leading})
    overall = snapshot_of([], definition, judgements={"s0": "good", "s1": "inadequate"}).overall
    assert overall is not None
    points = "Points of the standards: Plans, made and kept 2; Staff 0. Together 2 points."
    assert overall.explanation[0] == points
