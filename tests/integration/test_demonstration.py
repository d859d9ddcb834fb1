"""The demonstration, run once as people run it, and its figures read out of the files it makes."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.guard_narrative import Matchers
from inspect_app.ledger.texts import ThingKind
from inspect_app.questionnaire import library
from inspect_app.records.engine import open_engine, transaction
from tests.unit.reports.published_workbook import faults

OUTPUTS = ("report.pdf", "findings.xlsx", "report-html.zip", "report.docx", "figures.zip", "manifest.json")
QUESTIONS = library.find("through-the-gate@1.0").by_id
FIGURES = [
    ("employment_found", "Yes", 0, 86, 0, 0),
    ("mentor_assigned", "Yes", 1, 86, 1, 0),
    ("settled_first_night", "No", 29, 86, 34, 0),
    ("public_protection_sufficient", "No", 52, 85, 61, 1),
    ("returned_to_custody", "Yes", 22, 86, 26, 0),
]


@dataclass(frozen=True)
class Demonstration:
    """What two runs of the command printed, and the files that each left."""

    printed: tuple[str, str]
    files: tuple[dict[str, bytes], dict[str, bytes]]
    folder: Path


def run(folder: Path) -> str:
    # The demonstration must not touch the database of real inspections, so this one can't even be opened.
    kept = os.environ | {"INSPECT_DATABASE_URL": "sqlite:////proc/nowhere/real.sqlite3"}
    command = [sys.executable, "-c", "from inspect_app.cli import main; main()"]
    done = subprocess.run(
        [*command, "demo", "--no-serve", "--out", str(folder)],
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    folder = tmp_path_factory.mktemp("demonstration") / "out"
    printed, files = [], []
    for _ in range(2):
        printed.append(run(folder))
        files.append({name: (folder / name).read_bytes() for name in OUTPUTS})
    return Demonstration((printed[0], printed[1]), (files[0], files[1]), folder)


@pytest.fixture(scope="module")
def report(demonstration: Demonstration) -> str:
    """The words of the report in reading order, set as one line."""
    command = ["pdftotext", str(demonstration.folder / "report.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(printed.split())


def test_it_says_what_it_wrote(demonstration: Demonstration) -> None:
    expected = "".join(f"Wrote {demonstration.folder / name}\n" for name in OUTPUTS)
    assert demonstration.printed == (expected, expected)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_second_run_writes_the_very_same_bytes(demonstration: Demonstration, name: str) -> None:
    first, second = demonstration.files
    assert first[name] == second[name]


@pytest.mark.parametrize(("question", "answer", "count", "of", "per_cent", "not_applicable"), FIGURES)
def test_the_report_prints_the_figure(
    report: str, question: str, answer: str, count: int, of: int, per_cent: int, not_applicable: int
) -> None:
    asked = str(QUESTIONS[question].text)
    # The answers to a question stand after its words; those of a key question come with its judgement.
    after = [report[found.end() : found.end() + 200] for found in re.finditer(re.escape(asked), report)]
    wanted = f"{answer}: {count} of {of} ({per_cent} per cent)"
    assert any(wanted in words for words in after), after
    if not_applicable:
        assert any(f"{not_applicable} not applicable" in words for words in after)


@pytest.mark.parametrize(("question", "answer", "count", "of", "per_cent", "not_applicable"), FIGURES)
def test_the_web_and_word_editions_print_the_figure(
    demonstration: Demonstration,
    question: str,
    answer: str,
    count: int,
    of: int,
    per_cent: int,
    not_applicable: int,
) -> None:
    asked, files = str(QUESTIONS[question].text), demonstration.files[0]
    wanted = f"{answer}: {count} of {of} ({per_cent} per cent)"
    for text in (words_of_the_web(files["report-html.zip"]), words_of_word(files["report.docx"])):
        after = [text[found.end() : found.end() + 200] for found in re.finditer(re.escape(asked), text)]
        assert any(wanted in words for words in after), after
        assert not not_applicable or any(f"{not_applicable} not applicable" in words for words in after)


def words_of_the_web(edition: bytes) -> str:
    """The words of every page, as a browser reads them."""
    with ZipFile(BytesIO(edition)) as kept:
        pages = [kept.read(name).decode() for name in sorted(kept.namelist()) if name.endswith(".html")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", " ".join(pages))).split())


def words_of_word(document: bytes) -> str:
    """The words of the document, each paragraph apart."""
    with ZipFile(BytesIO(document)) as kept:
        xml = kept.read("word/document.xml").decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " "))).split())


@pytest.mark.parametrize(("question", "answer", "count", "of", "per_cent", "not_applicable"), FIGURES)
def test_the_annexe_holds_the_figure(
    demonstration: Demonstration,
    question: str,
    answer: str,
    count: int,
    of: int,
    per_cent: int,
    not_applicable: int,
) -> None:
    with ZipFile(BytesIO(demonstration.files[0]["figures.zip"])) as kept:
        lines = list(csv.DictReader(kept.read("figures.csv").decode("utf-8-sig").splitlines()))
    found = {
        (line["cases"], line["out_of"], line["per_cent"], line["not_applicable"])
        for line in lines
        if (line["question"], line["answer"], line["column"]) == (question, answer, "total")
        and line["measure"] == "share"
    }
    assert (str(count), str(of), str(per_cent), str(not_applicable)) in found


@pytest.mark.parametrize(("question", "answer", "count", "of", "per_cent", "not_applicable"), FIGURES)
def test_the_workbook_holds_the_figure(
    demonstration: Demonstration,
    question: str,
    answer: str,
    count: int,
    of: int,
    per_cent: int,
    not_applicable: int,
) -> None:
    workbook = CalamineWorkbook.from_path(demonstration.folder / "findings.xlsx")
    rows = [
        row
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        if row[:2] == [str(QUESTIONS[question].text), answer]
    ]
    [row] = rows
    assert row[2:5] == [count, of, per_cent]
    assert row[7] == not_applicable


def test_the_workbook_keeps_the_rules_of_publication(demonstration: Demonstration) -> None:
    assert list(faults(demonstration.files[0]["findings.xlsx"])) == []


def test_nothing_is_wrong_in_what_is_written_of_the_report(demonstration: Demonstration) -> None:
    engine = open_engine(f"sqlite:///{demonstration.folder / 'inspect-app.sqlite3'}")
    with transaction(engine) as session:
        checked = check_report(session, Matchers(), ref="ttg-2016-demo", language="en")
    engine.dispose()

    assert checked.problems == ()
    assert checked.names_unchecked is None
    kinds = Counter(thing.kind for thing in checked.report.things.values())
    assert (kinds[ThingKind.CHAPTER], kinds[ThingKind.EXAMPLE], kinds[ThingKind.RECOMMENDATION]) == (12, 3, 4)


def test_an_accessibility_checker_finds_no_error_in_the_whole_report(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    """Its own tables, too: each row of a table must fill the same columns."""
    found, report = tmp_path / "found.json", demonstration.folder / "report.pdf"
    checker = Path(sys.executable).with_name("outloud")
    subprocess.run([checker, "--quiet", "--json", found, report], check=False, capture_output=True)
    findings = json.loads(found.read_text("utf-8"))["results"][0]["findings"]
    assert [finding for finding in findings if finding["severity"] == "error"] == []


def test_everything_is_labelled_synthetic(demonstration: Demonstration, report: str) -> None:
    assert "synthetic" in report.lower()
    cover = CalamineWorkbook.from_path(demonstration.folder / "findings.xlsx").get_sheet_by_index(0)
    assert "synthetic" in str(cover.to_python()).lower()
