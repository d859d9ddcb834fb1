"""Warnings about comments that look as if they told who somebody is."""

from typing import Any

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from tests.integration.web.conftest import Browser
from tests.integration.web.people import member

CHECK = "cases/001/narrative-check"
TELLING = "\U0001f600 First Family1, born 1 March 1985, X000001; Officer 2 wrote to Family3"
FOUND = [
    ("name", "First Family1", 3, 16),
    ("birth", "1 March 1985", 23, 35),
    ("crn", "X000001", 37, 44),
    ("staff", "Officer 2", 46, 55),
    ("name", "Family3", 65, 72),
]


def ask(browser: Browser, inspection: str, body: Any, status: int = 200, **headers: str) -> Any:
    """What the address answers to a body, sent as a page's script sends it."""
    token = browser.client.get(f"{inspection}saves/pass").get_json()["csrf"]
    response = browser.client.post(
        f"{inspection}{CHECK}", json=body, headers={"X-CSRFToken": token} | headers
    )
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def test_a_script_is_told_which_words_look_like_what(browser: Browser, drawn: str) -> None:
    warnings = ask(browser, drawn, {"text": TELLING})["warnings"]
    assert [(each["kind"], each["words"], each["start"], each["end"]) for each in warnings] == FOUND
    assert warnings[0]["advice"] == (
        "This looks like a name from the long list: “First Family1”. Write “the person” instead. "
        "You can leave it if it isn’t."
    )
    assert ask(browser, drawn, {"text": "He was seen in custody."}) == {"warnings": []}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": 3}, 400, "malformed"),
        (["text"], 400, "malformed"),
        ({"text": "x" * 20_001}, 413, "too_large"),
    ],
)
def test_what_is_no_text_is_refused_in_words(
    browser: Browser, drawn: str, body: Any, status: int, code: str
) -> None:
    assert ask(browser, drawn, body, status)["error"]["code"] == code


def test_a_page_of_somebody_else_cannot_ask(browser: Browser, drawn: str) -> None:
    assert (
        ask(browser, drawn, {"text": TELLING}, 403, **{"X-CSRFToken": "another"})["error"]["code"] == "token"
    )


@pytest.mark.both_databases
def test_each_stored_text_has_its_warnings_beside_it(browser: Browser, drawn: str) -> None:
    browser.send(
        f"{drawn}cases/001/sections/home",
        {"answer-home_found": "yes", "comment-home_found": "Family1 and Family3.", "comment-visits": "None."},
    )
    browser.send(f"{drawn}cases/001/sections/release", {"answer-summary": "Born 01/03/1985."})
    section = browser.get(f"{drawn}cases/001/sections/home")
    assert section.count("Check before you go on") == 1
    assert "“Family1”, “Family3”" in section.partition('data-warned="comment:home_found"')[2][:400]
    html = browser.get(f"{drawn}cases/001/check")
    assert html.count("Check before you go on") == 2
    assert "These look like names from the long list: “Family1”, “Family3”." in html
    assert "This looks like a date of birth: “01/03/1985”." in html


def test_the_note_of_a_visit_and_a_cited_record_are_looked_at_too(browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}cases/001/points/custody", {"outcome": "held", "note": "Family1 was tired."})
    cited = {"evidence-visits-system": "nomis", "evidence-visits-record": "Note on Family3"}
    browser.send(f"{drawn}cases/001/sections/home", cited)
    html = browser.get(f"{drawn}cases/001/check")
    assert "“Family1”" in html
    assert "“Family3”" in html
    assert "“Family3”" in browser.get(f"{drawn}cases/001/sections/home")


def test_who_may_not_see_the_list_is_not_told_who_is_in_it(app: Flask, browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}cases/001/sections/home", {"comment-visits": "Family1, X000001."})
    quality = member(app, Role.QUALITY_LEAD)
    html = quality.get(f"{drawn}cases/001/check")
    assert "This looks like a CRN" in html
    assert "from the long list" not in html
