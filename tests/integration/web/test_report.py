"""The outputs, as they are downloaded."""

from pathlib import Path

import pytest

from inspect_app.findings.snapshot import Snapshot
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.house_rules import broken_rules


def test_the_report_is_made_and_sent(browser: Browser, signed_off: str) -> None:
    page = f"{signed_off.partition('cases/')[0]}report"
    response = browser.post(f"{page}/report.pdf", form_of(browser.get(page)))
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == "attachment; filename=north-report.pdf"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("findings.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_each_output_is_sent_as_what_it_is(
    browser: Browser, signed_off: str, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(snapshot: Snapshot, answers: list[object], folder: Path, _progress: object) -> None:
        (folder / name).write_text(f"{snapshot.inspection.ref} {len(answers) > 0}", encoding="utf-8")

    monkeypatch.setattr("inspect_app.web.report.build_outputs", build)
    page = f"{signed_off.partition('cases/')[0]}report"
    response = browser.post(f"{page}/{name}", form_of(browser.get(page)))
    assert response.data == b"north True"
    assert response.headers["Content-Type"] == kind
    assert f"attachment; filename=north-{name}" in response.headers["Content-Disposition"]


def test_there_is_no_other_output(browser: Browser, signed_off: str) -> None:
    page = f"{signed_off.partition('cases/')[0]}report"
    assert browser.post(f"{page}/secrets.txt", form_of(browser.get(page))).status_code == 404


def test_before_a_sign_off_the_reason_is_said(browser: Browser, drawn: str) -> None:
    token = {"csrf_token": form_of(browser.get("/inspections/new"))["csrf_token"]}
    response = browser.post(f"{drawn}report/report.pdf", token)
    html = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(html)) == (422, [])
    assert "No case is signed off yet" in html


def test_nobody_waits_for_the_outputs(
    browser: Browser, signed_off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the outputs are made, the transaction that froze the figures is over and others can write."""
    engine = browser.client.application.extensions["inspect_app"].engine
    waited: list[bool] = []

    def build(*_: object) -> None:
        with transaction(engine):  # on SQLite this needs the write lock
            waited.append(False)
        raise LookupError("built enough")

    monkeypatch.setattr("inspect_app.web.report.build_outputs", build)
    page = f"{signed_off.partition('cases/')[0]}report"
    assert browser.post(f"{page}/report.pdf", form_of(browser.get(page))).status_code == 500
    assert waited == [False]


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
