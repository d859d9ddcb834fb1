"""The review date and the visit of an assessment point."""

import re
from typing import Any

import pytest

from tests.integration.web.conftest import Browser, form_of, submit
from tests.integration.web.house_rules import Page, broken_rules

HELD = {
    "reviewed_on-day": "6",
    "reviewed_on-month": "6",
    "reviewed_on-year": "2016",
    "outcome": "held",
    "interviewed": ["person", "mentor"],
    "consent": "given",
    "note": "By <telephone>.",
}
WORDS = "Reviewed on 6 June 2016. Visit held. Interviewed: the person, the mentor. Consent given"


@pytest.fixture
def case(drawn: str) -> str:
    """The path of a case nobody has scored."""
    return f"{drawn}cases/001/"


@pytest.fixture
def point(case: str) -> str:
    """The path of its stay in custody."""
    return f"{case}points/custody"


@pytest.mark.parametrize("month", ["6", "06", "June", "jun"])
def test_a_visit_is_recorded_and_shown_where_the_case_is(
    browser: Browser, case: str, point: str, month: str
) -> None:
    html = browser.send(point, HELD | {"reviewed_on-month": month})
    assert Page(html).title.startswith("Case 001")
    assert f"{WORDS}. By &lt;telephone&gt;." in html
    assert f"{WORDS}. By &lt;telephone&gt;." in browser.get(f"{case}check")
    again = form_of(browser.get(point))
    assert again["interviewed"] == ["person", "mentor"]
    assert (again["outcome"], again["consent"], again["note"]) == ("held", "given", "By <telephone>.")


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, "the review date, whether the visit was held"),
        ({"outcome": "held"}, "the review date, who was interviewed, whether the person consented"),
        ({"outcome": "refused"}, "the review date"),
    ],
)
def test_what_is_missing_of_a_visit_is_said(
    browser: Browser, case: str, point: str, fields: dict[str, str], missing: str
) -> None:
    browser.send(point, fields)
    html = browser.get(f"{case}check")
    assert f"Not recorded: {missing}." in html
    assert f"Not recorded: {missing}\n" in browser.get(case)


def test_a_case_is_submitted_without_its_visits(browser: Browser, scored: str) -> None:
    assert "is submitted" in submit(browser, scored)
    html = browser.get(f"{scored}points/custody")
    assert Page(html).title.startswith("Check answers")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reviewed_on-day": "31/2"}, "Enter a real date, such as 6 6 2016"),
        ({"consent": "refused"}, "The person can’t have been interviewed if they refused"),
        ({"outcome": "refused"}, "The person can’t have been interviewed if the visit was refused"),
        (
            {"reviewed_on-year": "2199"},
            "The review date is still to come. Enter a day that is not after today",
        ),
        ({"note": "x" * 20_001}, "The note is too long: it has 20,001 characters of 20,000."),
    ],
)
def test_a_visit_that_cannot_be_is_explained_and_kept_as_typed(
    browser: Browser, case: str, point: str, fields: dict[str, str], words: str
) -> None:
    html = browser.send(point, {**HELD, **fields}, status=422)
    assert words in html
    for name, typed in {**HELD, **fields}.items():
        assert form_of(html)[name] == typed
    assert "Not recorded: the review date" in browser.get(case)


@pytest.mark.both_databases
def test_a_visit_can_be_taken_back(browser: Browser, case: str, point: str) -> None:
    browser.send(point, HELD)
    nothing = dict.fromkeys(HELD, "") | {"interviewed": []}
    browser.send(point, nothing)
    assert "Reviewed on" not in browser.get(case)


def test_two_stale_pages_make_a_conflict_that_blocks_submission(browser: Browser, scored: str) -> None:
    point = f"{scored}points/custody"
    stale = form_of(browser.get(point))
    browser.send(point, HELD)
    told = browser.post(point, {**stale, **HELD, "outcome": "not_held"}).get_data(as_text=True)
    assert broken_rules(told) == []
    assert "Somebody had changed this since you opened the page" in told
    assert "2 versions of this record are in conflict" in told
    hidden = re.findall(r"<(?:div|span)[^>]* data-undisputed hidden>", told)
    assert len(hidden) == 2  # the fields and the button: without a script, too, nothing can be given here
    assert "In conflict" in browser.get(scored)
    refused = browser.post(f"{scored}submit", form_of(browser.get(f"{scored}check")))
    assert "Choose between the versions in conflict: Review date and visit: In custody" in refused.get_data(
        as_text=True
    )
    settle(browser, scored)
    assert "In conflict" not in browser.get(scored)


def settle(browser: Browser, case: str) -> None:
    """Lets the first version of the visit stand, on the page of its conflict."""
    page = f"{case}conflicts/visit/custody"
    first = re.search(r'name="stands" type="radio" value="([^"]+)"', browser.get(page))
    assert first
    browser.send(page, {"stands": first[1]})


@pytest.mark.parametrize("typed", [{}, {**HELD, "outcome": "refused", "interviewed": []}])
def test_a_conflict_that_was_shown_is_settled_on_its_own_page_alone(
    browser: Browser, scored: str, typed: dict[str, Any]
) -> None:
    point = f"{scored}points/custody"
    stale = form_of(browser.get(point))
    browser.send(point, HELD)
    browser.post(point, {**stale, **HELD, "outcome": "not_held"})
    refused = browser.send(point, typed, status=422)
    assert "in conflict, so it can’t be changed here" in refused
    assert "In conflict" in browser.get(scored)
    settle(browser, scored)
    assert "In conflict" not in browser.get(scored)
    browser.send(point, {**HELD, "outcome": "not_held"})
    assert "Visit not held" in browser.get(f"{scored}check")


def test_whoever_came_from_the_check_page_goes_back_to_it(browser: Browser, point: str) -> None:
    response = browser.client.post(
        f"{point}?then=check", data={**form_of(browser.get(point)), **HELD}, buffered=True
    )
    assert response.location.endswith("/cases/001/check#point-custody")


def test_an_unknown_point_is_not_found(browser: Browser, case: str) -> None:
    browser.get(f"{case}points/moon", status=404)
