import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.reports.design import Design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.figures_alone import figures_alone
from tests.integration.reports.conftest import read_pages, set_report


@pytest.fixture(scope="module")
def document(pdf_file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(pdf_file) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def bookmarks(items: Any) -> list[str]:
    return [title for item in items for title in (str(item.title), *bookmarks(item.children))]


def test_an_accessibility_checker_finds_no_error(pdf_file: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    checker = Path(sys.executable).with_name("outloud")
    subprocess.run([checker, "--quiet", "--json", found, pdf_file], check=False, capture_output=True)
    findings = json.loads(found.read_text())["results"][0]["findings"]
    assert [finding for finding in findings if finding["severity"] == "error"] == []


def test_it_declares_itself_accessible(document: pikepdf.Pdf) -> None:
    assert "pdfuaid" in bytes(document.Root.Metadata.read_bytes()).decode()
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.Root.Lang) == "en"
    assert str(document.docinfo["/Title"]) == "Sample inspection: inspection report"
    assert all(page.obj.Tabs == "/S" for page in document.pages)


def test_headings_tables_and_figures_are_tagged(document: pikepdf.Pdf) -> None:
    kinds = Counter(str(element.S) for element in elements(document.Root.StructTreeRoot))
    assert kinds["/H1"] == 11
    assert kinds["/H2"] > 8
    assert kinds["/Table"] >= 10
    assert kinds["/L"] > 3
    assert kinds["/Figure"] == 2 + 1 + 3 + 1


def test_every_figure_can_be_read_aloud(document: pikepdf.Pdf) -> None:
    told = [str(e.Alt) for e in elements(document.Root.StructTreeRoot) if e.S == "/Figure"]
    assert any("Yes: 33 of 85 (39 per cent); No: 52 of 85 (61 per cent)" in words for words in told)
    assert all(len(words) > 20 for words in told)


def test_every_header_cell_says_what_it_heads(document: pikepdf.Pdf) -> None:
    scopes = [str(e.A.Scope) for e in elements(document.Root.StructTreeRoot) if e.S == "/TH"]
    assert set(scopes) == {"/Column", "/Row"}


def test_what_stands_in_the_margins_is_no_content(document: pikepdf.Pdf) -> None:
    known = set()
    for element in elements(document.Root.StructTreeRoot):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                known.add((element.Pg.objgen, kid))
    for page in document.pages:
        marked = [
            (page.obj.objgen, int(step.operands[1]["/MCID"]))
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "BDC" and "/MCID" in step.operands[1]
        ]
        assert marked
        assert set(marked) <= known


def test_all_type_is_embedded_and_the_house_style_s(document: pikepdf.Pdf) -> None:
    fonts = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
    names = {str(font.BaseFont).split("+")[-1] for font in fonts}
    assert fonts
    assert all(name.startswith("Liberation-Sans") for name in names)
    assert all("/FontFile2" in f.DescendantFonts[0].FontDescriptor or
               "/FontFile3" in f.DescendantFonts[0].FontDescriptor for f in fonts)  # fmt: skip


def test_bookmarks_lead_to_every_chapter(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = bookmarks(outline.root)
    assert [title for title in titles if title[0].isdigit() or title.startswith("Annex")] == [
        "1. Overall findings",
        "2. Summary of ratings",
        "3. Contextual facts",
        "4. Planning",
        "5. Public protection",
        "6. Outcomes",
        "Annex A: How the inspection was done",
        "Annex B: Results",
        "Annex C: Glossary",
    ]
    assert titles[:2] == ["1. Overall findings", "Key questions at a glance"]


def test_the_contents_give_the_right_page_numbers(pages: list[str]) -> None:
    for line in pages[1].splitlines():
        title, _, number = line.strip().rpartition(" ")
        if ". ." in line:
            assert title.split(" . ")[0].strip(" .") in pages[int(number) - 1]


def test_the_marking_stands_at_the_top_and_bottom_of_every_page(pages: list[str]) -> None:
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[0] == lines[-1] == "OFFICIAL-SENSITIVE"


def test_every_page_after_the_cover_is_numbered_and_names_its_edition(
    pages: list[str], snapshot: Snapshot
) -> None:
    for number, page in enumerate(pages[1:], 2):
        assert f"Edition {printed_hash(figures_alone(snapshot))}" in page
        assert page.split()[-2 if page.rstrip().endswith("SENSITIVE") else -1] != ""
        assert any(line.split()[-1:] == [str(number)] for line in page.splitlines()[-6:])


def test_synthetic_data_is_called_so_on_every_page(pages: list[str]) -> None:
    assert "SYNTHETIC" in pages[0]
    assert all("synthetic" in page.lower() for page in pages)


@pytest.mark.parametrize(
    "figure",
    [
        "33 of 85 (39 per cent)",
        "No: 52 of 85 (61 per cent)",
        "57 of 86 (66 per cent)",
        "Absent: 6 of 86 (7 per cent)",
        "seed-of-the-sample",
        "systematic, version 1",
        "86 of 89 cases",
        "17 June 2016",
    ],
)
def test_the_snapshot_s_figures_are_in_the_text(pages: list[str], figure: str) -> None:
    assert figure in " ".join(" ".join(pages).split())


def test_the_methodology_names_the_snapshot_it_was_made_from(pages: list[str], snapshot: Snapshot) -> None:
    text = " ".join("".join(pages).split())
    assert snapshot_hash(snapshot)[:40] in text
    assert snapshot.ledger_position[:40] in text


def test_every_answer_of_the_snapshot_is_in_the_text_with_its_figures(
    pages: list[str], snapshot: Snapshot
) -> None:
    text = " ".join(" ".join(pages).split())
    for table in snapshot.tables:
        for row in table.rows if table.kind == "section" else ():
            cell = row.cells[0]
            told = f"{cell.numerator} of {cell.denominator} ({cell.per_cent} per cent)"
            assert (told in text) or row.measure != "share"


def test_the_same_snapshot_gives_the_same_bytes(pdf: bytes, snapshot: Snapshot, design: Design) -> None:
    assert set_report(snapshot, design) == pdf


def test_a_report_without_draw_ratings_or_synthetic_data_is_a_report_too(
    snapshot: Snapshot, design: Design, tmp_path: Path
) -> None:
    bare = replace(
        snapshot, sampling=None, ratings=(), overall=None, as_at=None,
        inspection=replace(snapshot.inspection, synthetic=False, marking="OFFICIAL"),
    )  # fmt: skip
    (tmp_path / "bare.pdf").write_bytes(set_report(bare, design))
    text = " ".join(" ".join(read_pages(tmp_path / "bare.pdf")).split())
    assert "synthetic" not in text.lower()
    assert "SENSITIVE" not in text
    assert "No draw is recorded for this inspection" in text
