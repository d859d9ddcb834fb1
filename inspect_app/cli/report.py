"""The commands that turn an inspection's findings into files."""

import sys
from pathlib import Path

import click

from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.cli.report_editions import changes, editions, freeze, in_language, start
from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.guard_narrative import Matchers
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.written_text import ReportProblem
from inspect_app.reports.build import build_outputs
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.figures_alone import figures_alone

STEPS = 100


@click.group()
def report() -> None:
    """Start and freeze the report, and build the report and the workbook.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
    """


for command in (start, freeze, editions, changes):
    report.add_command(command)


@report.command()
@click.argument("ref")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder to write to; made if missing."
)
@output_format
def build(ref: str, out: Path, output: str) -> None:
    """Freeze the findings of inspection REF and write report.pdf and findings.xlsx.

    Only signed-off cases are counted. Both files rest on one snapshot. The report has no chapters that
    people write: those come with a frozen edition of its texts.
    Small numbers are suppressed by the inspection's threshold. Single cases are raw data, which come with
    `inspect-app data export`.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
    """
    with open_session() as session:
        snapshot = make_snapshot(session, local_actor(), utc_now, ref=ref)
    files = write_outputs(snapshot, out)
    edition = printed_hash(figures_alone(snapshot))
    written = [str(path) for path in files]
    print_result(output, {"edition": edition, "files": written}, "\n".join([f"Edition {edition}", *written]))


@report.command()
@click.argument("ref")
@in_language
@output_format
def check(ref: str, language: str, output: str) -> None:
    """Print everything that is wrong in the texts of the report of inspection REF.

    Looked at are links to figures, words for numbers, numbers typed by hand, names from the long list, and
    sentences that tell what one person said. Ends with status 2 when something keeps the report from being
    frozen; warnings alone are none.

    \b
    Example:
      inspect-app report check north-2026
      inspect-app report check north-2026 --language cy --format json
    """
    with open_session() as session:
        checked = check_report(session, Matchers(), ref=ref, language=language)
    lines = [_line(problem) for problem in checked.problems]
    lines.append(_summary(len(checked.problems), len(checked.blocking)))
    if checked.names_unchecked:
        lines.append(checked.names_unchecked)
    told = {"problems": checked.problems, "names_unchecked": checked.names_unchecked}
    print_result(output, told, "\n".join(lines))
    if checked.blocking:
        sys.exit(2)


def _summary(problems: int, blocking: int) -> str:
    if not blocking:
        return f"{count(problems, 'warning')}; nothing keeps the report from being frozen."
    keeps = "keeps" if blocking == 1 else "keep"
    return f"{count(problems, 'problem')}, of which {blocking:,} {keeps} the report from being frozen."


def _line(problem: ReportProblem) -> str:
    place = problem.title if problem.line is None else f"{problem.title}, line {problem.line}"
    warning = "" if problem.blocks else "warning: "
    return f"{place}: {warning}{problem.what}: {problem.why} {problem.do}"


def write_outputs(snapshot: Snapshot, out: Path) -> list[Path]:
    """Build the outputs into a folder, with a progress bar on standard error, and say where they are."""
    with click.progressbar(length=STEPS, label="Starting", file=sys.stderr) as bar:

        def progress(stage: str, share: float) -> None:
            bar.label = stage
            bar.update(round(share * STEPS) - bar.pos)

        return build_outputs(figures_alone(snapshot), snapshot, out, progress)
