"""The commands about the report of an inspection."""

import sys

import click

from inspect_app.cli.context import count, open_session, output_format, print_result
from inspect_app.cli.report_build import build
from inspect_app.cli.report_editions import changes, editions, freeze, in_language, start
from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.guard_narrative import Matchers
from inspect_app.publication.written_text import ReportProblem


@click.group()
def report() -> None:
    """Start, check and freeze the report, and make its files.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
    """


for command in (start, freeze, editions, changes, build):
    report.add_command(command)


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
