"""Commands for writing the tables of a report."""

from contextlib import ExitStack
from pathlib import Path

import click

from inspect_app.cli.context import open_session, output_format
from inspect_app.cli.problems import from_here, print_problems
from inspect_app.fieldwork.find_tables import REPORT, lint_tables, report_folder
from inspect_app.fieldwork.list_definitions import every_instrument
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError


@click.group()
def tables() -> None:
    """Check the tables that a report defines.

    \b
    Example:
      inspect-app tables lint
    """


@tables.command()
@click.argument("report", default=REPORT)
@click.option("--instrument", metavar="ID", help="Check for this questionnaire alone; for each, if omitted.")
@output_format
def lint(report: str, instrument: str | None, output: str) -> None:
    """Print everything that is wrong with the tables.yaml of REPORT, as file:line: message.

    REPORT is a report's name or a folder with a tables.yaml. A table that names no questionnaire may be for
    any of them; it is a mistake only if none has all that it names. Ends with status 2 when there is an
    error; a warning alone is none.

    \b
    Example:
      inspect-app tables lint
      inspect-app tables lint my-report --instrument through-the-gate --format json
    """
    folder = Path(report) if Path(report).is_dir() else report_folder(report)
    problems = lint_tables(folder, _instruments(), instrument)
    shown = folder if folder == Path(report) else Path(report)
    print_problems([from_here(shown, problem) for problem in problems], output)


def _instruments() -> list[Definition]:
    with ExitStack() as stack:
        try:
            session = stack.enter_context(open_session())
        except UserError:
            session = None  # without a database there are only the shipped ones
        return every_instrument(session)
