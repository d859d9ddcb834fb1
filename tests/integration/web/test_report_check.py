"""The page that says what is wrong in the texts of a report."""

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import transaction
from tests.integration.conftest import Clock
from tests.integration.web.conftest import Browser
from tests.integration.web.people import member

CHECK = "/inspections/north/writing/en/check"


@pytest.fixture
def writer(app: Flask, signed_off: str, actor: Actor, clock: Clock) -> Browser:
    """A report writer of an inspection whose report is started."""
    assert signed_off
    with transaction(app.extensions["inspect_app"].engine) as session:
        start_report(session, actor, clock, ref="north", language="en", style="inspection-report")
    return member(app, Role.REPORT_WRITER)


def say(app: Flask, actor: Actor, clock: Clock, body: str) -> None:
    spot = Spot("north", "en", "chapter:foreword")
    with transaction(app.extensions["inspect_app"].engine) as session:
        save_text(session, actor, clock, spot=spot, value={"body": body}, seen=())


def test_problems_stand_with_their_line_and_what_to_do(
    app: Flask, writer: Browser, actor: Actor, clock: Clock
) -> None:
    say(app, actor, clock, "In 12 cases.\n\n{{rating <b>nobody</b>}} and X123456")

    page = writer.get(CHECK)

    assert "3 things to look at, of which 1 keeps the report from being frozen." in page
    assert "Keeps it from being frozen" in page
    assert "{{rating &lt;b&gt;nobody&lt;/b&gt;}}" in page
    assert "This looks like a CRN." in page
    assert 'href="/inspections/north/writing/en/chapters/foreword"' in page


def test_nothing_is_found_in_a_text_that_is_right(
    app: Flask, writer: Browser, actor: Actor, clock: Clock
) -> None:
    say(app, actor, clock, "We looked.")

    assert "Nothing was found." in writer.get(CHECK)


def test_who_may_not_see_the_long_list_is_told_that_names_are_unchecked(
    app: Flask, writer: Browser, actor: Actor, clock: Clock
) -> None:
    say(app, actor, clock, "We met Family1 First1.")

    for_writer, for_lead = writer.get(CHECK), member(app, Role.LEAD).get(CHECK)

    assert "texts weren’t checked for names" in for_writer
    assert "Family1" not in for_writer
    assert "texts weren’t checked for names" not in for_lead
    assert "This looks like a name from the long list." in for_lead


def test_a_report_that_nobody_started_is_not_there(writer: Browser) -> None:
    writer.get("/inspections/north/writing/cy/check", 404)
