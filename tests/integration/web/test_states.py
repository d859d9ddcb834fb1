"""A case's way from submission to sign-off and back."""

import pytest

from tests.integration.web.conftest import Browser, form_of, score, submit
from tests.integration.web.house_rules import broken_rules


def test_an_incomplete_case_lists_all_that_is_left(browser: Browser, drawn: str) -> None:
    case = f"{drawn}cases/001/"
    browser.send(f"{case}sections/home", {"answer-home_found": "no"})
    html = browser.send(f"{case}submit", {}, status=422, page=f"{case}check")
    for place in (
        "home#question-home_found",
        "home#question-home_kind",
        "home#question-visits",
        "release#question-released_on",
        "release#question-well_run",
    ):
        assert f'href="{case}sections/{place}"' in html
    assert "Add a comment: Was a &lt;home&gt; found?" in html
    assert "5 things left to do" in browser.get(f"{case}check")


def test_submit_return_and_sign_off(browser: Browser, scored: str) -> None:
    assert "Case 001 is submitted." in submit(browser, scored)
    assert "Say why" in browser.send(f"{scored}return", {"reason": ""}, status=422)
    html = browser.send(f"{scored}return", {"reason": "See the <plan>."})
    assert "Case 001 is returned." in html
    assert "See the &lt;plan&gt;." in html
    submit(browser, scored)
    assert "Case 001 is signed off." in browser.send(f"{scored}sign-off", {})
    html = browser.send(f"{scored}reopen", {"reason": "A late letter."})
    assert "Case 001 is open again." in html
    history = browser.get(f"{scored}history")
    places = [history.index(word) for word in ("Submitted", "Returned", "Signed off", "Re-opened")]
    assert places == sorted(places)
    assert "A late letter." in history


def test_withdrawing_takes_a_case_out_of_every_count(browser: Browser, signed_off: str) -> None:
    inspection = signed_off.partition("cases/")[0]
    other = f"{inspection}cases/002/"
    browser.send(f"{other}sections/home", {"answer-visits": "3"})
    assert "Say why" in browser.send(f"{other}withdraw", {"reason": ""}, status=422)
    html = browser.send(f"{other}withdraw", {"reason": "The <file> is closed to us."})
    assert "Case 002 is withdrawn." in html
    assert "The &lt;file&gt; is closed to us." in html
    assert "1 of 1 case signed off" in browser.get("/")
    assert "1 of 1 case signed off" in browser.get(inspection)
    for query in ("", "?count=begun"):
        findings = " ".join(browser.get(f"{inspection}findings{query}").split())
        assert "From all 1 case. 1 further case was withdrawn and counts nowhere." in findings
    assert "All 1 case are signed off." in browser.get(f"{inspection}outputs")
    assert "Case 002</a>" not in browser.get(f"{inspection}cases/?status=signed_off")
    assert 'aria-label="Case 002"' in browser.get(f"{inspection}cases/?status=withdrawn")
    assert "part of the sample again" in browser.get(f"{other}reopen")
    html = browser.send(f"{other}reopen", {"reason": "They opened it."})
    assert "Case 002 is open again." in html
    history = browser.get(f"{other}history")
    assert history.index("Withdrawn") < history.index("Re-opened")
    assert "1 of 2 cases signed off" in browser.get(inspection)


def test_a_case_that_nobody_has_begun_can_be_withdrawn(browser: Browser, drawn: str) -> None:
    html = browser.send(f"{drawn}cases/001/withdraw", {"reason": "Drawn twice."})
    assert "Case 001 is withdrawn." in html


def test_what_nobody_had_begun_comes_back_as_allocated_everywhere(browser: Browser, drawn: str) -> None:
    case = f"{drawn}cases/001/"
    browser.send(f"{case}withdraw", {"reason": "Drawn twice."})

    html = browser.send(f"{case}reopen", {"reason": "It was not."})

    assert "Case 001 is open again." in html
    for page in (case, f"{case}check"):
        assert "Allocated" in browser.get(page), page
        assert "In progress" not in browser.get(page), page
    for page, cases in (("board?status=allocated", 2), ("cases/?status=allocated", 2)):
        assert browser.get(f"{drawn}{page}").count("</tr>") - 1 == cases, page


def test_a_signed_off_case_is_re_opened_before_it_is_withdrawn(browser: Browser, signed_off: str) -> None:
    assert "withdraw" not in browser.get(signed_off)
    assert '<h1 class="govuk-heading-l">Case 001</h1>' in browser.get(f"{signed_off}withdraw")


@pytest.mark.parametrize("step", ["sign-off", "return", "reopen"])
def test_a_step_that_is_not_open_leads_back_to_the_case(browser: Browser, scored: str, step: str) -> None:
    assert '<h1 class="govuk-heading-l">Case 001</h1>' in browser.get(f"{scored}{step}")
    response = browser.post(f"{scored}{step}", {**form_of(browser.get(f"{scored}check")), "reason": "Why."})
    html = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(html)) == (422, [])
    assert "is in progress" in html


def test_a_submission_covers_what_its_page_showed(browser: Browser, scored: str) -> None:
    stale = form_of(browser.get(f"{scored}check"))
    browser.send(f"{scored}sections/home", {"answer-visits": "8"})
    response = browser.post(f"{scored}submit", stale)
    html = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(html)) == (422, [])
    assert "Submitted" not in browser.get(f"{scored}history")


def test_overview_and_findings_follow_the_sign_off(browser: Browser, signed_off: str) -> None:
    inspection = signed_off.partition("cases/")[0]
    assert "1 of 2 cases signed off" in browser.get(inspection)
    findings = " ".join(browser.get(f"{inspection}findings").split())
    assert "From 1 of 2 cases: those not yet signed off do not count" in findings
    assert "1 of 1 (100 per cent)" in findings
    assert "Good" in findings


def test_findings_can_be_broken_down(browser: Browser, signed_off: str) -> None:
    inspection = signed_off.partition("cases/")[0]
    score(browser, f"{inspection}cases/002/")
    submit(browser, f"{inspection}cases/002/")
    browser.send(f"{inspection}cases/002/sign-off", {})
    html = " ".join(browser.get(f"{inspection}explore?rows=section.home&by=sex").split())
    assert '<option value="sex" selected' in html
    assert "All cases <span" in html
    assert html.index("Female <span") < html.index("Male <span")
    assert "<title>Explore: Home, by sex" in html


def test_without_a_sign_off_there_is_nothing_to_find(browser: Browser, drawn: str) -> None:
    assert "No case is signed off yet" in browser.get(f"{drawn}findings")
    assert "No case is signed off yet" in browser.get(f"{drawn}outputs")
