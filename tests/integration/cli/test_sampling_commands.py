import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from inspect_app.cli import main
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text
from tests.unit.sampling.lists import row

LIST = Path(__file__).resolve().parents[2] / "data" / "long-list-2016.xlsx"
Run = Callable[..., str]
OTHERS_LEFT_OUT = [
    part
    for stratum in ("male_community_not_low", "male_community_low", "male_post_custody_not_low", "female")
    for part in ("--leave-out", stratum)
]
"""The small list has cases of one stratum alone."""


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a database with one inspection and answers what it printed."""
    monkeypatch.setenv("INSPECT_DATABASE_URL", engine.url.render_as_string(hide_password=False))

    def command(*arguments: object) -> str:
        main([str(argument) for argument in arguments])
        return capsys.readouterr().out

    command("inspection", "create", "north", "--questionnaire", "through-the-gate", "--title", "North")
    return command


@pytest.fixture
def refused(run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command that must end with status 2, and answers its one line on the error stream."""

    def command(*arguments: object) -> str:
        with pytest.raises(SystemExit) as stopped:
            run(*arguments)
        assert stopped.value.code == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert len(captured.err.splitlines()) == 1
        return captured.err

    return command


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A list of three, one of whom has a problem and one of whom is excluded."""
    path = tmp_path / "small.csv"
    rows = [row(2), row(3, rosh=""), row(4, gender="")]
    path.write_text(csv_text([HEADINGS, *map(cells, rows)]), encoding="utf-8")
    return path


def as_json(run: Run, *arguments: object) -> Any:
    return json.loads(run(*arguments, "--format", "json"))


def test_the_supplied_list_from_import_to_draw(run: Run) -> None:
    result = as_json(run, "cases", "import", "north", LIST, "--as-at", "2016-03-01")
    assert (result["rows"], result["eligible"], len(result["problems"])) == (1_273, 1_217, 5)
    drawn = as_json(run, "sample", "draw", "north", "--size", 148, "--buffer", 20, "--seed", "north")
    assert [
        [line[key] for key in ("population", "primaries", "reserves", "drawn")] for line in drawn["strata"]
    ] == [[454, 54, 12, 66], [138, 17, 3, 20], [327, 40, 8, 48], [129, 16, 3, 19], [169, 21, 4, 25]]
    assert drawn["strata"][0]["id"] == "male_community_not_low"
    assert drawn["strata"][0]["label"]
    assert drawn["seed"] == "north"
    assert as_json(run, "sample", "show", "north") == drawn


def test_rows_are_mended_and_left_out(run: Run, small: Path) -> None:
    assert run("cases", "problems", "north").startswith("This inspection has no long list yet.")
    told = run("cases", "import", "north", small, "--as-at", "2016-03-01")
    assert told.splitlines() == [
        "3 rows; 1 eligible.",
        "  1 excluded: gender missing or not stated",
        "These rows aren't eligible until they are corrected:",
        "  row 3, Risk of Serious Harm classification: “”. Expected one of: RLRH, RMRH, RHRH, RVRH.",
    ]
    lines = run("cases", "problems", "north").splitlines()
    assert lines.pop(1) == "  1 excluded: gender missing or not stated (row 4)"
    assert lines == [line for line in told.splitlines() if "excluded:" not in line]
    again = run("cases", "import", "north", small, "--as-at", "2016-03-01")
    assert again.splitlines()[0] == "This list was imported before, so nothing has changed."
    change = ("cases", "correct", "north")
    assert "It is eligible." in run(*change, 3, "--column", "rosh", "--value", "RLRH", "--reason", "seen")
    assert "It is excluded: gender" in run(
        *change, 2, "--column", "Gender", "--value", "", "--reason", "seen"
    )
    assert "Row 3 is excluded." in run("cases", "exclude", "north", 3, "--reason", "moved away")
    summary = as_json(run, "cases", "problems", "north")
    assert summary["excluded"] == {"excluded by hand": 1, "gender missing or not stated": 2}
    assert summary["excluded_rows"] == {"excluded by hand": [3], "gender missing or not stated": [2, 4]}
    assert run("cases", "restore", "north", 3, "--reason", "no").splitlines() == [
        "Row 3 is restored. It is eligible."
    ]
    assert "Row 4 is restored. It still isn't eligible." in run(
        "cases", "restore", "north", 4, "--reason", "a woman"
    )


class Terminal(StringIO):
    """A stream that says that a person watches it."""

    def isatty(self) -> bool:
        return True


def test_an_import_shows_how_far_it_has_come_to_who_watches(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    assert "Importing" not in capsys.readouterr().err
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    told = run("cases", "import", "north", small, "--as-at", "2016-03-02", "--format", "json")
    assert json.loads(told)["rows"] == 3
    shown = screen.getvalue()
    assert "Importing" in shown
    assert "100%" in shown


def test_a_row_with_two_faults_says_what_is_still_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(csv_text([HEADINGS, cells(row(2, rosh="", start_date="TBC"))]), encoding="utf-8")
    run("cases", "import", "north", path, "--as-at", "2016-03-01")
    told = run("cases", "correct", "north", 2, "--column", "rosh", "--value", "RLRH", "--reason", "seen")
    assert told.splitlines()[0] == "Row 2 is corrected. It still isn't eligible."
    assert "row 2, Date of sentence or release on licence: “TBC”. Expected a real date" in told


def test_a_new_list_says_which_changes_are_kept_and_which_are_not(
    run: Run, small: Path, tmp_path: Path
) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    run("cases", "exclude", "north", 2, "--reason", "moved away")
    run("cases", "exclude", "north", 3, "--reason", "moved away")
    path = tmp_path / "new.csv"
    path.write_text(csv_text([HEADINGS, cells(row(9)), cells(row(2))]), encoding="utf-8")
    told = run("cases", "import", "north", path, "--as-at", "2016-03-01").splitlines()
    assert told[-2:] == [
        "Changes made before are kept for 1 row.",
        "Changes made to the list before are no longer in force for its row 3.",
    ]


def test_a_draw_is_told_in_words_with_the_seed_that_was_made(run: Run, small: Path) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    told = run("sample", "draw", "north", "--size", 1, *OTHERS_LEFT_OUT)
    assert told.startswith("1 of 1 cases drawn (systematic 1).\nSeed: ")
    assert len(told.splitlines()[1]) == len("Seed: ") + 32
    assert told.splitlines()[-1] == "1 row with an open problem could not be drawn."
    assert run("sample", "show", "north") == told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cases", "import", "north", "nowhere.xlsx", "--as-at", "2016-03-01"), "nowhere.xlsx can't be read"),
        (("cases", "import", "north", LIST, "--as-at", "31/02/2016"), "is not a date"),
        (("cases", "import", "north", __file__, "--as-at", "2016-03-01"), "No heading row"),
        (("cases", "import", "south", LIST, "--as-at", "2016-03-01"), "no inspection south"),
        (("cases", "problems", "south"), "no inspection south"),
        (
            ("cases", "correct", "north", 2, "--column", "crn", "--value", "X", "--reason", "r"),
            "no long list",
        ),
        (("cases", "exclude", "north", 2, "--reason", "r"), "no long list"),
        (("sample", "draw", "north", "--size", 1), "no long list"),
        (("sample", "draw", "north", "--size", 1, "--seed", " "), "seed is blank"),
        (("sample", "draw", "north", "--size", "many"), "not a valid integer"),
        (("sample", "show", "north"), "no sample yet"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    refused: Run, arguments: tuple[object, ...], message: str
) -> None:
    assert message in refused(*arguments)


@pytest.mark.parametrize(
    "command",
    [
        ("cases", name)
        for name in ("import", "correct", "exclude", "restore", "problems", "map", "request", "export")
    ]
    + [("sample", name) for name in ("plan", "draw", "draws", "show", "export", "why")],
)
def test_each_command_has_help_with_an_example(run: Run, command: tuple[str, str]) -> None:
    told = run(*command, "--help")
    assert f"inspect-app {' '.join(command)} north-2026" in told
    assert "--format" in told


def test_other_headings_are_mapped(run: Run, refused: Run, tmp_path: Path) -> None:
    strange = [*HEADINGS[:5], "Akte", *HEADINGS[6:]]
    path = tmp_path / "strange.csv"
    path.write_text(csv_text([strange, cells(row(2))]), encoding="utf-8")
    told = run("cases", "headings", path).splitlines()
    assert told[4:7] == ["Case/sentence type = Case/sentence type", "Akte = not used", "PNC = PNC"]
    assert as_json(run, "cases", "headings", path)[5] == {"text": "Akte", "column": None}
    assert "no column for: CRN" in refused("cases", "import", "north", path, "--as-at", "2016-03-01")
    assert run("cases", "map", "north", "Akte=crn", "Team=").splitlines() == ["akte = CRN", "team = not used"]
    assert as_json(run, "cases", "map", "north", "PNC=PNC") == [
        {"heading": "akte", "column": "crn"},
        {"heading": "team", "column": None},
    ]
    assert "1 rows; 1 eligible." in run("cases", "import", "north", path, "--as-at", "2016-03-01")
    assert "is no pair of a heading and a column" in refused("cases", "map", "north", "Akte")
    assert "“shoes” is not a column" in refused("cases", "map", "north", "Akte=shoes")
    assert "inspect-app cases headings long-list.xlsx" in run("cases", "headings", "--help")


def test_a_case_list_is_asked_for(run: Run, refused: Run, tmp_path: Path) -> None:
    form = tmp_path / "request.xlsx"
    ask = ("cases", "request", "north", "--from", "2016-01-01", "--to", "2016-03-31")
    told = run(*ask, "--without", "office", "--include", "Everybody.", "--output", form)
    assert told == f"Request 1 is made. Its form is in {form}.\n"
    assert "Case/sentence type = Case/sentence type" in run("cases", "headings", form)
    assert "Office" not in run("cases", "headings", form)
    made = as_json(run, *ask, "--output", form)
    assert (made["number"], made["period_from"], made["inclusions"]) == (2, "2016-01-01", [])
    assert "can't be written" in refused(*ask, "--output", tmp_path / "no folder" / "request.xlsx")
    assert as_json(run, *ask, "--output", form)["number"] == 3
    assert "The name of the file is empty" in refused(*ask, "--output", "")


def test_a_case_is_identified_by_its_long_list_row(run: Run, small: Path) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    run("sample", "draw", "north", "--size", 1, "--seed", "s", *OTHERS_LEFT_OUT)
    told = as_json(run, "cases", "identify", "north", "001")
    assert told["reference"] == "001"
    assert f"CRN: {told['details']['CRN']}\n" in run("cases", "identify", "north", "001")


def test_a_sample_is_planned_and_then_drawn_by_its_plan(run: Run, refused: Run) -> None:
    run("cases", "import", "north", LIST, "--as-at", "2016-03-01")
    told = run("sample", "plan", "north", "--seed", "agreed").splitlines()
    assert told[0] == "Plan 1: 145 of 1,217 cases (145 computed for ±5 percentage points), systematic."
    assert told[1] == "Implied at 80 per cent confidence: ±5.00 percentage points."
    assert "Nothing is drawn" in run("sample", "draws", "north")
    plan = as_json(run, "sample", "plan", "north", "--size", 148, "--method", "inspectorate", "--cap", 5)
    assert (plan["size"], plan["cap"], plan["buffer"], plan["number"]) == (148, 5, 20, 2)
    assert plan["strata"][0]["label"]
    drawn = as_json(run, "sample", "draw", "north")
    assert (drawn["seed"], drawn["method"], drawn["size"]) == (plan["seed"], "inspectorate", 148)
    assert "already has its sample" in refused("sample", "draw", "north")
    again = as_json(run, "sample", "draw", "north", "--reason", "A better seed", "--seed", "better")
    assert (again["number"], again["seed"], again["cap"]) == (2, "better", 5)
    assert [draw["number"] for draw in as_json(run, "sample", "draws", "north")] == [2, 1]
    lines = run("sample", "draws", "north").splitlines()
    assert "in use" in lines[0]
    assert "Reason: A better seed" in lines[0]
    assert "superseded" in lines[1]
    assert as_json(run, "sample", "show", "north", "--draw", 1)["superseded_at"]


def test_both_methods_give_the_strata_the_same(run: Run) -> None:
    run("cases", "import", "north", LIST, "--as-at", "2016-03-01")
    draw = ("sample", "draw", "north", "--size", 148, "--buffer", 20, "--seed", "x")
    systematic = as_json(run, *draw, "--method", "systematic")
    nested = as_json(run, *draw, "--method", "inspectorate", "--reason", "To compare")
    assert nested["warnings"] == []
    assert [line["drawn"] for line in systematic["strata"]] == [line["drawn"] for line in nested["strata"]]


def test_a_draw_is_exported_and_verified(
    run: Run, refused: Run, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    run("sample", "draw", "north", "--size", 1, "--seed", "s", *OTHERS_LEFT_OUT)
    file = tmp_path / "draw.json"
    assert run("sample", "export", "north", file) == f"Draw 1 is written to {file}.\n"
    assert run("sample", "verify", file, small).startswith("Same. Draw 1 of north (systematic 1, seed s)")
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**content, "draw_hash": "0" * 64}), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        run("sample", "verify", file, small)
    assert stopped.value.code == 1
    assert "The hash of the draw as a whole differs." in capsys.readouterr().out
    assert "isn’t the one" in refused("sample", "verify", file, LIST)
    assert "can't be read" in refused("sample", "verify", tmp_path / "nowhere.json", small)
    assert "is not a date" in refused("sample", "verify", file, small, "--as-at", "yesterday")


def test_a_list_is_exported_as_corrected(run: Run, refused: Run, small: Path, tmp_path: Path) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    run("cases", "correct", "north", 2, "--column", "officer", "--value", "X", "--reason", "Read")
    run("sample", "draw", "north", "--size", 1, "--seed", "s", *OTHERS_LEFT_OUT)
    draw, mended = tmp_path / "draw.json", tmp_path / "mended.xlsx"
    run("sample", "export", "north", draw)
    assert "use the list as corrected" in refused("sample", "verify", draw, small)
    told = as_json(run, "cases", "export", "north", mended)
    assert (told["corrections"], told["file"]) == (1, str(mended))
    assert run("sample", "verify", draw, mended).startswith("Same.")
    assert "identifies people" in run("cases", "export", "north", tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == mended.read_bytes()


def test_a_row_is_told_why(run: Run, small: Path, engine: Engine) -> None:
    run("cases", "import", "north", small, "--as-at", "2016-03-01")
    run("sample", "draw", "north", "--size", 1, "--seed", "s", *OTHERS_LEFT_OUT)
    assert "It is a first choice, with the reference 001." in run("sample", "why", "north", 2)
    assert "excluded" in run("sample", "why", "north", 4)
    with Session(engine) as session:
        looks = [(event.action, event.subject) for event in access_log.events(session, "north")[-2:]]
    assert looks == [("cases.look", "row 2"), ("cases.look", "row 4")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sample", "plan", "north", "--margin", "wide"), "is not a number"),
        (("sample", "plan", "north", "--stratum", "female"), "no size of a stratum"),
        (("sample", "plan", "north", "--stratum", "female=-1"), "no size of a stratum"),
        (("sample", "draw", "north", "--size", 1_218), "the long list has 1,217"),
        (("sample", "draw", "north", "--size", 1, "--buffer", -1), "buffer must be"),
        (("sample", "draw", "north", "--buffer", 5), "Give a size"),
        (("sample", "draw", "north"), "Plan the sample first"),
        (("sample", "draw", "north", "--size", 1, "--method", "lottery"), "lottery"),
        (("sample", "show", "north", "--draw", 3), "no draw 3"),
        (("sample", "export", "north", "draw.json"), "no sample yet"),
    ],
)
def test_a_sample_that_cannot_be_is_one_sentence(
    run: Run, refused: Run, arguments: tuple[object, ...], message: str
) -> None:
    run("cases", "import", "north", LIST, "--as-at", "2016-03-01")
    assert message in refused(*arguments)
    assert "no sample yet" in refused("sample", "show", "north")
