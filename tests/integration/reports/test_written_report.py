"""A report that people wrote, in every house style and language: its PDF read by other programmes."""

import json
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from inspect_app.fieldwork.find_skeleton import find_styles
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Stage, publication_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.design import find_design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.page import render_page, render_prose
from inspect_app.reports.pdf import make_pdf
from tests.integration.reports.conftest import read_pages, written_publication
from tests.samples import sample_snapshot

SETTINGS = [(style, language) for style in find_styles() for language in ("en", "cy")]


@pytest.fixture(scope="module", params=SETTINGS, ids="-".join)
def setting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str, Path]:
    """A house style, a language and the PDF in both."""
    style, language = request.param
    snapshot = replace(sample_snapshot(), language=language)
    publication, design = written_publication(snapshot, style), find_design(style)
    html = render_page(publication, snapshot, design)
    path = tmp_path_factory.mktemp(style) / "report.pdf"
    path.write_bytes(make_pdf(html, design.folder, design.report.fonts, publication_hash(publication)))
    return style, language, path


def test_a_checker_finds_no_error(setting: tuple[str, str, Path], tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    checker = Path(sys.executable).with_name("outloud")
    subprocess.run([checker, "--quiet", "--json", found, setting[2]], check=False, capture_output=True)
    findings = json.loads(found.read_text())["results"][0]["findings"]
    assert [finding for finding in findings if finding["severity"] == "error"] == []


def test_all_that_was_written_stands_in_it(setting: tuple[str, str, Path], snapshot: Snapshot) -> None:
    style, language, path = setting
    pages = read_pages(path)
    text = " ".join(" ".join(pages).split())
    cell = next(row for row in snapshot.tables[0].rows if row.id == "plan_completed.present").cells[0]
    share = "per cent" if language == "en" else "y cant"
    of = "of" if language == "en" else "o"
    figure = f"{cell.per_cent} {share} ({cell.numerator} {of} {cell.denominator})"
    for words in (figure, "What stood out", "Seen early", "<b>one</b>", "Plan in time.", "The governor"):
        assert words in text
    publication = written_publication(replace(sample_snapshot(), language=language), style)
    assert all(printed_hash(publication) in page for page in pages)
    assert all("OFFICIAL-SENSITIVE" in page.splitlines()[0] for page in pages)
    assert all("2027" in page for page in pages)


def test_every_section_s_tables_stand_in_the_results(snapshot: Snapshot) -> None:
    for style in find_styles():
        html = render_page(written_publication(snapshot, style), snapshot, find_design(style))
        annex = unescape(html.partition('id="results"')[2].partition("</section>")[0])
        for table in snapshot.tables:
            assert all(row.question_text in annex for row in table.rows)


def test_a_final_report_has_no_watermark_and_no_notice(snapshot: Snapshot) -> None:
    publication = written_publication(snapshot)
    design = find_design()
    assert 'href="draft.en.css"' in render_page(publication, snapshot, design)
    final = replace(publication, stage=Stage.FINAL, embargo=None)
    html = render_page(final, snapshot, design)
    assert "draft." not in html
    assert 'data-notice=""' in html


def test_the_preview_of_a_text_looks_as_in_the_report(snapshot: Snapshot) -> None:
    html = render_prose("Of {{cases}}.\n\n{{table key_questions}}\n\n<script>", snapshot, find_design())
    assert '<span class="linked" data-link="cases">86</span>' in html
    assert "<caption>Key questions: cases judged sufficient</caption>" in html
    assert "<script>" not in html


def test_both_languages_of_a_style_have_the_same_words() -> None:
    for style in find_styles():
        design = find_design(style)
        assert design.words("en").keys() == design.words("cy").keys()
        with pytest.raises(UserError, match=r"fr\.yaml can't be read"):
            design.words("fr")
