"""How long reports of 10, 80 and 200 pages take to set, beside an untagged rendering of the same HTML.

The one of 80 pages has some 100 tables and 30 charts.
"""

import io
import resource
import sys
from dataclasses import replace
from itertools import cycle, islice
from time import perf_counter

import pikepdf
import pytest
from weasyprint import HTML

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Chapter, Publication
from inspect_app.reports.design import find_design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from tests.samples import sample_snapshot

PROSE = "Plans were on file in {{figure plan_completed=present}}, and help was given to some of the people. "
GOALS, MOST_MEGABYTES = {10: 4.0, 80: 8.0, 200: 22.0}, 350
"""Seconds to be reached on a quiet machine, printed beside the time measured; megabytes to be kept."""


def long_report(snapshot: Snapshot, pages: int) -> Publication:
    """A report of about so many pages, with two tables in each chapter and a chart in every second."""
    tables = cycle(("key_questions", "key_questions.by.rosh"))
    chapters = []
    for number, table in enumerate(islice(tables, round((pages - 3) / 1.35)), 1):
        chart = "{{chart section.planning}}\n\n" if number % 2 == 0 else ""
        body = f"{PROSE * 8}\n\n{{{{table {table}}}}}\n\n{{{{table key_questions}}}}\n\n{chart}{PROSE * 6}"
        chapters.append(Chapter(f"long-{number}", f"Chapter {number}", body))
    return replace(figures_alone(snapshot), chapters=tuple(chapters))


@pytest.mark.parametrize("pages", [10, 80, 200])
def test_long_reports(pages: int) -> None:
    snapshot, design = sample_snapshot(), find_design()
    began = perf_counter()
    html = render_page(long_report(snapshot, pages), snapshot, design)
    filled = perf_counter() - began
    pdf = make_pdf(html, design.folder, design.report.fonts, "00" * 16)
    whole = perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    began = perf_counter()
    HTML(string=html, base_url=f"{design.folder}/").write_pdf()
    untagged = perf_counter() - began
    with pikepdf.open(io.BytesIO(pdf)) as document:
        counted = len(document.pages)
    sys.stdout.write(
        f"\n{counted} pages, {html.count('<table')} tables, {html.count('<figure')} charts: {whole:.2f} s"
        f" (templates {filled:.2f} s), {megabytes:.0f} MB; untagged {untagged:.2f} s:"
        f" {whole / untagged:.2f} times; goal {GOALS[pages]:g} s: {whole / GOALS[pages]:.2f} of it\n"
    )
    assert abs(counted - pages) <= pages * 0.3
    if pages <= 80:
        assert megabytes <= MOST_MEGABYTES
