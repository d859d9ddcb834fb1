"""How long the PDF takes beside an untagged rendering of the same page."""

from weasyprint import HTML

from inspect_app.reports.design import find_design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from tests.benchmarks.stopwatch import compare
from tests.samples import sample_snapshot


def test_tagged_report() -> None:
    design, snapshot = find_design(), sample_snapshot()
    html = render_page(figures_alone(snapshot), snapshot, design)
    compare(
        "accessible PDF of a small report, in a child process",
        lambda: make_pdf(html, design.folder, design.report.fonts, "00" * 16),
        "WeasyPrint alone, untagged",
        lambda: HTML(string=html, base_url=str(design.folder)).write_pdf(),
        rounds=3,
    )
    assert make_pdf(html, design.folder, design.report.fonts, "00" * 16).startswith(b"%PDF-")
