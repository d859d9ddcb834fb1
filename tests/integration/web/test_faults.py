"""What was given last and does not count is shown where it was given, and is left to do until mended."""

import pytest
from flask import Flask

from tests.integration.web.conftest import RELEASE, Browser, form_of
from tests.integration.web.outbox import Outbox, assessment_of, entry, save

TYPED = {"released_on": "26//", "visits": "many"}


@pytest.fixture
def faulty(app: Flask, browser: Browser, scored: str) -> str:
    """The path of a complete case to which a page has saved what can be no date and no number."""
    outbox = Outbox(browser)
    for question, typed in TYPED.items():
        outbox.send(assessment_of(app), save(entry("answer", question, typed)))
    return scored


def test_the_page_shows_what_was_typed_with_what_is_wrong(browser: Browser, faulty: str) -> None:
    release = browser.get(f"{faulty}sections/release")
    parts = [form_of(release)[f"answer-released_on-{part}"] for part in ("day", "month", "year")]
    assert parts == ["26", "", ""]
    assert "Enter a real date as day, month and year" in release
    home = browser.get(f"{faulty}sections/home")
    assert form_of(home)["answer-visits"] == "many"
    assert "Enter a whole number in figures" in home


def test_it_is_left_to_do_and_the_case_is_not_submitted(browser: Browser, faulty: str) -> None:
    check = browser.get(f"{faulty}check")
    assert "2 things left to do" in " ".join(check.split()).lower() or "Two things left to do" in check
    assert "“26//” was given last and does not count. Enter a real date" in check
    refused = browser.send(f"{faulty}submit", {}, page=f"{faulty}check", status=422)
    assert "Mend what was given last: How many visits?" in refused


def test_sent_as_it_is_it_is_told_again(browser: Browser, faulty: str) -> None:
    assert "Enter a real date" in browser.send(f"{faulty}sections/release", {}, status=422)


@pytest.mark.parametrize("visits", ["3", "4"], ids=["as it stood", "another"])
def test_a_proper_value_mends_it(browser: Browser, faulty: str, visits: str) -> None:
    browser.send(f"{faulty}sections/home", {"answer-visits": visits})
    browser.send(f"{faulty}sections/release", RELEASE)
    check = browser.get(f"{faulty}check")
    assert "does not count" not in check
    assert "left to do" not in check
    assert form_of(browser.get(f"{faulty}sections/home"))["answer-visits"] == visits


def test_what_waits_for_something_else_is_told_until_it_is_given_again(
    app: Flask, browser: Browser, scored: str
) -> None:
    lost = "0190a000-0000-7000-8000-000000000009/0"
    waiting = save(entry("comment", "visits", None, "After what never came.", lost))
    Outbox(browser).send(assessment_of(app), waiting)
    assert "It follows something that has not come yet" in browser.get(f"{scored}sections/home")
    browser.send(f"{scored}sections/home", {"comment-visits": "Once more."})
    check = browser.get(f"{scored}check")
    assert "does not count" not in check
    assert "Once more." in check


def test_the_order_of_receipt_and_no_clock_says_what_is_mended(
    app: Flask, browser: Browser, scored: str
) -> None:
    outbox, case = Outbox(browser), assessment_of(app)
    ahead = save(entry("answer", "visits", "many"), id="0fffffff-ffff-7000-8000-000000000001")
    outbox.send(case, ahead)
    browser.send(f"{scored}sections/home", {"answer-visits": "4"})
    assert "does not count" not in browser.get(f"{scored}check")
    behind = save(entry("answer", "visits", "few"), id="00000000-0000-7000-8000-000000000002")
    outbox.send(case, behind)
    assert "“few” was given last and does not count" in browser.get(f"{scored}check")
