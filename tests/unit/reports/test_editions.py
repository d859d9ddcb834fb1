"""The outputs beside the PDF and the workbook, by their names."""

import io
import zipfile

import docx

from inspect_app.reports.design import find_design
from inspect_app.reports.editions import make_editions
from tests.samples import sample_snapshot
from tests.unit.reports.test_word import FROZEN, HTML


def names(data: bytes) -> list[str]:
    """The files in a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def test_three_files_are_made_and_always_the_same() -> None:
    made = make_editions(FROZEN, sample_snapshot(), HTML, find_design())
    assert list(made) == ["report-html.zip", "report.docx", "figures.zip"]
    assert names(made["report-html.zip"]) == ["index.html", "web.css", "01-one.html", "02-two.html"]
    assert names(made["figures.zip"]) == ["figures.csv", "codebook.csv", "datapackage.json"]
    assert docx.Document(io.BytesIO(made["report.docx"])).core_properties.title == "Sample: report"
    assert make_editions(FROZEN, sample_snapshot(), HTML, find_design()) == made
