"""Raw data say what was answered, in each format alike, as programmes of others read them."""

import csv
import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from frictionless import Package
from python_calamine import CalamineWorkbook

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.read_data import RawData, Wanted, read_data
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import EntryKind
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.cases import add_case
from inspect_app.reports.raw_data.build import Form, build_data
from tests.integration.fieldwork.scoring import QUESTIONS, Scorer, questionnaire

SUMMARY = "=SUM(A1), said Sián; then\nleft <early> & _x0041_"
TEXTS, EVERY = Wanted(texts=True), Wanted(every=True, texts=True)


@pytest.fixture
def scored(scorer: Scorer) -> Scorer:
    """Two cases signed off and one begun."""
    scorer.finish("001", home="no", tried=["family"], summary=SUMMARY)
    scorer.finish("002", home="na", visits="0")
    scorer.save({"home": "yes"}, {"home": "Not done yet."}, reference="003")
    return scorer


def read(scorer: Scorer, wanted: Wanted = TEXTS) -> RawData:
    return read_data(scorer.session, scorer.ref, wanted)


def build(scorer: Scorer, form: Form, out: Path, wanted: Wanted = TEXTS, **options: bool) -> Path:
    return build_data(read(scorer, wanted), form, out, lambda _stage, _share: None, **options)[0]


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_way_of_not_answering_is_a_word_of_its_own(scored: Scorer, tmp_path: Path) -> None:
    first, second, third = lines(build(scored, Form.CSV, tmp_path, EVERY))
    told = {
        "case.reference": "001",
        "case.status": "signed_off",
        "case.stratum": "women",
        "case.version": "1.0",
        "case.text_revision": "1",
        "attribute.sex": "female",
        "q.home": "no",
        "q.tried.hostel": "0",
        "q.tried.family": "1",
        "q.visits": "3",
        "q.left_on": "2016-03-04",
        "q.summary": "[answered]",
        "text.summary": f"'{SUMMARY}",
        "comment.home": "None was free.",
    }
    assert first | told == first
    told = {"q.home": "na", "q.tried.hostel": "[not asked]", "q.visits": "0", "q.summary": "[not answered]"}
    assert second | told == second
    told = {"case.status": "in_progress", "q.visits": "[not answered]", "comment.home": "Not done yet."}
    assert third | told == third


def test_only_signed_off_cases_and_no_words_unless_asked_for(scored: Scorer, tmp_path: Path) -> None:
    path = build(scored, Form.CSV, tmp_path, Wanted())
    assert [line["case.reference"] for line in lines(path)] == ["001", "002"]
    assert not [name for name in lines(path)[0] if name.startswith(("comment.", "text."))]
    assert "free" not in path.read_text(encoding="utf-8")
    assert lines(path)[0]["q.summary"] == "[answered]"


def test_a_comment_on_what_is_no_longer_asked_stays_out(scored: Scorer, tmp_path: Path) -> None:
    questions = [{**each, "comment": {"use": "optional"}} for each in QUESTIONS]
    add_definition(
        scored.session, scored.actor, scored.clock, questionnaire(version="3.0", questions=questions)
    )
    other = another(scored, "third", "homes@3.0")
    other.save({"home": "no", "tried": ["hostel"]}, {"home": "No.", "tried": "By telephone."})
    other.save({"home": "yes"})
    (line,) = lines(build(other, Form.CSV, tmp_path, EVERY))
    assert (line["q.tried.hostel"], line["comment.tried"], line["comment.home"]) == ("[not asked]", "", "No.")


def another(scorer: Scorer, ref: str, name: str) -> Scorer:
    """An inspection of one case by another version."""
    create_inspection(scorer.session, scorer.actor, scorer.clock, ref=ref, questionnaire=name, title=ref)
    add_case(scorer.session, get_inspection(scorer.session, ref).id, "001", {"sex": "male"})
    return Scorer(scorer.session, scorer.actor, scorer.clock, ref)


def test_names_and_order_of_columns_stay_from_version_to_version(scored: Scorer, tmp_path: Path) -> None:
    before = [column.name for column in read(scored).columns]
    new = {"id": "kept", "type": "choice", "text": "Was it kept?", "answers": "yes_no_na"}
    tried = {**QUESTIONS[1], "answers": [{"value": "friend", "label": "Friend"}, QUESTIONS[1]["answers"][0]]}
    changed = [new, QUESTIONS[0], tried, *QUESTIONS[3:]]
    sections = [
        {"id": "home", "title": "Home", "point": "custody", "questions": [each["id"] for each in changed]}
    ]
    version = questionnaire(version="2.0", questions=changed, sections=sections)
    add_definition(scored.session, scored.actor, scored.clock, version)
    assert [column.name for column in read(scored).columns] == before
    later = another(scored, "later", "homes@2.0")
    later.save({"home": "no", "tried": ["friend"], "kept": "yes"}, {"home": "No."})
    path = build(later, Form.CSV, tmp_path, EVERY)
    (line,) = lines(path)
    stayed = [name for name in line if name in before]
    assert stayed == before
    assert [name for name in line if name not in before] == ["q.tried.friend", "q.kept", "comment.kept"]
    told = {
        "case.version": "2.0",
        "q.visits": "[not in this version]",
        "q.tried.hostel": "0",
        "q.tried.family": "[not in this version]",
        "q.tried.friend": "1",
        "q.kept": "yes",
    }
    assert line | told == line


def test_answers_are_shown_with_the_revision_they_were_given_under(scorer: Scorer, tmp_path: Path) -> None:
    scorer.save({"home": "na", "visits": "3"})
    case = scorer.open()
    then = replace(case, inspection=replace(case.inspection, text_revision=2))
    said = [Change(EntryKind.ANSWER, "left_on", "2016-03-04", ())]
    store_changes(scorer.session, scorer.actor, scorer.clock, then, said)
    first, second, _ = lines(build(scorer, Form.CSV, tmp_path, Wanted(every=True)))
    assert (first["case.text_revision"], first["case.other_revisions"]) == ("1", "left_on=2")
    assert (second["case.text_revision"], second["case.other_revisions"]) == ("[not answered]", "")


def test_what_is_in_conflict_is_told_and_counts_nowhere(scorer: Scorer, tmp_path: Path) -> None:
    page = scorer.open()
    scorer.save({"home": "yes", "visits": "2"}, case=page)
    scorer.save({"home": "na", "visits": "2"}, {"visits": "Two."}, case=page)
    (first, *_) = lines(build(scorer, Form.CSV, tmp_path, EVERY))
    assert first["q.home"] == "[not answered]"
    assert first["case.conflicts"] in ("home=yes|na", "home=na|yes")
    assert (first["q.visits"], first["comment.visits"]) == ("2", "Two.")


def test_the_workbook_holds_what_the_csv_does(scored: Scorer, tmp_path: Path) -> None:
    expected = lines(build(scored, Form.CSV, tmp_path, EVERY))
    book = CalamineWorkbook.from_path(build(scored, Form.XLSX, tmp_path, EVERY))
    assert book.sheet_names == ["About", "Codebook", "Data"]
    heading, *rows = book.get_sheet_by_name("Data").to_python()
    assert heading == list(expected[0])
    found = [dict(zip(heading, map(as_word, row), strict=True)) for row in rows]
    expected[0]["text.summary"] = SUMMARY  # no text is a formula there, so none needs an apostrophe
    assert found == expected
    assert rows[0][heading.index("q.left_on")] == date(2016, 3, 4)
    assert rows[0][heading.index("q.visits")] == 3


def as_word(cell: Any) -> str:
    if isinstance(cell, float):
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def test_spss_gets_labelled_numbers_and_codes_that_say_why_there_is_none(
    scored: Scorer, tmp_path: Path
) -> None:
    path = str(build(scored, Form.SAV, tmp_path, EVERY))
    found, about = pyreadstat.read_sav(path)
    assert found["q.visits"].tolist()[:2] == [3, 0]
    assert found["q.home"].isna().tolist() == [False, True, False]  # "not applicable" is user-missing
    assert found["q.left_on"][0] == date(2016, 3, 4)
    assert found["text.summary"].tolist() == [SUMMARY, "", ""]
    assert about.column_names_to_labels["q.home"] == "Was a home found?"
    assert about.variable_measure["q.home"] == "nominal"
    every, about = pyreadstat.read_sav(path, user_missing=True)
    labels: Mapping[str, Mapping[float, str]] = about.variable_value_labels
    shown = [labels["q.home"][code] for code in every["q.home"]]
    assert shown == ["No", "Not applicable", "Yes"]
    assert [labels["q.visits"].get(number) for number in every["q.visits"]] == [None, None, "Not answered"]
    assert [labels["q.tried.family"][code] for code in every["q.tried.family"]] == [
        "Chosen",
        "Not asked",
        "Not asked",
    ]


@pytest.mark.parametrize("form", list(Form))
def test_each_format_is_described_so_that_others_can_check_it(
    scored: Scorer, tmp_path: Path, form: Form
) -> None:
    path = build(scored, form, tmp_path, EVERY)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [file["path"] for file in manifest["files"]] == [path.name, "codebook.csv", "datapackage.json"]
    assert manifest["files"][0]["rows"] == 3
    for file in manifest["files"]:
        data = (tmp_path / file["path"]).read_bytes()
        assert (file["bytes"], file["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    codebook = lines(tmp_path / "codebook.csv")
    assert [line["meaning"] for line in codebook if line["column"] == "q.home"][:3] == [
        "Yes",
        "No",
        "Not applicable",
    ]
    assert {line["column"] for line in codebook} == {column.name for column in read(scored, EVERY).columns}


@pytest.mark.parametrize("form", list(Form))
def test_the_same_data_are_the_same_bytes(scored: Scorer, tmp_path: Path, form: Form) -> None:
    one, other = (build(scored, form, tmp_path / name).parent for name in ("one", "other"))
    for file in one.iterdir():
        assert file.read_bytes() == (other / file.name).read_bytes(), file.name


def test_a_mark_for_excel_if_asked_for(scored: Scorer, tmp_path: Path) -> None:
    path = build(scored, Form.CSV, tmp_path, bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcase.reference,")
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    assert build(scored, Form.CSV, tmp_path).read_bytes().startswith(b"case.reference,")


def test_without_a_case_nothing_is_written(scorer: Scorer, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no case"):
        build(scorer, Form.CSV, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_case_opened_again_leaves_the_data(scored: Scorer, tmp_path: Path) -> None:
    scored.move(Action.REOPEN, "A mistake.", reference="002")
    assert [line["case.reference"] for line in lines(build(scored, Form.CSV, tmp_path))] == ["001"]


ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quotation mark, UTF-8, every sheet into a file of its own."""


@ON_SQLITE
def test_libreoffice_reads_in_the_workbook_what_the_csv_says(scored: Scorer, tmp_path: Path) -> None:
    expected = lines(build(scored, Form.CSV, tmp_path, EVERY))
    expected[0]["text.summary"] = SUMMARY
    book, profile = build(scored, Form.XLSX, tmp_path, EVERY), (tmp_path / "profile").as_uri()
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing"
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", AS_CSV]
    subprocess.run([*command, "--outdir", tmp_path / "read", book], check=True, capture_output=True)
    assert lines(tmp_path / "read" / "data-Data.csv") == expected


@ON_SQLITE
@pytest.mark.parametrize("form", [Form.XLSX, Form.SAV])
def test_what_a_format_cannot_hold_is_cut_and_says_so(scorer: Scorer, tmp_path: Path, form: Form) -> None:
    """20,000 letters are allowed, and some count for two in a workbook and for four with SPSS."""
    text = "\N{GRINNING FACE}" * 20_000
    scorer.finish("001", summary=text)
    path = build(scorer, form, tmp_path)
    if form is Form.SAV:
        (found,) = pyreadstat.read_sav(path)[0]["text.summary"]
    else:
        heading, row = CalamineWorkbook.from_path(path).get_sheet_by_name("Data").to_python()
        found = row[heading.index("text.summary")]
    kept, mark = found.split(" [cut here: too long for ")
    assert mark in ("SPSS]", "a spreadsheet]")
    assert text.startswith(kept)
    assert len(kept) > 8_000
    assert lines(build(scorer, Form.CSV, tmp_path))[0]["text.summary"] == text
