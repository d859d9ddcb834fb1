"""The ways through a case: to the next thing to do, to a question by its words, back to the check page."""

import pytest

from tests.integration.web.conftest import HOME, Browser, form_of
from tests.integration.web.house_rules import Page


@pytest.fixture
def case(drawn: str) -> str:
    """The path of a case nobody has scored."""
    return f"{drawn}cases/001/"


def place(browser: Browser, path: str) -> str:
    """Where an address leads, without the part that all places have in common."""
    response = browser.client.get(path, buffered=True)
    assert response.status_code == 302
    return str(response.location).partition("/cases/001/")[2]


@pytest.mark.parametrize(
    ("after", "leads_to"),
    [
        ("", "sections/home#question-home_found"),
        ("home_found", "sections/home#question-visits"),
        ("weeks", "sections/release#question-released_on"),
        ("well_run", "sections/home#question-home_found"),
        ("nothing_such", "sections/home#question-home_found"),
    ],
)
def test_the_next_unanswered_question_comes_after_a_question_and_at_last_the_first(
    browser: Browser, case: str, after: str, leads_to: str
) -> None:
    assert place(browser, f"{case}next/unanswered?after={after}") == leads_to


def test_a_comment_that_is_owed_is_found(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/home", {"answer-home_found": "no", "answer-visits": "3"})
    assert place(browser, f"{case}next/comment") == "sections/home#question-home_found"
    assert "A comment is needed with this answer" in browser.get(f"{case}sections/home")


def test_a_conflict_is_found(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    stale = form_of(browser.get(home))
    browser.send(home, {"answer-visits": "3"})
    browser.post(home, {**stale, "answer-visits": "4"})
    assert place(browser, f"{case}next/conflict?after=weeks") == "sections/home#disputed-answer-visits"
    assert 'id="disputed-answer-visits"' in browser.get(home)


def test_a_comment_in_conflict_is_found_where_it_stands(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    stale = form_of(browser.get(home))
    browser.send(home, {"comment-visits": "Once."})
    browser.post(home, {**stale, "comment-visits": "Twice."})
    assert place(browser, f"{case}next/conflict") == "sections/home#disputed-comment-visits"


def test_a_conflict_about_what_is_not_asked_now_is_found_where_it_is_settled(
    browser: Browser, case: str
) -> None:
    home = f"{case}sections/home"
    browser.send(home, {"answer-home_found": "no"})
    stale = form_of(browser.get(home))
    browser.send(home, {"answer-home_kind": ["hostel"]})
    browser.post(home, {**stale, "answer-home_kind": ["family"]})
    browser.send(home, {"answer-home_found": "yes"})
    assert place(browser, f"{case}next/conflict") == "conflicts/answer/home_kind"


NONE_LEFT = {
    "conflict": "No conflict is left in this case.",
    "comment": "No comment is owed in this case.",
    "unanswered": "No question is left unanswered in this case.",
    "mend": "No answer is left to mend in this case.",
}


@pytest.mark.parametrize("what", NONE_LEFT)
def test_when_there_is_none_the_same_page_says_so(browser: Browser, scored: str, what: str) -> None:
    page = f"{scored}sections/release?then=check&at=well_run"
    fields = {**form_of(browser.get(page)), "answer-summary": "Well.", "next": what}
    sent = browser.client.post(page, data=fields, buffered=True)
    assert sent.location == page
    html = browser.get(page)
    assert NONE_LEFT[what] in html
    assert form_of(html)["answer-summary"] == "Well."


@pytest.mark.parametrize(("after", "title"), [("", "Case 001"), ("well_run", "Release, case 001")])
def test_an_address_that_leads_to_none_says_so_where_one_came_from(
    browser: Browser, scored: str, after: str, title: str
) -> None:
    html = browser.get(f"{scored}next/conflict?after={after}")
    assert Page(html).title.startswith(title)
    assert NONE_LEFT["conflict"] in html


def test_what_is_no_kind_of_thing_to_do_is_not_found(browser: Browser, case: str) -> None:
    browser.get(f"{case}next/holiday", status=404)


@pytest.mark.parametrize(
    ("pressed", "leads_to"),
    [
        ({"next": "unanswered"}, "next/unanswered"),
        ({"next": "unanswered", "after": "visits"}, "next/unanswered?after=visits"),
        ({"next": "find"}, "find"),
        ({"next": "<evil>"}, "sections/release"),
    ],
)
def test_a_way_on_saves_first(browser: Browser, case: str, pressed: dict[str, str], leads_to: str) -> None:
    home = f"{case}sections/home"
    fields = {**form_of(browser.get(home)), **HOME, **pressed}
    response = browser.client.post(home, data=fields, buffered=True)
    assert response.location.partition("/cases/001/")[2] == leads_to
    assert form_of(browser.get(home))["answer-visits"] == "3"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("VISITS", ["How many visits?"]),
        ("letters plan", ["Was a &lt;home&gt; found?"]),
        ("release", ["When was the release?", "What happened?", "Was the release well run?"]),
        ("letters visits", []),
        ("", None),
    ],
)
def test_questions_are_found_by_their_text_guidance_and_section(
    browser: Browser, case: str, asked: str, found: list[str] | None
) -> None:
    html = browser.get(f"{case}find?q={asked}")
    texts = ["Was a &lt;home&gt; found?", "What was tried?", "How many visits?", "How many weeks?"]
    texts += ["When was the release?", "What happened?", "Was the release well run?"]
    assert [text for text in texts if f">{text}</a>" in html] == (found or [])
    assert ("found</h2>" in html) == (found is not None)


def test_a_found_question_says_how_it_stands(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/home", HOME)
    html = browser.get(f"{case}find?q=home")
    assert "Home · Answered" in html
    assert "Home · Not asked" in html
    assert "Home · Not answered" in html


def test_a_change_leads_back_to_its_place_on_the_check_page(browser: Browser, case: str) -> None:
    change = "sections/home?then=check&amp;at=visits#question-visits"
    assert f'href="{case}{change}"' in browser.get(f"{case}check")
    page = f"{case}sections/home?then=check&at=visits"
    html = browser.get(page)
    assert "Save and go back to check answers" in html
    sent = browser.client.post(page, data={**form_of(html), **HOME}, buffered=True)
    assert sent.location.partition("/cases/001/")[2] == "check#check-visits"
    assert 'id="check-visits"' in browser.get(f"{case}check")


def test_questions_that_open_keep_the_way_back(browser: Browser, case: str) -> None:
    page = f"{case}sections/home?then=check&at=visits"
    fields = {**form_of(browser.get(page)), "answer-home_found": "no"}
    sent = browser.client.post(page, data=fields, buffered=True)
    assert sent.location.endswith("sections/home?then=check&at=visits#question-home_kind")


def test_the_first_unanswered_question_can_be_skipped_to(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/home", {"answer-home_found": "yes"})
    assert 'href="#question-visits">Skip to the first unanswered question' in browser.get(
        f"{case}sections/home"
    )
