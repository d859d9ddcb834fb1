"""Builds every output of a frozen report."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Publication, publication_hash
from inspect_app.reports.design import find_design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.editions import make_editions
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from inspect_app.reports.placing import place_all
from inspect_app.reports.workbook import make_workbook

Progress = Callable[[str, float], None]
REPORT, WORKBOOK, MANIFEST = "report.pdf", "findings.xlsx", "manifest.json"


def build_outputs(publication: Publication, snapshot: Snapshot, out: Path, progress: Progress) -> list[Path]:
    """Write a frozen report in every form there is into `out`, with a manifest, and say where the files are.

    `progress` is told the stage that begins and the share done. All are made before the first is put in
    place, so that a failure leaves an older edition whole. Raises UserError.
    """
    progress("Filling in the templates", 0.0)
    design = find_design(publication.style)
    html = render_page(publication, snapshot, design)
    progress("Making the workbook", 0.05)
    workbook = make_findings(publication, snapshot)
    progress("Making the web and Word editions", 0.15)
    editions = make_editions(publication, snapshot, html, design)
    progress("Setting the PDF", 0.35)
    pdf = make_pdf(html, design.folder, design.report.fonts, publication_hash(publication))
    progress("Putting the files in place", 0.98)
    made = {REPORT: pdf, WORKBOOK: workbook, **editions}
    # Its name is given last: who finds a manifest finds all that it lists.
    place_all({MANIFEST: manifest(publication, made), **made}, out)
    progress("Done", 1.0)
    return [out / name for name in (*made, MANIFEST)]


def manifest(publication: Publication, made: Mapping[str, bytes]) -> bytes:
    """manifest.json: which edition the files were made of, and the size and SHA-256 of each."""
    files = [
        {"path": name, "bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
        for name, content in made.items()
    ]
    about = {
        "inspection": publication.inspection,
        "language": publication.language,
        "stage": publication.stage.value,
        "number": publication.number,
        "edition": publication_hash(publication),
        "figures": publication.figures,
        "files": files,
    }
    return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()


def fill_page(publication: Publication, snapshot: Snapshot) -> str:
    """The report as one page of HTML, in its house style. Raises UserError."""
    return render_page(publication, snapshot, find_design(publication.style))


def make_report(publication: Publication, snapshot: Snapshot) -> bytes:
    """The report, as PDF; always the same bytes. Raises UserError."""
    design = find_design(publication.style)
    html = render_page(publication, snapshot, design)
    return make_pdf(html, design.folder, design.report.fonts, publication_hash(publication))


def make_findings(publication: Publication, snapshot: Snapshot) -> bytes:
    """The workbook, as XLSX; always the same bytes. Raises UserError."""
    return make_workbook(snapshot, find_design(publication.style), printed_hash(publication))
