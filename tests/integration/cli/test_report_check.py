"""The command that checks the texts of a report."""

import pytest

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, transaction
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_commands import as_json
from tests.integration.conftest import Clock

FOREWORD = "chapter:foreword"


@pytest.fixture
def written(engine: Engine, actor: Actor, clock: Clock) -> str:
    """The ref of an inspection whose report is started."""
    ref = "north-2016"
    with transaction(engine) as session:
        create_inspection(session, actor, clock, ref=ref, questionnaire="through-the-gate", title="North")
        start_report(session, actor, clock, ref=ref, language="en", style="inspection-report")
    return ref


def say(engine: Engine, actor: Actor, clock: Clock, ref: str, body: str) -> None:
    with transaction(engine) as session:
        save_text(session, actor, clock, spot=Spot(ref, "en", FOREWORD), value={"body": body}, seen=())


def test_problems_are_printed_one_a_line(
    run: Run, engine: Engine, actor: Actor, clock: Clock, written: str
) -> None:
    say(engine, actor, clock, written, "It was 12.\n\n{{rating nobody}}")

    ended = run("report", "check", written)

    assert ended.status == 2
    first, second, summary, names = ended.out.splitlines()
    assert first.startswith("Foreword, line 1: warning: 12: Nothing keeps a number true")
    assert second.startswith("Foreword, line 3: {{rating nobody}}: There is no standard “nobody”.")
    assert summary == "2 problems, of which 1 keeps the report from being frozen."
    assert "weren’t checked for names" in names


def test_warnings_alone_are_no_failure(
    run: Run, engine: Engine, actor: Actor, clock: Clock, written: str
) -> None:
    say(engine, actor, clock, written, "It was 12.")

    ended = run("report", "check", written)
    printed = as_json(run("report", "check", written, "--format", "json"))

    assert (ended.status, ended.out.splitlines()[1]) == (
        0,
        "1 warning; nothing keeps the report from being frozen.",
    )
    [problem] = printed["problems"]
    assert (problem["check"], problem["severity"], problem["line"]) == ("unlinked", "warns", 1)


def test_a_report_that_was_not_started_is_refused(run: Run, written: str) -> None:
    ended = run("report", "check", written, "--language", "cy")

    assert ended.status == 2
    assert "No report in Welsh has been started yet." in ended.err
