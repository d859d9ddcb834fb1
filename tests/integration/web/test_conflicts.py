"""The page of a conflict, where a person says which version stands."""

import re
from html import unescape

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from tests.integration.web.conftest import HOME, Browser, form_of
from tests.integration.web.house_rules import Page, broken_rules
from tests.integration.web.people import member

pytestmark = pytest.mark.both_databases


@pytest.fixture
def case(browser: Browser, drawn: str) -> str:
    """The path of a case with two conflicts: the number of visits, and the comment on it."""
    case = f"{drawn}cases/001/"
    stale = form_of(browser.get(f"{case}sections/home"))
    browser.send(f"{case}sections/home", {**HOME, "comment-visits": "Seen <twice> a week."})
    browser.post(
        f"{case}sections/home", {**stale, "answer-visits": "9", "comment-visits": "Seen once a week."}
    )
    return case


def versions(html: str) -> list[str]:
    """The entries that can be chosen on a page."""
    return re.findall(r'name="stands" type="radio" value="([^"]+/\d+)"', html)


def test_a_version_is_chosen_and_the_next_conflict_comes_up(browser: Browser, case: str) -> None:
    page = f"{case}conflicts/answer/visits"
    html = browser.get(page)
    assert len(versions(html)) == 2
    assert html.count('<mark class="app-only">') == 2
    next_one = browser.send(page, {"stands": versions(html)[1]})
    assert "Settled. 1 conflict left in this case." in next_one
    assert Page(next_one).title.startswith("Versions in conflict: comment on “How many visits?”")
    last = browser.send(f"{case}conflicts/comment/visits", {"stands": "other", "other-": "Both, in turn."})
    assert "Nothing of this case is in conflict any more" in last
    assert Page(last).title.startswith("Home, case 001")
    stored = form_of(browser.get(f"{case}sections/home"))
    assert (stored["answer-visits"], stored["comment-visits"]) == ("9", "Both, in turn.")
    history = browser.get(f"{case}questions/visits/history")
    assert "6. Comment by" in history
    assert "Seen &lt;twice&gt; a week." in history


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser: Browser, case: str) -> None:
    page = f"{case}conflicts/answer/visits"
    html = browser.send(page, {"stands": "other", "other-": "<many>"}, status=422)
    assert form_of(html)["other-"] == "<many>"
    assert form_of(html)["stands"] == "other"
    assert "Choose the version that should stand" in browser.send(page, {}, status=422)


def test_a_version_chosen_beside_another_typed_settles_nothing_and_loses_no_words(
    browser: Browser, case: str
) -> None:
    page = f"{case}conflicts/comment/visits"
    first = versions(browser.get(page))[0]
    html = browser.send(page, {"stands": first, "other-": "Both, in turn."}, status=422)
    assert "You chose one of the versions and gave another too" in html
    assert (form_of(html)["other-"].strip(), form_of(html)["stands"]) == ("Both, in turn.", first)
    assert "Settled." in browser.send(page, {"stands": first, "other-": " "})


def test_a_choice_of_another_answer_can_be_taken_back(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    stale = form_of(browser.get(home))
    browser.send(home, {"answer-home_found": "no", "comment-home_found": "None."})
    browser.post(home, {**stale, "answer-home_found": ""})
    page = f"{case}conflicts/answer/home_found"
    first = versions(browser.get(page))[0]
    html = browser.send(page, {"stands": first, "other-": "no"}, status=422)
    assert form_of(html)["other-"] == "no"
    assert "Settled." in browser.send(page, {"stands": first, "other-": ""})


def test_a_page_made_before_another_version_came_shows_it_first(browser: Browser, case: str) -> None:
    page = f"{case}conflicts/answer/visits"
    stale = form_of(browser.get(page))
    section = form_of(browser.get(f"{case}sections/home"))
    browser.post(f"{case}sections/home", {**section, "seen-answer-visits": "", "answer-visits": "11"})
    again = browser.post(page, {**stale, "stands": stale["seen"].split()[0]})
    html = again.get_data(as_text=True)
    assert (again.status_code, broken_rules(html)) == (422, [])
    assert "Something more was said about this since you opened the page" in html
    assert len(versions(html)) == 3
    assert len(form_of(html)["seen"].split()) == 3
    settled = browser.post(page, {**form_of(html), "stands": versions(html)[2]})
    assert settled.status_code == 200
    late = browser.post(page, {**stale, "stands": stale["seen"].split()[0]})
    assert "This was settled in the meantime" in late.get_data(as_text=True)
    assert form_of(browser.get(f"{case}sections/home"))["answer-visits"] == "11"


def test_whoever_only_reads_sees_the_versions_and_chooses_none(app: Flask, case: str) -> None:
    quality = member(app, Role.QUALITY_LEAD)
    html = quality.get(f"{case}conflicts/answer/visits")
    assert "Let this version stand" not in html
    assert "Seen" not in html
    assert "How many visits?" in unescape(html)


def test_what_was_never_said_has_no_page(browser: Browser, case: str) -> None:
    for subject in ("answer/weeks", "nothing/visits", "answer/nothing", "evidence/visits/0a0b0c0d"):
        browser.get(f"{case}conflicts/{subject}", 404)
    assert Page(browser.get(f"{case}conflicts/answer/home_found")).title.startswith("History of")
