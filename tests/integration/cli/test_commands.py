import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from inspect_app.cli.context import local_actor, utc_now
from inspect_app.fieldwork.change_areas import add_area, move_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Engine, Session, transaction
from tests.integration.cli.conftest import Ended, Run
from tests.integration.fieldwork.scoring import Scorer, questionnaire

FILES = ("report.pdf", "findings.xlsx", "report-html.zip", "report.docx", "figures.zip", "manifest.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire of somebody's own, as files."""
    definition = questionnaire().model_dump(mode="json", by_alias=True, exclude_none=True)
    questions, scheme = definition.pop("questions"), definition.pop("sampling")
    path = tmp_path / "homes"
    (path / "questions").mkdir(parents=True)
    (path / "scheme.yaml").write_text(yaml.safe_dump({**scheme, "strata": definition.pop("strata")}), "utf-8")
    rated = {**definition.pop("rating_rules"), "bands": definition.pop("ratings")}
    rated["standards"] = definition.pop("standards")
    (path / "ratings.yaml").write_text(yaml.safe_dump(rated), "utf-8")
    (path / "instrument.yaml").write_text(yaml.safe_dump(definition), encoding="utf-8")
    for question in questions:
        (path / "questions" / f"{question['id']}.yaml").write_text(yaml.safe_dump(question), encoding="utf-8")
    return path


@pytest.fixture
def homes(run: Run, folder: Path, engine: Engine) -> str:
    """The ref of an inspection with cases 001 and 002."""
    assert run("questionnaire", "add", folder).status == 0
    assert run("inspection", "create", "homes", "--questionnaire", "homes", "--title", "Homes").status == 0
    with transaction(engine) as session:
        for reference in ("001", "002"):
            add_case(session, get_inspection(session, "homes").id, reference, {"sex": "male"}, stratum="men")
    return "homes"


def finish(engine: Engine, ref: str, reference: str = "001") -> None:
    with transaction(engine) as session:
        Scorer(session, local_actor(), utc_now, ref).finish(reference)


def as_json(ended: Ended) -> Any:
    assert ended.err == ""
    return json.loads(ended.out)


def test_a_questionnaire_is_added_shown_and_used(run: Run, folder: Path) -> None:
    assert run("questionnaire", "show", "homes").status == 2
    assert run("questionnaire", "add", folder) == Ended(
        0,
        "Questionnaire homes@1.0 is added. Create an inspection with it: inspect-app inspection create.\n",
        "",
    )
    assert run("questionnaire", "show", "homes").out.startswith("Homes (homes@1.0)\n")
    assert as_json(run("questionnaire", "show", "homes@1.0", "--format", "json"))["title"] == "Homes"
    assert as_json(run("questionnaire", "add", folder, "--format", "json")) == {"questionnaire": "homes@1.0"}
    assert run("questionnaire", "show", "through-the-gate").out.startswith("Through the Gate (")
    there = "Those there are: core-case-supervision@1.0, homes@1.0, through-the-gate@1.0."
    assert there in run("questionnaire", "show", "hovels").err


def test_a_questionnaire_with_errors_is_not_added(run: Run, folder: Path) -> None:
    file = folder / "questions/visits.yaml"
    file.write_text("id: visits\ntype: whole_nummer\ntext: How many?\nminimun: 0\n", encoding="utf-8")
    ended = run("questionnaire", "add", folder)
    assert (ended.status, ended.out) == (2, "")
    *problems, last = ended.err.splitlines()
    assert problems
    assert all(line.startswith(f"{file}:") for line in problems)
    assert last == f"inspect-app: The questionnaire is not added: {len(problems)} errors, no warnings."
    assert run("questionnaire", "show", "homes").status == 2


def test_a_published_questionnaire_does_not_change(run: Run, folder: Path) -> None:
    run("questionnaire", "add", folder)
    manifest = folder / "instrument.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("title: Homes", "title: Houses"), "utf-8"
    )
    ended = run("questionnaire", "add", folder)
    assert (ended.status, ended.out) == (2, "")
    assert "Raise text_revision in instrument.yaml." in ended.err


def test_inspections_are_created_and_listed(run: Run, engine: Engine, homes: str) -> None:
    assert run("inspection", "list").out == "homes  homes@1.0  0 of 2 cases signed off  Homes\n"
    finish(engine, homes)
    [line] = as_json(run("inspection", "list", "--format", "json"))
    assert (line["ref"], line["cases"], line["signed_off"], line["synthetic"]) == ("homes", 2, 1, False)
    created = run(
        "inspection", "create", "south", "--questionnaire", "homes", "--title", "South", "--format", "json"
    )
    assert as_json(created) == {"ref": "south", "title": "South"}


def test_an_empty_database_says_so(run: Run) -> None:
    assert run("inspection", "list").out == "There are no inspections yet.\n"
    assert as_json(run("inspection", "list", "--format", "json")) == []
    assert run("ledger", "verify").out == "0 saves about 0 cases checked, 0 differences.\n"


def answers_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["case_reference,question,answer,comment", *lines]), encoding="utf-8")
    return path


def test_answers_are_imported_and_told_in_words(run: Run, homes: str, tmp_path: Path) -> None:
    one = answers_file(tmp_path, "001,visits,3,")
    assert run("answers", "import", homes, one) == Ended(0, "1 answer or comment saved for 1 case.\n", "")
    assert run("answers", "import", homes, one).out == (
        "Everything in this file is saved already, so nothing has changed.\n"
    )
    more = answers_file(tmp_path, "001,visits,3,Fewer than planned.", "002,visits,4,", "002,home,yes,")
    assert run("answers", "import", homes, more).out == "3 answers and comments saved for 2 cases.\n"
    assert as_json(run("answers", "import", homes, more, "--format", "json")) == {
        "saved": 0,
        "cases": 0,
        "problems": [],
    }


def test_bad_answers_are_listed_and_nothing_is_saved(run: Run, homes: str, tmp_path: Path) -> None:
    bad = answers_file(tmp_path, "001,visits,3,", "009,visits,3,", "002,visits,many,", "002,home,yes,,")
    assert run("answers", "import", homes, bad) == Ended(
        2,
        "",
        "inspect-app: nothing was saved. Mend these and import the file again:\n"
        "  row 3, case_reference: “009”. Give the reference of a case in homes.\n"
        "  row 4, answer: “many”. Enter a whole number in figures, such as 3.\n"
        "  row 5: “002, home, yes, , ”. Give as many cells as there are headings.\n",
    )
    ended = run("answers", "import", homes, bad, "--format", "json")
    assert (ended.status, ended.err) == (2, "")
    assert [problem["row"] for problem in json.loads(ended.out)["problems"]] == [3, 4, 5]
    assert run("ledger", "verify").out.startswith("0 saves")


def test_findings_are_printed_in_every_form(run: Run, engine: Engine, homes: str) -> None:
    finish(engine, homes)
    assert "Was a home found?" in run("findings", homes).out
    assert as_json(run("findings", homes, "--format", "json"))["inspection"]["ref"] == "homes"
    rows = run("findings", homes, "--by", "sex", "--format", "csv").out.splitlines()
    assert len(rows) > 10
    assert any("Male" in row for row in rows)


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


def test_a_ledger_that_was_changed_ends_with_status_1(run: Run, engine: Engine, homes: str) -> None:
    finish(engine, homes)
    assert run("ledger", "verify", homes) == Ended(0, "3 saves about 2 cases checked, 0 differences.\n", "")
    with Session(engine) as session:
        session.execute(text("UPDATE assessment_state SET answered = 99 WHERE saves > 0"))
        session.commit()
    assert run("ledger", "verify", homes) == Ended(
        1,
        "Case 001: The state row differs from what the saves amount to: answered.\n"
        "3 saves about 2 cases checked, 1 difference.\n",
        "",
    )
    ended = run("ledger", "verify", "--format", "json")
    assert ended.status == 1
    assert len(json.loads(ended.out)["findings"]) == 1


def test_a_ledger_is_rebuilt_from_its_saves(run: Run, engine: Engine, homes: str) -> None:
    finish(engine, homes)
    with Session(engine) as session:
        session.execute(text("UPDATE assessment_state SET answered = 99 WHERE saves > 0"))
        session.commit()
    assert run("ledger", "rebuild", homes) == Ended(0, "1 case restored.\n", "")
    assert run("ledger", "verify", homes).status == 0
    assert as_json(run("ledger", "rebuild", homes, "--format", "json")) == {"restored": 0}
    with Session(engine) as session:
        logged = [
            event.detail for event in access_log.events(session, homes) if event.action == "ledger.rebuild"
        ]
    assert logged == [{"cases": 1}]


def test_upgrading_twice_is_no_harm_and_hides_the_password(run: Run) -> None:
    ended = run("db", "upgrade")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("The database is ready: ")
    assert as_json(run("db", "upgrade", "--format", "json")) == {
        "database": ended.out.removeprefix("The database is ready: ").strip()
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("answers", "import", "north", __file__), "There is no inspection north."),
        (("answers", "import", "homes", "/nowhere.csv"), "/nowhere.csv can't be read: No such file"),
        (("answers", "import", "homes", "/"), "/ can't be read: Is a directory."),
        (("answers", "import", "homes", "/etc/passwd"), "passwd has no column case_reference"),
        (("findings", "north"), "There is no inspection north. See inspect-app inspection list."),
        (("findings", "homes", "--by", "weather"), "weather"),
        (("ledger", "verify", "north"), "There is no inspection north."),
        (("report", "build", "north", "--out", "out"), "There is no inspection north."),
        (("report", "build", "homes", "--out", "out"), "No case is signed off yet"),
        (
            ("inspection", "create", "homes", "--questionnaire", "homes", "--title", "H"),
            "There is already an inspection called homes.",
        ),
        (
            ("inspection", "create", "a b", "--questionnaire", "homes", "--title", "H"),
            "“a b” can't name an inspection.",
        ),
        (
            ("inspection", "create", "south", "--questionnaire", "huts", "--title", "H"),
            "There is no questionnaire “huts”.",
        ),
        (("questionnaire", "add", "/nowhere"), "Directory '/nowhere' does not exist."),
        (("questionnaire", "show", "huts"), "There is no questionnaire “huts”."),
        (("serve", "--host", "0.0.0.0"), "0.0.0.0 is not a loopback address."),  # noqa: S104  # it is refused
        (("serve", "--host", "example.org"), "example.org is not a loopback address."),
    ],
)
@pytest.mark.usefixtures("homes")
def test_what_cannot_be_done_is_one_sentence(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert message in ended.err
    assert ended.err.startswith("inspect-app: ")
    assert len(ended.err.splitlines()) == 1


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


def test_ratings_are_listed_by_area_decided_and_undone(run: Run, homes: str, engine: Engine) -> None:
    finish(engine, homes)
    with transaction(engine) as session:
        north = add_area(session, local_actor(), utc_now, ref=homes, name="North", within=None)
        move_cases(session, local_actor(), utc_now, ref=homes, area=north, references=["001"])
        add_area(session, local_actor(), utc_now, ref=homes, name="Leeds", within=north)
    lines = run("ratings", "list", homes, "--areas").out
    assert "Homes (homes): 1 signed-off case." in lines
    assert "Resettlement [all]: Good, 100 per cent" in lines
    assert "Nothing is decided yet." in lines
    assert "  North (region, 1 case): Good, 1 of 1 points" in lines
    assert "      Resettlement is not rated: no case was judged." in lines
    said = run("ratings", "decide", homes, "all", "poor", "--reason", "One case is not enough.")
    assert said == Ended(0, "Decided: all: Poor.\n", "")
    assert "  Decided: Poor (" in run("ratings", "list", homes).out
    found = as_json(run("ratings", "list", homes, "--areas", "--format", "json"))
    assert (found["standards"][0]["band"], found["decided"][0]["band"]) == ("good", "poor")
    assert [each["id"] for each in found["bands"]] == ["good", "poor", "not_rated"]
    assert found["overall_decided"]["points"] == 0
    assert [(each["area"], each["level"], each["cases"]) for each in found["areas"]] == [
        ("North", "Region", 1),
        ("North / Leeds", "Delivery unit", 0),
    ]
    assert found["areas"][0]["standards"][0]["sensitivity"][0]["changes"] is True
    assert found["cases_of_no_area"] == 0
    assert "areas" not in as_json(run("ratings", "list", homes, "--format", "json"))
    assert run("ratings", "undo", homes, "all", "--reason", "It is.").out == (
        "Undone: what was decided about all. The computed rating stands: Good.\n"
    )
    same = run("ratings", "decide", homes, "overall", "good", "--reason", "So it is.")
    assert same.out == "Decided: overall: Good. This confirms the computed rating.\n"
    run("ratings", "undo", homes, "overall", "--reason", "No need.")
    found = as_json(run("ratings", "list", homes, "--format", "json"))
    assert (found["decided"], [each["band"] for each in found["decisions"]]) == (
        [],
        [None, "good", None, "poor"],
    )


def test_what_cannot_be_decided_says_what_can(run: Run, homes: str) -> None:
    for words, told in (
        (("hovels", "good"), "There is no such standard in this inspection. There are: overall, all."),
        (("all", "fine"), "There is no rating “fine” here. Choose one of good, poor, not_rated."),
    ):
        ended = run("ratings", "decide", homes, *words, "--reason", "So.")
        assert (ended.status, told in ended.err) == (2, True)


def test_what_changed_between_two_snapshots_is_printed(
    run: Run, homes: str, engine: Engine, tmp_path: Path
) -> None:
    none = run("snapshots", "list", homes)
    assert none.out == "No report has been made yet, so there is no snapshot.\n"
    finish(engine, homes)
    build = ("report", "build", homes, "--out", tmp_path)
    assert run(*build).status == 0
    [made] = as_json(run("snapshots", "list", homes, "--format", "json"))
    assert (made["number"], len(made["hash"])) == (1, 64)
    [edition] = made["editions"]
    assert f"{made['hash'][:12]}  edition {edition[:12]}  " in run("snapshots", "list", homes).out
    assert "Nothing changed." in run("snapshots", "compare", homes, edition[:12]).out
    assert "Nothing changed." in run("snapshots", "compare", homes, "1").out

    finish(engine, homes, "002")
    said = run("snapshots", "compare", homes, made["hash"][:8], "now").out
    assert "Cases signed off: 1 before, 2 now.\n" in said
    assert (
        "Was a home found?, Yes, All cases: 1 of 1 (100 per cent) before, 2 of 2 (100 per cent) now" in said
    )
    assert "    Case 002: counts now\n      Signed off (save 3, by " in said

    data = as_json(run("snapshots", "compare", homes, "1", "--format", "json"))
    assert set(data) == {
        *("before", "after", "cases", "changed", "entered", "left", "ratings", "figures"),
        *("appeared", "decisions", "besides", "entries_known"),
    }
    assert (data["before"]["number"], data["after"]["number"], data["entries_known"]) == (1, None, True)
    [figure] = [each for each in data["figures"] if each["row"] == "home.yes" and each["column"] == "total"][
        :1
    ]
    assert {"field": "numerator", "before": 1, "after": 2} in figure["fields"]
    [case] = figure["cases"]
    assert (case["reference"], case["how"]) == ("002", ["entered"])
    [entry] = case["entries"]
    assert (entry["thing"], entry["action"], entry["save"], entry["place"]) == ("state:", "sign_off", 3, 1)
    assert run("snapshots", "compare", homes, "7").status == 2
