"""One report, set once for all tests that look at it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.reports.design import Design, find_design
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
    html = render_page(snapshot, design)
    return make_pdf(html, design.folder, design.report.fonts, snapshot_hash(snapshot))


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
