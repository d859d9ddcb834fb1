"""Builds every output of an edition: the report, the workbook and the answers."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from inspect_app.findings.answer_rows import HEADER
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.reports.answer_file import answers_csv
from inspect_app.reports.design import find_design
from inspect_app.reports.edition import ABOUT, about
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from inspect_app.reports.placing import place
from inspect_app.reports.workbook import make_workbook

Progress = Callable[[str, float], None]
ANSWERS = "answers.csv"
# The answers are never suppressed: whatever the edition, they are about one case a line.
HANDLING = "single cases, not for publication"


def build_outputs(
    snapshot: Snapshot, answer_rows: Iterable[Sequence[object]], out: Path, progress: Progress
) -> list[Path]:
    """Write report.pdf, findings.xlsx and answers.csv into `out` and say where they are.

    `answer_rows` come without their header. `progress` is told the stage that begins and the share done.
    All three are made before the first is put in place, so that a failure leaves an older edition whole.
    Raises UserError.
    """
    progress("Writing the answers", 0.0)
    answers = make_answers(snapshot, answer_rows)
    progress("Making the workbook", 0.1)
    workbook = make_findings(snapshot)
    progress("Setting the report", 0.25)
    pdf = make_report(snapshot)
    progress("Putting the files in place", 0.95)
    made = {"report.pdf": pdf, "findings.xlsx": workbook, ANSWERS: answers}
    for name, content in made.items():
        place(content, out / name)
    progress("Done", 1.0)
    return [out / name for name in made]


def make_answers(snapshot: Snapshot, answer_rows: Iterable[Sequence[object]]) -> bytes:
    """The answers alone, as CSV: each row says which edition it is from and how to handle it."""
    of_file = about(snapshot, HANDLING)
    return answers_csv(chain([(*HEADER, *ABOUT)], ((*row, *of_file) for row in answer_rows)))


def make_report(snapshot: Snapshot) -> bytes:
    """The report of an edition, as PDF; always the same bytes. Raises UserError."""
    design = find_design()
    html = render_page(snapshot, design)
    return make_pdf(html, design.folder, design.report.fonts, snapshot_hash(snapshot))


def make_findings(snapshot: Snapshot) -> bytes:
    """The workbook of an edition, as XLSX; always the same bytes. Raises UserError."""
    return make_workbook(snapshot, find_design())
