import json
from pathlib import Path

import pytest
from sqlalchemy import text

from inspect_app.cli.context import local_actor, utc_now
from inspect_app.fieldwork.change_areas import add_area, move_cases
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session, transaction
from tests.integration.cli.conftest import Ended, Run, as_json, finish


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
