import json

import pytest
from click.testing import CliRunner, Result

from inspect_app.cli import group
from tests.unit.questionnaire.small_questionnaire import Folder

THROUGH_THE_GATE = "through-the-gate@1.0"


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address at which no database can be."""
    monkeypatch.setenv("INSPECT_DATABASE_URL", "sqlite://")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ("questionnaire", *arguments), catch_exceptions=False)


def test_lint_of_a_good_questionnaire_ends_well(folder: Folder) -> None:
    result = run("lint", str(folder.path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No errors, no warnings\n")


def test_lint_prints_every_problem_with_its_place_and_ends_with_status_2(folder: Folder) -> None:
    folder.question("visits", "ask_when: {question: plan_mode, is: yes}\nminumum: 3\n")
    result = run("lint", str(folder.path))
    file = folder.path / "questions/visits.yaml"
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [
        f"{file}:6: there is no question “plan_mode”; is “plan_made” meant?",
        f"{file}:7: minumum: this is not known here; check its spelling and its indent",
    ]
    assert result.stderr == "2 errors, no warnings\n"


def test_lint_of_a_warning_ends_well(folder: Folder) -> None:
    folder.question("plan_made", "key_question: {sufficient: [yes]}\n")
    result = run("lint", str(folder.path))
    assert result.exit_code == 0
    assert ": warning: no standard has this key question" in result.stdout
    assert result.stderr == "No errors, 1 warning\n"


def test_lint_as_json(folder: Folder) -> None:
    folder.question("visits", "ask_when: {question: plan_mode, is: yes}\n")
    result = run("lint", str(folder.path), "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout) == [
        {
            "file": str(folder.path / "questions/visits.yaml"),
            "line": 6,
            "message": "there is no question “plan_mode”; is “plan_made” meant?",
            "severity": "error",
        }
    ]


def test_lint_of_no_folder_is_refused(folder: Folder) -> None:
    result = run("lint", str(folder.path / "instrument.yaml"))
    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_schema_is_json() -> None:
    assert set(json.loads(run("schema").stdout)) == {"manifest", "scheme", "ratings", "question"}


def test_show_as_text_has_every_question_under_its_section() -> None:
    lines = run("show", "through-the-gate").stdout.splitlines()
    assert lines[0] == "Through the Gate (through-the-gate@1.0)"
    assert "Mentoring and support (In the community)" in lines or "Screening and plan (In custody)" in lines
    assert any(line.startswith("  employment_found: ") for line in lines)
    assert any("key question" in line for line in lines)


def test_show_as_json_is_the_definition() -> None:
    data = json.loads(run("show", THROUGH_THE_GATE, "--format", "json").stdout)
    assert (data["id"], data["version"]) == ("through-the-gate", "1.0")


@pytest.mark.parametrize("command", [(), ("lint",), ("schema",), ("show",)])
def test_every_help_has_an_example(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Example:\n" in result.stdout
    assert "inspect-app questionnaire " in result.stdout
