"""The commands about the team."""

import ctypes
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from inspect_app.cli.context import quiet_libraries, utc_now
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow
from tests.integration.cli.conftest import Run
from tests.integration.fieldwork.team import REF, House

ADA, LOU = "ada@example.org", "lou@example.org"


@pytest.fixture
def house(engine: Engine) -> None:
    """Twelve cases; an inspector, and a local assessor of a team in Leeds."""
    with transaction(engine) as session:
        made = House(session, Actor("the tests", "a test"), utc_now).make()
        made.join("ada")
        made.join("lou", role=Role.LOCAL_ASSESSOR, area="Leeds team 0")


@pytest.mark.usefixtures("house")
def test_cases_are_shared_out_from_the_command_line(run: Run) -> None:
    refused = run("team", "allocate", REF)
    assert (refused.status, refused.out) == (2, "")
    assert "Nobody has working days yet" in refused.err
    assert run("team", "days", REF, ADA, 4).out == "Ada reads cases on 4 days.\n"
    assert json.loads(run("team", "days", REF, LOU, 4, "--format", "json").out)["days"] == 4
    done = json.loads(run("team", "allocate", REF, "--format", "json").out)
    assert (done["given"], done["loads"], done["nobody"], done["off"]) == (12, {ADA: 6, LOU: 6}, [], 0)
    assert "12 cases" not in run("team", "list", REF).out
    listed = json.loads(run("team", "list", REF, "--format", "json").out)
    assert [(each["email"], each["cases"], each["kept_from"]) for each in listed["people"]] == [
        (ADA, 6, None),
        (LOU, 6, "North / Leeds"),
    ]
    assert run("team", "allocate", REF).status == 2
    assert run("team", "allocate", REF, "--anew").out.startswith("0 cases shared out.")


@pytest.mark.usefixtures("house")
def test_a_conflict_is_declared_and_ended_by_its_number(run: Run) -> None:
    run("team", "days", REF, ADA, 4)
    run("team", "allocate", REF)
    about = ("team", "conflict", REF, ADA, "--area", "York", "--reason", "Worked there")
    declared = json.loads(run(*about, "--format", "json").out)
    [conflict] = declared["conflicts"]
    assert (conflict["about"], len(declared["taken_back"])) == ("cases of North / York", 6)
    assert (
        "They no longer have"
        in run("team", "conflict", REF, ADA, "--case", declared_other(run), "--reason", "x").out
    )
    assert "must not read cases of North / York" in run("team", "list", REF).out
    assert "Nobody with working days may read" in run("team", "allocate", REF).out
    ended = run("team", "conflict", REF, ADA, "--end", conflict["number"])
    assert ended.out == "The conflict of interest of Ada is ended.\n"
    assert "no conflict of interest with the number" in run("team", "conflict", REF, ADA, "--end", 99).err
    assert "Say what the conflict is about" in run("team", "conflict", REF, ADA, "--reason", "x").err
    assert "names no single area" in run("team", "conflict", REF, ADA, "--area", "Hull", "--reason", "x").err


def declared_other(run: Run) -> str:
    """A case that somebody has."""
    loads = json.loads(run("team", "workload", REF, "--format", "json").out)
    return str(loads["people"][0]["cases"][0]["reference"])


@pytest.mark.usefixtures("house")
def test_a_case_is_given_by_hand_and_stands_in_the_workload(run: Run) -> None:
    given = run("team", "assign", REF, "004", ADA, "--reason", "Knows the prison")
    assert given.out == f"Case 004 is given to {ADA}.\n"
    loads = json.loads(run("team", "workload", REF, "--format", "json").out)
    assert [(each["name"], each["open"]) for each in loads["people"]] == [("Ada", 1)]
    assert loads["people"][0]["cases"][0]["status"] == "allocated"
    assert len(loads["nobody"]) == 11
    text = run("team", "workload", REF).out
    assert "Ada: 1 case, 1 still to read\n  004  allocated\n" in text


@pytest.mark.usefixtures("house")
def test_the_workload_says_who_is_no_longer_in_the_team(run: Run, engine: Engine) -> None:
    run("team", "assign", REF, "004", ADA, "--reason", "Knows the prison")
    with transaction(engine) as session:
        session.execute(update(AccountRow).where(AccountRow.email == ADA).values(disabled_at=utc_now()))
    text = run("team", "workload", REF).out
    assert "Ada (no longer in the team): 1 case, 1 still to read" in text
    assert "1 case to be read with people no longer in the team." in text
    loads = json.loads(run("team", "workload", REF, "--format", "json").out)
    assert [each["gone"] for each in loads["people"]] == [True]


@pytest.mark.usefixtures("house")
def test_the_timetable_is_written_and_logged(run: Run, engine: Engine, tmp_path: Path) -> None:
    run("team", "assign", REF, "004", ADA, "--reason", "Knows the prison")
    path = tmp_path / "timetable.xlsx"
    written = run("team", "timetable", REF, "--from", "2016-06-06", "--out", path)
    assert written.out == (
        f"1 interview in {path}.\nWarning: Ada has interviews on 1 day, and 0 working days.\n"
    )
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet.cell(sheet.max_row, 4).value == "004"
    with transaction(engine) as session:
        assert access_log.events(session)[-1].action == "timetable.export"
    empty = run("team", "timetable", "noise", "--from", "2016-06-06", "--out", path)
    assert (empty.status, "no inspection noise" in empty.err) == (2, True)


@pytest.mark.usefixtures("house")
def test_somebody_who_reads_no_cases_is_not_in_the_team(run: Run) -> None:
    run("user", "add", "yan@example.org", "--name", "Yan")
    assert (
        "no role in area in which they would read cases" in run("team", "days", REF, "yan@example.org", 3).err
    )


def test_what_a_library_prints_is_no_part_of_a_result(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_libraries():
        ctypes.CDLL(None).printf(b"a library's own words\n")
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr() == ("", "a library's own words\n")
