"""A lead replaces a case by a reserve, and sees what was planned and what is achieved."""

import re

import pytest

from tests.integration.web.conftest import Browser, draw, form_of

CASE = "/inspections/north/cases/001/"
PROGRESS = "/inspections/north/sample/progress"


@pytest.fixture
def sampled(browser: Browser, listed: str) -> Browser:
    """A browser of the owner, where a sample with reserves is drawn."""
    draw(browser, listed, buffer="50", seed="a seed")
    return browser


def test_the_reserve_comes_and_is_told(sampled: Browser) -> None:
    assert "Replace by a reserve" in sampled.get(CASE)
    page = sampled.get(f"{CASE}replace")
    assert "1 reserve is left" in page or "reserves are left" in page
    sent = sampled.post(f"{CASE}replace", {**form_of(page), "reason": "no_file"})
    assert sent.request.path.endswith("/cases/003/")
    assert "Case 001 is withdrawn, and case 003 has taken its place." in sent.get_data(as_text=True)
    progress = sampled.get(PROGRESS)
    assert re.search(r"Case 001</a></td>.*Case 003</a></td>.*The file can’t be found", progress, re.DOTALL)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose a reason"),
        ({"reason": "other", "words": " "}, "Say in your own words why the case is replaced"),
        ({"reason": "none such"}, "There is no reason none such"),
        ({"reason": "died", "covers": "an older page"}, "that you had not seen"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_replaced(
    sampled: Browser, fields: dict[str, str], message: str
) -> None:
    form = {**form_of(sampled.get(f"{CASE}replace")), **fields}
    answer = sampled.post(f"{CASE}replace", form)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert "No case has been replaced" in sampled.get(PROGRESS)


def test_before_a_draw_the_way_leads_to_the_draw(browser: Browser, listed: str) -> None:
    assert listed
    assert browser.client.get(PROGRESS).location == "/inspections/north/sample"
