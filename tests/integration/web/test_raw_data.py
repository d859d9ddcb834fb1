"""Raw data, as they are asked for in the pages."""

import csv
from io import StringIO

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.making import make_outputs
from tests.integration.web.people import member

NORTH = "/inspections/north/"
WHY = {"reason": "Analysis for the annual report", "recipient": "Research unit"}


@pytest.mark.both_databases
@pytest.mark.usefixtures("signed_off")
def test_data_are_taken_for_a_reason_and_somebody(browser: Browser, engine: Engine) -> None:
    made = make_outputs(browser, NORTH, "data", **WHY)
    assert made.keys() == {"data.csv", "codebook.csv", "datapackage.json", "manifest.json"}
    rows = list(csv.DictReader(StringIO(made["data.csv"].decode("utf-8-sig"))))
    assert [row["q.home_found"] for row in rows] == ["yes"]
    with transaction(engine) as session:
        lines = [line for line in access_log.events(session, "north") if line.reason == WHY["reason"]]
    assert [(line.action, line.recipient) for line in lines] == [("data.export", WHY["recipient"])]


@pytest.mark.usefixtures("signed_off")
@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("sav", b"$FL2")])
def test_each_format_is_made(browser: Browser, form: str, start: bytes) -> None:
    assert make_outputs(browser, NORTH, "data", **WHY, format=form)[f"data.{form}"].startswith(start)


@pytest.mark.usefixtures("signed_off")
def test_what_was_written_freely_is_for_those_who_read_cases(app: Flask) -> None:
    lead, analyst = member(app, Role.LEAD), member(app, Role.ANALYST)
    assert 'value="texts"' in lead.get(f"{NORTH}data")
    assert 'value="texts"' not in analyst.get(f"{NORTH}data")
    app.config["WTF_CSRF_ENABLED"] = False  # tokens have tests of their own
    asked = {**WHY, "format": "csv", "including": "texts"}
    refused = analyst.client.post(f"{NORTH}data", data=asked)
    assert refused.status_code == 422
    assert "not open to you" in refused.text
    assert b"Everybody knew the plan." in make_outputs(lead, NORTH, "data", **asked)["data.csv"]


@pytest.mark.parametrize("missing", ["reason", "recipient", "format"])
@pytest.mark.usefixtures("signed_off")
def test_without_saying_why_and_for_whom_no_data_leave(
    browser: Browser, engine: Engine, missing: str
) -> None:
    page = f"{NORTH}data"
    for given in ("", "   ", "x" * 2_001, "a\x07b"):
        sent = {**form_of(browser.get(page)), **WHY, missing: given}
        assert browser.post(page, sent).status_code == 422
    with transaction(engine) as session:
        actions = {event.action for event in access_log.events(session)}
    assert not actions & {"data.export", "outputs.ask"}
