"""Scoring a case on its section pages."""

import re

import pytest

from tests.integration.web.conftest import HOME, RELEASE, Browser, asked_of, form_of, score, submit
from tests.integration.web.house_rules import Page, broken_rules


def seen_of(html: str) -> str:
    """The text of a page but for what is hidden: questions that are not asked, and what is not needed now."""
    html = asked_of(html)
    return re.sub(r"<(\w+)[^>]* hidden(?: [^>]*)?>.*?</\1>", "", html, flags=re.DOTALL)


@pytest.fixture
def case(drawn: str) -> str:
    """The path of a case nobody has scored."""
    return f"{drawn}cases/001/"


def test_the_case_list_counts_and_filters(browser: Browser, drawn: str) -> None:
    score(browser, f"{drawn}cases/002/")
    whole = browser.get(f"{drawn}cases/")
    assert re.findall(r'"Case (\d+)">', whole) == ["001", "002"]
    assert re.findall(r'"Case (\d+)">', browser.get(f"{drawn}cases/?status=in_progress")) == ["002"]
    assert "No case is signed off" in browser.get(f"{drawn}cases/?status=signed_off")


def test_a_case_says_what_its_sections_need(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/home", {"answer-home_found": "na"})
    html = " ".join(browser.get(case).split())
    assert "1 answered, 1 to do" in html
    assert "0 answered, 2 to do" in html
    assert "3 things to do before the case can be submitted" in html


def test_questions_show_guidance_and_the_comment_rule(browser: Browser, case: str) -> None:
    html = browser.get(f"{case}sections/home")
    assert "Was a &lt;home&gt; found?" in html
    assert "<li>notes &amp; forms</li>" in html
    assert "Needed if the answer is “No” (say what led you to it)." in html
    assert "From 0 to 50." in html
    assert 'not yet given: <span data-count="waiting">1</span>' in html
    assert "What was tried?" not in seen_of(html)


def test_what_is_saved_is_there_again(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/home", {**HOME, "answer-weeks": "1.50", "comment-visits": "Each <week>."})
    browser.send(f"{case}sections/release", {**RELEASE, "answer-summary": "One.\r\nTwo."})
    home, release = (form_of(browser.get(f"{case}sections/{section}")) for section in ("home", "release"))
    assert (home["answer-home_found"], home["answer-visits"], home["answer-weeks"]) == ("yes", "3", "1.5")
    assert home["comment-visits"] == "Each <week>."
    assert [release[f"answer-released_on-{part}"] for part in ("day", "month", "year")] == [
        "01",
        "03",
        "2016",
    ]
    assert release["answer-summary"] == "One.\nTwo."


def test_a_save_goes_on_to_where_the_button_says(browser: Browser, case: str) -> None:
    assert Page(browser.send(f"{case}sections/home", HOME)).title.startswith("Release, case 001")
    assert Page(browser.send(f"{case}sections/home", {"back": "1"})).title.startswith("Case 001")
    assert Page(browser.send(f"{case}sections/release", RELEASE)).title.startswith("Check answers")


def test_an_answer_opens_questions_on_the_same_page(browser: Browser, case: str) -> None:
    html = browser.send(f"{case}sections/home", {"answer-home_found": "no", "comment-home_found": "None."})
    assert "1 more question on this page now applies" in html
    assert "What was tried?" in seen_of(html)


def test_an_answer_routed_out_is_parked_and_comes_back(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    browser.send(home, {"answer-home_found": "no"})
    browser.send(home, {"answer-home_kind": ["hostel", "family"]})
    browser.send(home, {"answer-home_found": "yes"})
    html = browser.get(home)
    assert "They are parked: kept, counted nowhere" in seen_of(html)
    assert '<li data-parked-question="home_kind">What was tried?</li>' in html
    assert "<s>Hostel; Family</s>" in browser.get(f"{case}check")
    browser.send(home, {"answer-home_found": "no"})
    assert re.search(r'value="hostel"\s+checked', browser.get(home))


def test_an_answer_can_be_taken_back(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    assert "Clear this answer" not in seen_of(browser.get(home))
    browser.send(home, HOME)
    assert "Clear this answer" in seen_of(browser.get(home))
    browser.send(home, {"answer-home_found": "", "answer-visits": ""})
    assert "answer-home_found" not in form_of(browser.get(home))
    assert form_of(browser.get(home))["answer-visits"] == ""


BAD = {"answer-visits": "<many>", "comment-visits": "Typed before.", "answer-home_found": "yes"}


def test_a_bad_answer_keeps_back_nothing_but_itself(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    html = browser.send(home, BAD, status=422)
    assert 'href="#answer-visits"' in html
    assert ">How many visits? Enter a whole number in figures" in html
    again = form_of(html)
    assert (again["answer-visits"], again["comment-visits"]) == ("<many>", "Typed before.")
    stored = form_of(browser.get(home))
    assert (stored["answer-visits"], stored["comment-visits"]) == ("", "Typed before.")
    assert stored["answer-home_found"] == "yes"
    mended = browser.post(home, {**again, "answer-visits": "4"})
    assert (mended.status_code, broken_rules(mended.get_data(as_text=True))) == (200, [])
    assert "In conflict" not in browser.get(f"{case}check")


def test_a_date_that_is_none_keeps_its_parts(browser: Browser, case: str) -> None:
    html = browser.send(f"{case}sections/release", {**RELEASE, "answer-released_on-day": "31/2"}, status=422)
    assert 'href="#answer-released_on-day"' in html
    assert form_of(html)["answer-released_on-year"] == "2016"


def test_a_comment_that_is_too_long_is_kept_as_typed(browser: Browser, case: str) -> None:
    long = "x" * 20_001
    html = browser.send(f"{case}sections/home", {**HOME, "comment-visits": long}, status=422)
    assert form_of(html)["comment-visits"] == long
    assert form_of(html)["answer-visits"] == "3"


def test_two_stale_pages_make_a_conflict(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    stale = form_of(browser.get(home))
    browser.send(home, {**HOME, "comment-visits": "First."})
    told = browser.post(home, {**stale, "answer-visits": "9", "comment-visits": "Second.", "back": "1"})
    assert Page(told.get_data(as_text=True)).title.startswith("Home, case 001")
    assert "Saved. 2 answers or comments had been changed since" in told.get_data(as_text=True)
    html = browser.get(home)
    assert html.count("2 versions of this") == 2
    assert '<span data-count="conflicts">2</span> in conflict' in html
    assert "<strong>3</strong>" in html
    assert "<strong>9</strong>" in html
    assert "In conflict" in browser.get(case)
    assert browser.get(f"{case}check").count("Choose between the versions in conflict") == 1


FIRST = {
    "home": {"answer-home_kind": ["hostel"], "answer-visits": "3", "comment-visits": "Once."},
    "release": RELEASE | {"answer-summary": "One.", "comment-well_run": ""},
}
OTHER = {
    "home": {"answer-home_kind": ["nothing"], "answer-visits": "9", "comment-visits": "Twice."},
    "release": {"answer-released_on-day": "2", "answer-summary": "Two.", "answer-well_run": "no"},
}
CLOSED_OFF = {
    "home": {"answer-home_kind": "disabled", "answer-visits": "readonly", "comment-visits": "readonly"},
    "release": {
        **{f"answer-released_on-{part}": "readonly" for part in ("day", "month", "year")},
        "answer-summary": "readonly",
        "answer-well_run": "disabled",
    },
}


@pytest.fixture(params=["home", "release"])
def in_conflict(request: pytest.FixtureRequest, browser: Browser, case: str) -> str:
    """The path of a section page where answers of some kinds, and a comment, are in conflict."""
    browser.send(f"{case}sections/home", {"answer-home_found": "no", "comment-home_found": "None."})
    page = f"{case}sections/{request.param}"
    stale = form_of(browser.get(page))
    browser.send(page, FIRST[request.param])
    browser.post(page, {**stale, **FIRST[request.param], **OTHER[request.param]})
    return page


def test_what_is_in_conflict_takes_no_input_and_says_where_it_is_settled(
    browser: Browser, in_conflict: str
) -> None:
    html = browser.get(in_conflict)
    controls = {
        attributes["name"]: mark
        for tag, attributes in Page(html).elements
        if tag in ("input", "textarea")
        for mark in {"readonly", "disabled"} & set(attributes)
    }
    assert controls == CLOSED_OFF[in_conflict.rpartition("/")[2]]
    assert "Give the one that should stand" not in html
    assert html.count("It can’t be changed here: <a") == html.count("2 versions of this") == 3
    browser.send(in_conflict, {})
    assert browser.get(in_conflict).count("2 versions of this") == 3


def test_what_is_sent_of_a_conflict_that_was_shown_settles_nothing_and_is_not_lost(
    browser: Browser, in_conflict: str
) -> None:
    fields = {
        "home": {"answer-home_kind": ["family", "hostel"], "answer-visits": "<7>", "comment-visits": "x"},
        "release": {**RELEASE, "answer-summary": "<One.>", "answer-well_run": "na"},
    }[in_conflict.rpartition("/")[2]]
    html = browser.send(in_conflict, fields, status=422)
    words = re.findall(r'app-not-taken__words">([^<]*)<', html)
    assert words in (["Family; Hostel", "&lt;7&gt;", "x"], ["1/3/2016", "&lt;One.&gt;", "Not applicable"])
    assert html.count("can’t be changed here. Follow “compare them”") == 6  # in the summary and beside each
    assert f'href="{in_conflict.partition("sections/")[0]}conflicts/answer/' in html
    again = form_of(html)
    assert [again[name] for name in CLOSED_OFF[in_conflict.rpartition("/")[2]] if again.get(name)] == []
    assert browser.post(in_conflict, again).status_code == 200
    assert browser.get(in_conflict).count("2 versions of this") == 3


def test_a_page_from_before_a_conflict_makes_one_version_more(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    first, second = (form_of(browser.get(home)) for _ in range(2))
    browser.send(home, {"comment-visits": "Once."})
    browser.post(home, {**first, "comment-visits": "Twice."})
    assert browser.post(home, {**second, "comment-visits": "Thrice."}).status_code == 200
    assert "3 versions of this comment are in conflict" in browser.get(home)


def test_a_page_left_open_does_not_undo_what_others_did(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    browser.send(home, HOME)
    stale = form_of(browser.get(home))
    browser.send(home, {"answer-visits": "7"})
    browser.post(home, {**stale, "answer-home_found": "na"})
    stored = form_of(browser.get(home))
    assert (stored["answer-visits"], stored["answer-home_found"]) == ("7", "na")
    assert "versions of this" not in browser.get(home)


def test_what_was_typed_is_not_lost_when_the_case_has_been_closed(browser: Browser, scored: str) -> None:
    open_page = form_of(browser.get(f"{scored}sections/home"))
    submit(browser, scored)
    late = browser.post(f"{scored}sections/home", {**open_page, "comment-home_found": "Too late."})
    html = late.get_data(as_text=True)
    assert (late.status_code, broken_rules(html)) == (422, [])
    assert "must be returned before its answers can change" in html
    assert form_of(html)["comment-home_found"] == "Too late."


def test_a_closed_case_is_read_not_changed(browser: Browser, scored: str) -> None:
    submit(browser, scored)
    html = browser.get(f"{scored}sections/home")
    assert Page(html).title.startswith("Check answers")
    assert "Change" not in html


def test_a_foreign_value_is_a_problem_not_a_failure(browser: Browser, case: str) -> None:
    html = browser.send(f"{case}sections/home", {"answer-home_found": "<evil>"}, status=422)
    assert "is not one of the answers" in html
    assert "<evil>" not in html


def test_a_page_that_asked_less_than_is_asked_now_is_shown_again(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    fields = {**form_of(browser.get(home)), "answer-home_found": "no"}
    browser.post(home, fields)
    html = browser.post(home, fields).get_data(as_text=True)
    assert "What was tried?" in seen_of(html)
    assert Page(html).title.startswith("Home, case 001")


def test_a_section_page_with_every_control_can_be_sent_empty(browser: Browser, case: str) -> None:
    browser.send(f"{case}sections/release", {})
    assert "Not started" in browser.get(case)


def test_an_answer_that_stands_alone_unticks_the_others(browser: Browser, case: str) -> None:
    html = browser.send(f"{case}sections/home", {"answer-home_found": "no"})
    boxes = [
        attributes for tag, attributes in Page(html).elements if attributes.get("name") == "answer-home_kind"
    ]
    assert {box["value"]: box.get("data-behaviour") for box in boxes} == {
        "hostel": None,
        "family": None,
        "nothing": "exclusive",
    }


def test_a_question_that_may_stay_empty_says_so(browser: Browser, case: str) -> None:
    html = browser.get(f"{case}sections/home")
    assert "How many weeks? (optional)" in html
    assert "How many visits? (optional)" not in html


CITED = {
    "evidence-visits-system": "nomis",
    "evidence-visits-record": "Case note <1>",
    "evidence-visits-date": "2016-03-27",
}


def test_evidence_is_cited_and_removed(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    browser.send(home, {**HOME, **CITED})
    html = browser.get(home)
    assert "NOMIS, Case note &lt;1&gt;, 27 March 2016" in html
    assert form_of(html)["evidence-visits-system"] == ""
    box = next(name for name in form_of(html) if name.startswith("remove-evidence-visits-"))
    browser.send(home, {box: "yes"})
    assert "NOMIS, Case note" not in browser.get(home)


def test_a_page_sent_twice_cites_a_record_once(browser: Browser, case: str) -> None:
    page = {**form_of(browser.get(f"{case}sections/home")), **CITED}
    for _ in range(2):
        browser.post(f"{case}sections/home", page)
    html = browser.get(f"{case}sections/home")
    assert html.count('<span class="app-evidence__words">NOMIS, Case note &lt;1&gt;, 27 March 2016') == 1
    assert "versions of this" not in html


@pytest.mark.parametrize(
    ("part", "typed", "words"),
    [
        ("system", "", "Choose the system the record is in"),
        ("system", "<myspace>", "Choose the system the record is in"),
        ("record", "x" * 201, "in at most 200 characters: cite it, do not copy it"),
        ("date", "31/2/2016", "Enter a real date, such as 27/3/2016"),
    ],
)
def test_evidence_that_cannot_be_cited_is_kept_as_typed(
    browser: Browser, case: str, part: str, typed: str, words: str
) -> None:
    html = browser.send(
        f"{case}sections/home", {**HOME, **CITED, f"evidence-visits-{part}": typed}, status=422
    )
    assert words in html
    assert 'href="#evidence-visits-system"' in html
    other = "record" if part != "record" else "date"
    assert form_of(html)[f"evidence-visits-{other}"] == CITED[f"evidence-visits-{other}"]
    assert form_of(html)["answer-visits"] == "3"


def test_each_question_leads_to_its_history_and_to_an_alert(browser: Browser, case: str) -> None:
    html = browser.get(f"{case}sections/home")
    assert f'href="{case}questions/visits/history"' in html
    assert f'href="{case}alerts/new?question=visits"' in html


def test_a_conflict_leads_to_where_its_versions_are_compared(browser: Browser, case: str) -> None:
    home = f"{case}sections/home"
    stale = form_of(browser.get(home))
    browser.send(home, {"answer-visits": "3"})
    browser.post(home, {**stale, "answer-visits": "4"})
    assert f'href="{case}conflicts/answer/visits">compare them' in browser.get(home)
