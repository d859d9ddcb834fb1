"""What stands of decisions, and the overall rating that follows from decided standards."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.decisions import OVERALL, Decision, decide, decide_overall, may_be, standing
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.findings.scale import scale_of
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
