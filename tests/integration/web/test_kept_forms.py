"""The browser is told which of the forms that it keeps were accepted, on the page that follows and once."""

import re

import pytest

from tests.integration.web.conftest import Browser, form_of, submit
from tests.integration.web.test_board import ALERT, closing_pages

KEY = "0123456789abcdef"


def accepted(html: str) -> str | None:
    """The keys of accepted forms on a page; None when no form of it is kept and none was accepted."""
    found = re.search(r'id="kept-data" data-accepted="([^"]*)"', html)
    return found[1] if found else None


def test_a_form_with_errors_gives_its_key_back_and_an_accepted_one_is_told_once(
    browser: Browser, drawn: str
) -> None:
    new = f"{drawn}cases/001/alerts/new"
    html = browser.send(new, {**ALERT, "what": "", "kept": KEY}, status=422)
    assert accepted(html) == ""
    assert form_of(html)["kept"] == KEY
    assert accepted(browser.send(new, {**ALERT, "kept": KEY})) == KEY
    assert accepted(browser.get(drawn)) is None
    [closing] = closing_pages(browser.get(f"{drawn}alerts"))
    assert accepted(browser.send(closing, {"how": "She is safe.", "kept": KEY})) == KEY


@pytest.mark.parametrize("key", ["", "0123", f"{KEY}0", "<script>", "é" * 16])
def test_what_is_no_key_is_told_to_nobody(browser: Browser, drawn: str, key: str) -> None:
    assert accepted(browser.send(f"{drawn}cases/001/alerts/new", {**ALERT, "kept": key})) is None


def test_each_step_with_a_reason_is_told(browser: Browser, scored: str) -> None:
    submit(browser, scored)
    for step in ("return", "withdraw", "reopen"):
        assert form_of(browser.get(f"{scored}{step}"))["kept"] == ""
        html = browser.send(f"{scored}{step}", {"reason": "So that it is.", "kept": KEY})
        assert accepted(html) == KEY


def test_a_step_without_a_reason_is_not_kept(browser: Browser, scored: str) -> None:
    browser.send(f"{scored}submit", {}, page=f"{scored}check")
    html = browser.get(f"{scored}sign-off")
    assert accepted(html) is None
    assert "kept" not in form_of(html)


def test_an_alert_with_the_key_of_another_is_raised_when_it_is_sent_once_more(
    browser: Browser, drawn: str
) -> None:
    new = f"{drawn}cases/001/alerts/new"
    first = form_of(browser.get(new)) | ALERT
    browser.post(new, first)
    html = browser.post(new, {**first, "what": "Something else."}).get_data(as_text=True)
    assert "raised already, with other words" in html
    assert browser.get(f"{drawn}alerts").count("Close this alert") == 1
    again = form_of(html) | {"question": "home_found"}
    assert again["key"] != first["key"]
    browser.post(new, again)
    assert browser.get(f"{drawn}alerts").count("Close this alert") == 2


def test_the_key_goes_with_a_form_that_is_sent_again_and_is_not_shown(browser: Browser, drawn: str) -> None:
    fields = {**ALERT, "key": "a" * 16, "kept": KEY}
    expired = browser.client.post(
        f"{drawn}cases/001/alerts/new", data=fields, headers={"Origin": "http://localhost"}
    )
    html = expired.get_data(as_text=True)
    assert (expired.status_code, form_of(html)["kept"], html.count(KEY)) == (400, KEY, 1)
