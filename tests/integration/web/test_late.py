"""What came in while a case was closed is told on the pages of the case, with the way to where it is read."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string

from tests.integration.web.conftest import Browser, form_of, submit
from tests.integration.web.house_rules import broken_rules
from tests.integration.web.outbox import Outbox, assessment_of, entry, save

pytestmark = pytest.mark.both_databases

VISIT = {"reviewed_on": None, "outcome": "held", "interviewed": [], "consent": None, "note": None}


def words(html: str) -> str:
    """The words of some HTML, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.fixture
def late(app: Flask, browser: Browser, scored: str) -> str:
    """The path of a submitted case about which two things came late."""
    submit(browser, scored)
    entries = entry("answer", "visits", 9), entry("comment", "home_found", None, "Seen <after> all.")
    Outbox(browser).send(assessment_of(app), save(*entries))
    return scored


@pytest.fixture
def one_late(app: Flask, browser: Browser, scored: str) -> str:
    """The path of a submitted case about which one thing came late."""
    submit(browser, scored)
    Outbox(browser).send(assessment_of(app), save(entry("answer", "visits", 9)))
    return scored


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "2 late entries came in while the case was closed. They are kept, and count nowhere unless"),
        (
            "check",
            "2 late entries came in while the case was closed. They are kept, and count nowhere unless",
        ),
        ("sign-off", "You sign off without 2 late entries. They came in after the case was submitted"),
        ("return", "When you return the case, they become part of it as if they had come in at that moment"),
        ("withdraw", "They stay late when you withdraw the case, and count nowhere unless it is re-opened"),
    ],
)
def test_a_page_of_a_submitted_case_tells_what_is_late(
    browser: Browser, late: str, page: str, said: str
) -> None:
    html = browser.get(f"{late}{page}")
    assert said in words(html)
    assert f'href="{late}history#late">Read them in the history</a>' in html


@pytest.mark.parametrize("closing", ["sign-off", "withdraw"])
def test_re_opening_tells_what_is_late(browser: Browser, one_late: str, closing: str) -> None:
    browser.send(f"{one_late}{closing}", {"reason": "Its records are closed."})
    assert "It is kept, and counts nowhere unless the case is re-opened." in words(browser.get(one_late))
    html = browser.get(f"{one_late}reopen")
    assert "1 late entry came in while the case was closed. When you re-open the case, it becomes" in words(
        html
    )
    assert f'href="{one_late}history#late">Read it in the history</a>' in html


@pytest.mark.parametrize("page", ["sections/home", "points/custody"])
def test_a_page_to_answer_on_that_was_closed_meanwhile_tells_what_is_late(
    app: Flask, browser: Browser, scored: str, page: str
) -> None:
    open_page = form_of(browser.get(f"{scored}{page}"))
    submit(browser, scored)
    Outbox(browser).send(assessment_of(app), save(entry("answer", "visits", 9)))

    response = browser.post(f"{scored}{page}", open_page)

    html = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(html)) == (422, [])
    assert "1 late entry came in while the case was closed." in words(html)
    assert f'href="{scored}history#late"' in html


def test_signing_off_without_what_is_late_warns_and_leads_to_the_other_way(
    browser: Browser, one_late: str
) -> None:
    html = browser.get(f"{one_late}sign-off")
    (warning,) = re.findall(r'<div class="govuk-warning-text.*?</div>', html, re.DOTALL)
    assert words(warning) == (
        "! Warning You sign off without 1 late entry. It came in after the case was submitted, is not among "
        "the answers that you sign off, and counts nowhere unless the case is re-opened."
    )
    assert (
        f'To take it in, <a class="govuk-link" href="{one_late}return">return the case</a> instead.' in html
    )


def test_the_history_lists_what_is_late(app: Flask, browser: Browser, late: str) -> None:
    not_allowed = entry("answer", "visits", 900), entry("visit", "custody", VISIT)
    Outbox(browser).send(assessment_of(app), save(*not_allowed))

    html = browser.get(f"{late}history")

    assert '<h2 class="govuk-heading-m" id="late">4 late entries</h2>' in html
    (table,) = re.findall(r'aria-label="Late entries">.*?</table>', html, re.DOTALL)
    nine, comment, many, visit = (words(row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:])
    assert nine.startswith("6 June 2016 at 09:00 made 6 June 2016 at 09:00 Answer: How many visits? ")
    assert "pat.inspector on laptop-7" in nine
    assert nine.endswith(
        "9 Came after the case was closed: it becomes part of the case if that is opened again"
    )
    assert "Comment: Was a <home> found?" in comment
    assert "Seen <after> all." in comment
    assert "900 Came after the case was closed, and does not count if it is opened again: " in many
    assert "Visit held" in visit
    assert f'href="{late}questions/visits/history">How many visits?</a>' in table


def test_what_was_late_is_so_no_more_when_the_case_is_returned(browser: Browser, late: str) -> None:
    browser.send(f"{late}return", {"reason": "Something came late."})
    for page in ("", "check", "sections/home", "history"):
        assert "late entr" not in browser.get(f"{late}{page}"), page
    assert "In conflict" in browser.get(f"{late}check")  # the late answer followed none


@pytest.mark.parametrize("page", ["", "check", "sign-off", "return", "withdraw", "history"])
def test_nothing_is_said_where_nothing_is_late(browser: Browser, scored: str, page: str) -> None:
    submit(browser, scored)
    assert "late entr" not in browser.get(f"{scored}{page}")


@pytest.mark.parametrize(
    ("number", "status", "step", "said"),
    [
        (1, "submitted", "", "It is kept, and counts nowhere unless the case is returned or re-opened."),
        (2, "signed_off", "", "They are kept, and count nowhere unless the case is re-opened."),
        (1, "submitted", "withdraw", "It stays late when you withdraw the case, and counts nowhere unless"),
        (2, "submitted", "withdraw", "They stay late when you withdraw the case, and count nowhere unless"),
        (1, "submitted", "return", "When you return the case, it becomes part of it as if it had come in at"),
        (
            2,
            "withdrawn",
            "reopen",
            "When you re-open the case, they become part of it as if they had come in",
        ),
        (2, "submitted", "sign_off", "They came in after the case was submitted, are not among the answers"),
        (2, "submitted", "sign_off", "and count nowhere unless the case is re-opened."),
    ],
)
def test_the_words_agree_with_the_number(app: Flask, number: int, status: str, step: str, said: str) -> None:
    case = SimpleNamespace(
        late=number, status=status, reference="001", inspection=SimpleNamespace(ref="north")
    )
    notice = '{% from "parts.html" import late_notice %}{{ late_notice(case, step) }}'
    with app.test_request_context():
        html = render_template_string(notice, case=case, step=step)
    assert said in words(html)
    assert ("1 late entry" if number == 1 else "2 late entries") in words(html)
