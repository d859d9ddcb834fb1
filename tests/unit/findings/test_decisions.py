"""What stands of decisions, and the overall rating that follows from decided standards."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.decisions import OVERALL, Decision, decide, decide_overall, may_be, standing
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.findings.scale import scale_of
from inspect_app.findings.snapshot import to_json
from inspect_app.findings.suppression import edition
from tests.unit.findings.small_instrument import SMALL, answered, snapshot_of

SCALE = scale_of(SMALL, "en")
AT = datetime(2026, 3, 1, tzinfo=UTC)
SUBJECTS = ("planning", "protecting", OVERALL)


def decision(number: int, subject: str, band: str | None) -> Decision:
    return Decision(number, subject, band, None, "Because.", "Panel", AT)


@given(st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(["good", NOT_RATED, None]))), st.data())
def test_the_last_decision_stands_in_whatever_order_they_are_read(
    taken: list[tuple[str, str | None]], data: st.DataObject
) -> None:
    decisions = [decision(number, *each) for number, each in enumerate(taken)]
    expected = {subject: band for subject, band in dict(taken).items() if band is not None}
    found = standing(data.draw(st.permutations(decisions)))
    assert {subject: each.band for subject, each in found.items()} == expected


def test_what_is_decided_counts_in_the_decided_whole_and_not_in_the_computed_one() -> None:
    cases = answered("plan_enough", fully=10) + answered("protection_enough", yes=3, no=7)
    figures = snapshot_of(cases)
    assert figures.overall is not None
    stand = standing([decision(1, "protecting", "good"), decision(2, "planning", NOT_RATED)])
    decided = decide(SCALE, figures.ratings, stand)
    assert [(each.title, each.points, each.rating.band) for each in decided] == [
        (None, None, "outstanding"),
        ("Good", 2, "inadequate"),
    ]
    overall = decide_overall(SCALE, figures.overall, decided, stand)
    assert (overall.computed.points, overall.of_decided.points, overall.title) == (3, 2, "Good")
    stand[OVERALL] = decision(3, OVERALL, NOT_RATED)
    assert decide_overall(SCALE, figures.overall, decided, stand).title is None


def test_every_band_may_be_decided_best_first_and_that_something_is_not_rated() -> None:
    assert [value for value, _ in may_be(SCALE)] == [
        *("outstanding", "good", "requires_improvement", "inadequate"),
        NOT_RATED,
    ]


def test_a_snapshot_says_what_stands_beside_the_computed_ratings() -> None:
    cases = answered("plan_enough", fully=10) + answered("protection_enough", yes=3, no=7)
    snapshot = snapshot_of(cases, judgements={"protecting": "good", OVERALL: NOT_RATED})
    standard, whole = snapshot.decided
    assert (standard.subject, standard.title, standard.band, standard.points) == (
        *("protecting", "Public protection", "good", 2),
    )
    assert (standard.grounds, standard.by, standard.at) == (
        "We looked.",
        "Panel",
        "2026-03-01T09:30:00+00:00",
    )
    assert (whole.title, whole.band, whole.band_title, whole.judgement) == ("Overall", None, None, False)
    assert [rating.band for rating in snapshot.ratings] == ["outstanding", "inadequate"]
    assert [rating.band for rating in snapshot.standing_ratings] == ["outstanding", "good"]
    assert snapshot.overall == snapshot_of(cases).overall
    assert snapshot.overall_decided is not None
    assert (snapshot.overall_decided.points, snapshot.overall_decided.band) == (5, "good")


def test_a_standard_decided_not_to_be_rated_is_left_out_for_that_reason() -> None:
    cases = answered("plan_enough", fully=10) + answered("protection_enough", yes=3, no=7)
    follows = snapshot_of(cases, judgements={"planning": NOT_RATED}).overall_decided
    assert follows is not None
    assert "Left out because people decided against a rating: Planning." in follows.explanation


def test_a_decision_that_changes_no_points_changes_no_sum() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=10), judgements={"planning": "outstanding"})
    assert snapshot.overall_decided is None
    assert [each.subject for each in snapshot.decided] == ["planning"]


def test_an_edition_says_what_was_decided_and_on_which_day_and_names_nobody() -> None:
    cases = answered("plan_enough", fully=30, no=30)
    judgements = {"planning": "good", OVERALL: "good"}
    for threshold in (0, 5):
        public = edition(snapshot_of(cases, judgements=judgements), threshold)
        assert [(each.band, each.grounds, each.by, each.at) for each in public.decided] == [
            ("good", "We looked.", None, "2026-03-01"),
            ("good", "We looked.", None, "2026-03-01"),
        ]
        assert "Panel" not in to_json(public)


def test_grounds_go_with_the_figures_of_their_rating() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=3, no=60), judgements={"planning": "good"})
    [decision] = edition(snapshot, 5).decided
    assert (decision.band, decision.computed_then, decision.grounds) == ("good", None, None)
    assert "We looked." not in to_json(edition(snapshot, 5))
