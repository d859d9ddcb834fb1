"""The Word edition of the whole sample report opened by LibreOffice: every figure and table is there."""

import pytest

from inspect_app.findings.figures import Measure
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import FORMAT, Publication, Stage
from inspect_app.reports.design import Design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page
from inspect_app.reports.page_tree import take_apart
from inspect_app.reports.word import make_word
from tests.integration.reports.conftest import read_pages
from tests.integration.reports.opened_elsewhere import converted

FROZEN = Publication(
    FORMAT, "sample-2016", "inspection-report", "en", Stage.DRAFT, 1, None, "ab" * 32, (), (), ()
)


@pytest.fixture(scope="module")
def html(snapshot: Snapshot, design: Design) -> str:
    return render_page(figures_alone(snapshot), snapshot, design)


@pytest.fixture(scope="module")
def pages(html: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page as LibreOffice sets it, with single blanks."""
    made = converted({"report.docx": make_word(FROZEN, html)}, "pdf", tmp_path_factory.mktemp("word"))
    return [" ".join(page.split()) for page in read_pages(made / "report.pdf")]


def test_every_page_is_marked_twice(pages: list[str]) -> None:
    assert len(pages) > 5
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 for page in pages)
    assert all("Draft, not for publication" in page for page in pages)


def test_every_chapter_and_every_figure_in_words_is_there(
    pages: list[str], html: str, snapshot: Snapshot
) -> None:
    whole = " ".join(pages)
    for chapter in take_apart(html).chapters:
        assert next(chapter.all("h1")).text in whole
    for table in snapshot.tables:
        for row in table.rows:
            cell = row.cells[0]
            if row.measure is Measure.SHARE and table.kind == "section" and len(row.cells) == 1:
                assert (
                    f"{row.label}: {cell.numerator} of {cell.denominator} ({cell.per_cent} per cent)" in whole
                )
