"""Asking for a case list on the page."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from inspect_app.questionnaire.dates import NO_DAY
from tests.integration.web.conftest import Browser, Fields

PERIOD: Fields = {
    "period_from-day": "1",
    "period_from-month": "1",
    "period_from-year": "2016",
    "period_to-day": "31",
    "period_to-month": "3",
    "period_to-year": "2016",
}


def test_a_request_is_made_listed_and_downloaded(browser: Browser, inspection: str) -> None:
    page = f"{inspection}long-list/request"
    assert "Ask the inspected body for its list" in browser.get(f"{inspection}long-list")
    assert "Requests made so far" not in browser.get(page)
    html = browser.send(page, {**PERIOD, "inclusions": "Women.\nMen <all>.", "optional": ["team"]})
    assert "Request 1 is made." in html
    assert "1 January 2016 to 31 March 2016" in html

    response = browser.client.get(f"{inspection}long-list/requests/1")
    assert response.status_code == 200
    assert "attachment; filename=north-case-list-request-1.xlsx" in response.headers["Content-Disposition"]
    book = load_workbook(BytesIO(response.data))
    assert "Include: Men <all>." in [cell.value for cell in book["Instructions"]["A"]]
    headings = [cell.value for cell in book["Cases"][3]]
    assert "Team" in headings
    assert "Office" not in headings
    assert "no case list request 2" in browser.get(f"{inspection}long-list/requests/2", 404)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"period_from-day": "", "period_from-month": "", "period_from-year": ""}, "Enter the first and the"),
        ({"period_to-day": "31", "period_to-month": "2"}, NO_DAY),
        ({"period_to-year": "2015"}, "The period ends before it begins"),
        ({"optional": ["crn"]}, "can be left out or asked for"),
    ],
)
def test_a_request_that_is_none_is_refused(
    browser: Browser, inspection: str, changed: Fields, message: str
) -> None:
    html = browser.send(f"{inspection}long-list/request", {**PERIOD, **changed}, status=422)
    assert message in html
    assert "Requests made so far" not in html
