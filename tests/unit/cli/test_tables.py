"""`inspect-app tables lint` prints each problem with file and line, for people or as JSON."""

import json
from pathlib import Path

import pytest

from inspect_app import cli

WRONG = """\
tables:
  - id: here
    instrument: through-the-gate
    title: Here
    rows: [{questions: [plan_on_fil]}]
"""


@pytest.fixture(autouse=True)
def _without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")


def test_the_report_that_ships_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["tables", "lint"])
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "No errors, no warnings\n")


def test_problems_come_with_file_and_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables.yaml").write_text(WRONG, encoding="utf-8")
    said = "there is no question “plan_on_fil”; is “plan_on_file” meant?"
    with pytest.raises(SystemExit, match="2"):
        cli.main(["tables", "lint", str(tmp_path)])
    assert capsys.readouterr().out == f"{tmp_path}/tables.yaml:5: {said}\n"
    with pytest.raises(SystemExit, match="2"):
        cli.main(["tables", "lint", str(tmp_path), "--format", "json"])
    assert json.loads(capsys.readouterr().out) == [
        {"file": f"{tmp_path}/tables.yaml", "line": 5, "message": said, "severity": "error"}
    ]


def test_a_warning_alone_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = WRONG.replace("    instrument: through-the-gate\n", "").replace("plan_on_fil]", "plan_on_file]")
    text = text.replace("title: Here", "title: {cy: Yma}\n    notes: [Here]")
    (tmp_path / "tables.yaml").write_text(text, encoding="utf-8")
    cli.main(["tables", "lint", str(tmp_path), "--instrument", "through-the-gate"])
    printed = capsys.readouterr()
    assert "tables.yaml:3: warning: other texts are also in en" in printed.out
    assert printed.err == "No errors, 2 warnings\n"


def test_a_folder_without_tables_has_nothing_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["tables", "lint", str(tmp_path)])
    printed = capsys.readouterr()
    assert f"There is no tables.yaml in {tmp_path}, so there is nothing to check." in printed.err
    assert "No errors" not in printed.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["annual"], "There is no report “annual”. Those there are: inspection-report, service-review."),
        (["--instrument", "other"], "There is no questionnaire “other”."),
    ],
)
def test_what_is_not_there_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["tables", "lint", *arguments])
    assert said in capsys.readouterr().err
