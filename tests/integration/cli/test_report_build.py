"""Building a report from the command line."""

import json
import re
from pathlib import Path

import pytest

from inspect_app.cli.context import utc_now
from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, transaction
from tests.integration.cli.conftest import Run, finish

FILES = ("report.pdf", "findings.xlsx", "report-html.zip", "report.docx", "figures.zip", "manifest.json")


def test_a_report_nobody_started_is_built_as_files(
    run: Run, engine: Engine, homes: str, tmp_path: Path
) -> None:
    finish(engine, homes)
    out = tmp_path / "new" / "outputs"
    ended = run("report", "build", homes, "--out", out)
    assert ended.status == 0, ended.err
    first, *files = ended.out.splitlines()
    assert re.fullmatch(r"Edition 1  [0-9a-f]{12}  Draft", first)
    assert files == [str(out / name) for name in FILES]
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    stages = ("Filling in the templates", "Making the workbook", "Setting the PDF", "Done")
    assert [stage for stage in stages if stage not in ended.err] == []
    printed = json.loads(run("report", "build", homes, "--out", out, "--format", "json").out)
    assert (printed["number"], printed["stage"], printed["files"]) == (1, "draft", files)
    assert printed["edition"].startswith(first.split()[2])


def test_an_edition_is_built_again_by_its_number(
    run: Run, engine: Engine, homes: str, tmp_path: Path
) -> None:
    finish(engine, homes)
    run("report", "build", homes, "--out", tmp_path / "now")
    run("report", "freeze", homes, "--stage", "final", "--embargo", "2199-01-14")
    again = run("report", "build", homes, "--edition", 1, "--out", tmp_path / "again")
    assert again.out.splitlines()[0].endswith("Draft"), again
    assert (tmp_path / "now" / "manifest.json").read_bytes() == (
        tmp_path / "again" / "manifest.json"
    ).read_bytes()
    last = run("report", "build", homes, "--out", tmp_path / "last")
    assert last.out.startswith("Edition 2 "), last
    assert last.out.splitlines()[0].endswith("Final")
    missing = run("report", "build", homes, "--edition", 3, "--out", tmp_path / "none")
    assert (missing.status, missing.err) == (
        2,
        "inspect-app: This report has no edition 3. Its last one is 2.\n",
    )
    assert not (tmp_path / "none").exists()


def write_foreword(engine: Engine, inspection: str, body: str) -> None:
    with transaction(engine) as session:
        spot = Spot(inspection, "en", "chapter:foreword")
        seen = tuple(head.id for head in open_report(session, inspection, "en").thing(spot.thing).heads)
        save_text(session, Actor("Writer", "laptop"), utc_now, spot=spot, value={"body": body}, seen=seen)


def test_what_blocks_a_report_is_told_with_its_lines(
    run: Run, engine: Engine, homes: str, tmp_path: Path
) -> None:
    finish(engine, homes)
    run("report", "start", homes)
    write_foreword(engine, homes, "All is well.\n\nOf {{casses}} homes, some.")
    ended = run("report", "build", homes, "--out", tmp_path / "out")
    assert ended.status == 2
    assert "The report can’t be frozen yet:\nForeword, line 3: " in ended.err
    assert "{{casses}}" in ended.err
    assert not (tmp_path / "out").exists()


def test_no_final_edition_is_frozen_by_making_files(
    run: Run, engine: Engine, homes: str, tmp_path: Path
) -> None:
    finish(engine, homes)
    run("report", "start", homes)
    run("report", "freeze", homes, "--stage", "final")
    write_foreword(engine, homes, "One word more.")
    ended = run("report", "build", homes, "--out", tmp_path / "out")
    assert (ended.status, ended.err.count("Ask for edition 1, or freeze a new one first.")) == (2, 1)
    assert run("report", "editions", homes).out.count("Edition") == 1


@pytest.mark.parametrize("out", ["/proc/nowhere", f"{__file__}/out"])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    run: Run, engine: Engine, homes: str, out: str
) -> None:
    finish(engine, homes)
    ended = run("report", "build", homes, "--out", out)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines()[-1].startswith("inspect-app: ")
    assert out in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err
