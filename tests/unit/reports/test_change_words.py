"""What changed of a rating, in words without ids."""

from datetime import UTC, datetime

import pytest

from inspect_app.findings.compare import FieldChange, RatingChange
from inspect_app.findings.decisions import Decision
from inspect_app.reports.change_words import decision_words, rating_words
from tests.unit.findings.small_instrument import SMALL


def changed(**fields: tuple[object, object]) -> RatingChange:
    found = tuple(FieldChange(name, *ends) for name, ends in fields.items())
    return RatingChange("planning", "Planning", "Poor", "Good", None, None, found)


def test_a_rating_says_which_flags_are_new_and_which_are_gone() -> None:
    change = changed(points=(1, 2), flags=(("few_cases",), ("near_boundary", "one_case")))
    assert rating_words(change, later=False) == "Poor, 1 point"
    assert rating_words(change, later=True) == (
        "Good, 2 points, new to weigh: near a boundary and one case, no longer to weigh: few cases"
    )
    assert rating_words(changed(flags=(None, ("rounding",))), later=True) == "Good, new to weigh: rounding"
    assert rating_words(changed(flags=((), ())), later=True) == "Good"


def test_an_overall_rating_says_of_how_many_standards_it_is() -> None:
    assert rating_words(changed(standards=(1, 2)), later=False) == "Poor, 1 standard"


@pytest.mark.parametrize(
    ("subject", "band", "said"),
    [
        ("planning", "requires_improvement", "Decided about Planning: Requires improvement, by Pat: So."),
        ("overall", "not_rated", "Decided about Overall: Not rated, by Pat: So."),
        ("planning", None, "Decided about Planning: undone, by Pat: So."),
    ],
)
def test_a_decision_has_no_ids(subject: str, band: str | None, said: str) -> None:
    decision = Decision(1, subject, band, None, "So.", "Pat", datetime(2026, 3, 1, tzinfo=UTC))
    assert decision_words(SMALL, decision) == said
