"""What an edition with rounded counts says of ratings: nothing from which a true count follows."""

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Rating
from inspect_app.findings.suppression import edition
from tests.unit.findings.small_instrument import answered, snapshot_of
from tests.unit.findings.test_rating_rules import led_by, with_rules

ROUNDED = Disclosure(0, rounding=5)


def rated(ratings: tuple[Rating, ...], id_: str) -> Rating:
    return next(rating for rating in ratings if rating.id == id_)


def test_a_rating_by_figures_says_that_it_came_before_rounding() -> None:
    snapshot = snapshot_of(answered("protection_enough", yes=13, no=9))
    rating = rated(edition(snapshot, ROUNDED).ratings, "protecting")
    assert (rating.band, rating.flags, rating.key_questions[0].cell.numerator) == (
        *("requires_improvement", (), 15),
    )
    assert rating.explanation == (
        "Public protection is Requires improvement.",
        "It was rated before counts were rounded.",
    )


def test_a_rating_that_people_gave_rests_on_no_count_and_stays() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=10), led_by(), judgements={"leading": "good"})
    for settings in (ROUNDED, Disclosure(5), Disclosure(5, rounding=5)):
        public = edition(snapshot, settings)
        assert rated(public.ratings, "leading") == rated(snapshot.ratings, "leading")


def test_why_something_is_not_rated_is_told_without_the_counts() -> None:
    snapshot = snapshot_of(answered("protection_enough", yes=3), with_rules(fewest_cases=4))
    whole = rated(snapshot.ratings, "protecting")
    assert "3 of 3 cases sufficient" in " ".join(whole.explanation)
    shown = rated(edition(snapshot, ROUNDED).ratings, "protecting")
    assert shown.explanation == whole.explanation[-1:]
    assert "3 of 3" not in " ".join(shown.explanation)
