"""The commands that start a report, freeze it and tell what was frozen."""

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, transaction
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_commands import as_json
from tests.integration.conftest import Clock
from tests.integration.two_areas import REF, two_regions
from tests.integration.web.instrument import DEFINITION


@pytest.fixture
def signed_off(engine: Engine, actor: Actor, clock: Clock) -> str:
    """The ref of an inspection with cases signed off."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    two_regions(engine, actor, clock)
    return REF


def say(engine: Engine, actor: Actor, clock: Clock, thing: str, body: str) -> None:
    with transaction(engine) as session:
        spot = Spot(REF, "en", thing)
        save_text(session, actor, clock, spot=spot, value={"body": body}, seen=())


def test_a_report_is_started_frozen_listed_and_compared(
    run: Run, engine: Engine, actor: Actor, clock: Clock, signed_off: str
) -> None:
    assert run("report", "start", signed_off).out == "The report in English is started.\n"
    assert run("report", "editions", signed_off).out == "No edition has been frozen yet.\n"
    say(engine, actor, clock, "chapter:foreword", "There were {{cases}}.")
    first = as_json(run("report", "freeze", signed_off, "--format", "json"))
    assert (first["number"], first["stage"]) == (1, "draft")
    again = run("report", "freeze", signed_off)
    assert again.out.startswith(f"Edition 1  {first['publication_hash'][:12]}  Draft, ")
    say(engine, actor, clock, "chapter:overall", "All was well.")
    wished = ("--stage", "factual_accuracy", "--embargo", "2199-09-01", "--note", "For the board")
    assert run("report", "freeze", signed_off, *wished).status == 0
    lines = run("report", "editions", signed_off).out.splitlines()
    assert [line.partition("  ")[0] for line in lines] == ["Edition 1", "Edition 2"]
    assert "For factual accuracy, confidential until 2199-09-01, " in lines[1]
    assert lines[1].endswith(": For the board")
    assert run("report", "changes", signed_off, 1, 2).out.splitlines() == [
        "Stage: Draft → For factual accuracy",
        "Embargo: none → 2199-09-01",
        "Overall findings: changed",
    ]
    assert run("report", "changes", signed_off, 1, 1).out == "Nothing changed.\n"


def test_what_is_wrong_is_told_and_nothing_is_frozen(
    run: Run, engine: Engine, actor: Actor, clock: Clock, signed_off: str
) -> None:
    run("report", "start", signed_off)
    say(engine, actor, clock, "chapter:foreword", "Well.\n\n{{rating nobody}}")
    ended = run("report", "freeze", signed_off)
    assert ended.status == 2
    assert "Foreword, line 3: {{rating nobody}}: There is no standard" in ended.err
    assert as_json(run("report", "editions", signed_off, "--format", "json")) == []
