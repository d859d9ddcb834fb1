"""A report from its first word to its files: written, checked, frozen, made, fetched and read in pages."""

import csv
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from inspect_app.fieldwork.list_editions import get_edition
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.findings.figures import Measure
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.changes import FrozenReport
from inspect_app.publication.frozen import publication_hash
from inspect_app.records.engine import reading, transaction
from tests.integration.reports.conftest import read_pages
from tests.integration.web.conftest import Browser
from tests.integration.web.making import make_outputs

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
NORTH = "/inspections/north/"
WRITING = f"{NORTH}writing/en"
LINKED = "A home was found for {{figure home_found=yes}}, see [the ratings](#ratings)."
STARTED = {"style": "inspection-report"}


def frozen_of(app: Flask) -> FrozenReport:
    with reading(app.extensions["inspect_app"].engine) as session:
        return get_edition(session, "north", "en")


@pytest.fixture(autouse=True)
def nothing_hidden(app: Flask, signed_off: str) -> None:
    """The one case that is signed off is an invented one: its figures may be told."""
    assert signed_off
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        reason = "It is invented."
        set_disclosure(session, setting.owner, setting.clock, ref="north", reason=reason, threshold=0)


def write_and_freeze(browser: Browser) -> None:
    """Writes a chapter, finds what is wrong in it, mends that and freezes a draft."""
    browser.send(WRITING, STARTED)
    chapter = f"{WRITING}/chapters/foreword"
    browser.send(chapter, {"body": f"{LINKED}\n\nBut {{{{figure home=yes}}}} is nothing."})
    assert "figure home=yes" in words_of(browser.get(f"{WRITING}/check"))
    assert "Foreword, line 3" in words_of(browser.get(f"{WRITING}/freeze"))
    browser.send(chapter, {"body": LINKED})
    assert "This is the first edition" in browser.send(f"{WRITING}/freeze", {"stage": "draft"})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as kept:
        return {name: kept.read(name) for name in kept.namelist()}


def words_of_each(made: dict[str, bytes], folder: Path) -> Iterator[tuple[str, str]]:
    """What people read in the PDF, in Word and in the web edition."""
    (folder / "report.pdf").write_bytes(made["report.pdf"])
    yield "PDF", " ".join(" ".join(read_pages(folder / "report.pdf")).split())
    document = parts_of(made["report.docx"])["word/document.xml"].decode()
    yield "Word", words_of(re.sub(r"(?!</w:p>)<[^>]+>", "", document))
    pages = parts_of(made["report-html.zip"])
    yield "web", words_of(" ".join(pages[name].decode() for name in sorted(pages) if ".html" in name))


def shares_of(snapshot: Snapshot) -> list[tuple[str, str, int, int, int]]:
    """The published shares of all cases: question, answer, cases, out of, per cent."""
    found = []
    for table in snapshot.tables:
        for row in table.rows:
            cell = row.cells[0]
            if row.measure is Measure.SHARE and cell.numerator is not None and cell.per_cent is not None:
                asked = (row.question_text, row.label)
                found.append((*asked, cell.numerator, cell.denominator or 0, cell.per_cent))
    return found


def test_every_form_says_what_was_frozen(browser: Browser, app: Flask, tmp_path: Path) -> None:
    write_and_freeze(browser)
    frozen = frozen_of(app)
    made = make_outputs(browser, NORTH, language="en", number="1")
    printed = publication_hash(frozen.publication)[:12]
    sentence = "A home was found for 100 per cent (1 of 1)"
    for form, words in words_of_each(made, tmp_path):
        assert sentence in words, form
        assert printed in words or form == "Word", form  # there it is in the header
        for _, _, cases, out_of, per_cent in shares_of(frozen.snapshot):
            assert f"{cases} of {out_of} ({per_cent} per cent)" in words, form
    assert printed in parts_of(made["report.docx"])["word/header1.xml"].decode()
    manifest = json.loads(made["manifest.json"])
    assert {each["path"]: each["hash"] for each in manifest["files"]} == {
        name: f"sha256:{sha256(data).hexdigest()}" for name, data in made.items() if name != "manifest.json"
    }


def test_the_workbook_and_the_annexe_hold_the_frozen_figures(browser: Browser, app: Flask) -> None:
    write_and_freeze(browser)
    shares = shares_of(frozen_of(app).snapshot)
    assert len(shares) > 3
    made = make_outputs(browser, NORTH, language="en", number="1")
    book = CalamineWorkbook.from_object(BytesIO(made["findings.xlsx"]))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    rows = {tuple(str(cell) for cell in row[:5]) for sheet in sheets for row in sheet}
    lines = csv.DictReader(parts_of(made["figures.zip"])["figures.csv"].decode("utf-8-sig").splitlines())
    annexe = {
        (line["question_text"], line["answer"], line["cases"], line["out_of"], line["per_cent"])
        for line in lines
    }
    for question, answer, *numbers in shares:
        if question != answer:  # key questions stand in both in other words
            assert (question, answer, *(str(number) for number in numbers)) in annexe
            assert (question, answer, *(str(float(number)) for number in numbers)) in rows


def test_an_edition_is_read_in_the_pages_as_it_was_frozen(browser: Browser) -> None:
    write_and_freeze(browser)
    browser.send(f"{WRITING}/chapters/foreword", {"body": "Something else."})
    assert "Read this edition" in browser.get(f"{WRITING}/editions")
    page = browser.get(f"{WRITING}/editions/1/read")
    assert "A home was found for 100 per cent (1 of 1)" in words_of(page)
    assert "Something else" not in page
    assert "OFFICIAL-SENSITIVE . Edition 1 in English, draft" in words_of(page)
    [ratings] = set(re.findall(r'href="(\?chapter=ratings#ratings)"', page))
    there = browser.get(f"{WRITING}/editions/1/read{ratings.partition('#')[0]}")
    assert "Summary of ratings" in re.findall(r"<h1[^>]*>(.*?)</h1>", there, re.DOTALL)[0]
    assert 'aria-current="page"' in there
    assert 'id="ratings"' in there
    browser.get(f"{WRITING}/editions/1/read?chapter=nothing", 404)
    browser.get(f"{WRITING}/editions/2/read", 404)
