"""One report, set once for all tests that look at it."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import (
    Chapter,
    Example,
    ExampleKind,
    Publication,
    Recommendation,
    Stage,
    publication_hash,
)
from inspect_app.reports.design import Design, find_design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from tests.samples import sample_snapshot


@pytest.fixture(scope="session")
def design() -> Design:
    return find_design()


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return sample_snapshot()


def set_report(snapshot: Snapshot, design: Design) -> bytes:
    """The PDF of a snapshot."""
    publication = figures_alone(snapshot)
    html = render_page(publication, snapshot, design)
    return make_pdf(html, design.folder, design.report.fonts, publication_hash(publication))


@pytest.fixture(scope="session")
def pdf(snapshot: Snapshot, design: Design) -> bytes:
    return set_report(snapshot, design)


@pytest.fixture(scope="session")
def pdf_file(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(pdf)
    return path


def read_pages(path: Path) -> list[str]:
    """The text of each page, as another programme reads it."""
    reader = shutil.which("pdftotext")
    assert reader, "Poppler is missing: apt-get install poppler-utils"
    text = subprocess.run(
        [reader, "-layout", "-enc", "UTF-8", path, "-"], capture_output=True, check=True
    ).stdout
    return text.decode().split("\f")[:-1]


@pytest.fixture(scope="session")
def pages(pdf_file: Path) -> list[str]:
    return read_pages(pdf_file)


def written_publication(snapshot: Snapshot, style: str = "inspection-report") -> Publication:
    """A draft with every kind of text there is."""
    bare = figures_alone(snapshot, style)
    foreword = Chapter("foreword", "Foreword", FOREWORD)
    recommendations = Chapter("recommendations", "Recommendations", "", "recommendations")
    about = next(each.id for each in bare.chapters if each.standard == "planning")
    return replace(
        bare,
        stage=Stage.DRAFT,
        number=2,
        embargo="2027-01-14",
        chapters=(foreword, recommendations, *bare.chapters),
        examples=(
            Example("one", ExampleKind.GOOD, about, "Seen early", "Rhys was seen *before* release."),
            Example("two", ExampleKind.POOR, about, "Seen late", "Of {{cases}} cases, <b>one</b>."),
        ),
        recommendations=(
            Recommendation("a", "The governor", "Plan in time.", ("rating planning", "table key_questions")),
            Recommendation("b", "The board", "See to it.", ()),
            Recommendation("c", "The governor", "Ask again.", ("figure plan_completed=present",)),
        ),
    )


FOREWORD = """Plans were on file in {{figure plan_completed=present}}, see [the ratings](#ratings).

## What stood out

{{table key_questions}}

{{chart section.planning}}

{{chart section.planning}}

| Place | Cases |
|---|--:|
| All | {{cases}} |
"""
