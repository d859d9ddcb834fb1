"""Builds every output of a frozen report."""

from collections.abc import Callable
from pathlib import Path

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Publication, publication_hash
from inspect_app.reports.design import find_design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from inspect_app.reports.placing import place
from inspect_app.reports.workbook import make_workbook

Progress = Callable[[str, float], None]


def build_outputs(publication: Publication, snapshot: Snapshot, out: Path, progress: Progress) -> list[Path]:
    """Write report.pdf and findings.xlsx into `out` and say where they are.

    `progress` is told the stage that begins and the share done. All are made before the first is put in
    place, so that a failure leaves an older edition whole. Raises UserError.
    """
    progress("Making the workbook", 0.0)
    workbook = make_findings(publication, snapshot)
    progress("Setting the report", 0.25)
    pdf = make_report(publication, snapshot)
    progress("Putting the files in place", 0.95)
    made = {"report.pdf": pdf, "findings.xlsx": workbook}
    for name, content in made.items():
        place(content, out / name)
    progress("Done", 1.0)
    return [out / name for name in made]


def make_report(publication: Publication, snapshot: Snapshot) -> bytes:
    """The report, as PDF; always the same bytes. Raises UserError."""
    design = find_design(publication.style)
    html = render_page(publication, snapshot, design)
    return make_pdf(html, design.folder, design.report.fonts, publication_hash(publication))


def make_findings(publication: Publication, snapshot: Snapshot) -> bytes:
    """The workbook, as XLSX; always the same bytes. Raises UserError."""
    return make_workbook(snapshot, find_design(publication.style), printed_hash(publication))
