"""Checking and exporting the access log, and looks that the command line logs."""

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.access_chain import Event, beginning, link
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session, transaction
from tests.integration.cli.conftest import Ended, Run


@pytest.fixture(autouse=True)
def logged(engine: Engine, actor: Actor, clock: Clock) -> None:
    """Two inspections, one of which has a line that a spreadsheet could run."""
    with transaction(engine) as session:
        for ref in ("noise", "north"):
            create_inspection(session, actor, clock, ref=ref, questionnaire="through-the-gate", title=ref)
        access_log.record(session, clock(), Actor("=cmd()", "desk"), "case.look", "north", "case 001", {})


def change(engine: Engine) -> None:
    """Changes a line past the database's guard."""
    with Session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("SET session_replication_role = replica"))
        else:
            session.execute(text("DROP TRIGGER access_log_no_update"))
        session.execute(text("UPDATE access_log SET author = 'sam' WHERE subject = 'case 001'"))
        session.commit()


def test_a_log_that_was_changed_ends_with_status_1(run: Run, engine: Engine) -> None:
    assert run("audit", "verify") == Ended(0, "3 lines in 2 chains checked, 0 differences.\n", "")
    change(engine)
    message = "Line 2 is not what was written there: it was changed, moved or put in."
    assert run("audit", "verify", "north") == Ended(
        1, f"north: {message}\n2 lines in 1 chain checked, 1 difference.\n", ""
    )
    assert run("audit", "verify", "noise").status == 0
    ended = run("audit", "verify", "--format", "json")
    assert ended.status == 1
    assert json.loads(ended.out) == {
        "chains": 2,
        "lines": 3,
        "differences": [{"inspection": "north", "line": 2, "id": 3, "message": message}],
    }


def test_a_spreadsheet_runs_nothing_of_the_export(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "made" / "log.csv"
    ended = run("audit", "export", "north", "--out", out, "--reason", "A request", "--recipient", "The court")
    assert ended == Ended(0, f"3 lines in {out}\n", "")

    made, look, export = csv.DictReader(io.StringIO(out.read_bytes().decode(), newline=""))
    assert (made["line"], made["action"], made["inspection"]) == ("1", "inspection.create", "north")
    assert json.loads(made["detail"])["questionnaire"] == "through-the-gate@1.0"
    assert (look["author"], look["reason"], look["detail"]) == ("'=cmd()", "", "{}")
    assert (export["action"], export["reason"], export["recipient"]) == (
        "access_log.export",
        "A request",
        "The court",
    )
    assert len({line["chain_hash"] for line in (made, look, export)}) == 3


def test_the_chain_can_be_recomputed_from_json_lines(run: Run, tmp_path: Path, engine: Engine) -> None:
    out = tmp_path / "log.jsonl"
    assert json.loads(run("audit", "export", "--out", out, "--format", "json").out) == {
        "file": str(out),
        "lines": 4,
    }
    with transaction(engine) as session:
        kept = access_log.lines(session)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(each["line"], each["chain_hash"], each["inspection"]) for each in told] == [
        (line.seq, line.chain_hash, line.event.inspection) for line in kept
    ]
    event = kept[-1].event
    assert (event.action, event.inspection, event.detail) == ("access_log.export", None, {"lines": 3})
    assert kept[-1].chain_hash == link(
        beginning(None), Event(event.at, event.actor, "access_log.export", None, "access log", {"lines": 3})
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("verify", "south"), "There is no inspection south."),
        (("export", "south", "--out", "log.csv"), "There is no inspection south."),
        (("export", "north", "--out", "log.txt"), "log.txt must end in .csv or .jsonl"),
        (("export", "north", "--out", "/proc/nowhere/log.csv"), "/proc/nowhere/log.csv can't be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ended = run("audit", *arguments)
    assert (ended.status, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert ended.err.startswith(f"inspect-app: {message}")


def test_a_look_at_the_problems_is_logged(run: Run, engine: Engine) -> None:
    assert run("cases", "problems", "north").status == 0
    with transaction(engine) as session:
        last = access_log.events(session, "north")[-1]
    assert (last.action, last.subject) == ("cases.look", "long list")
