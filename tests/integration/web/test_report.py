"""The answers, as they are exported."""

import pytest

from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of

WHY = {"reason": "Analysis for the annual report", "recipient": "Research unit"}


def test_the_answers_are_exported_for_a_reason_to_somebody(
    browser: Browser, signed_off: str, engine: Engine
) -> None:
    page = f"{signed_off.partition('cases/')[0]}answers"
    response = browser.post(page, {**form_of(browser.get(page)), **WHY})
    assert response.headers["Content-Disposition"] == "attachment; filename=north-answers.csv"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "001,home,home_found,yes" in response.get_data(as_text=True)
    with transaction(engine) as session:
        line = access_log.events(session, "north")[-1]
    assert (line.action, line.reason, line.recipient) == ("answers.export", *WHY.values())


@pytest.mark.parametrize("missing", ["reason", "recipient"])
@pytest.mark.usefixtures("signed_off")
def test_without_saying_why_and_for_whom_no_answers_leave(
    browser: Browser, engine: Engine, missing: str
) -> None:
    page = "/inspections/north/answers"
    for given in ("", "   ", "x" * 2_001, "a\x07b"):
        sent = {**form_of(browser.get(page)), **WHY, missing: given}
        assert browser.post(page, sent).status_code == 422
    with transaction(engine) as session:
        assert "answers.export" not in {event.action for event in access_log.events(session)}


def test_before_a_sign_off_no_answers_are_exported(browser: Browser, drawn: str) -> None:
    page = f"{drawn}answers"
    assert "No case is signed off yet" in browser.send(page, WHY, 422)
