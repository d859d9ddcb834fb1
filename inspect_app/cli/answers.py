"""Commands about answers."""

from pathlib import Path

import click

from inspect_app.cli.context import (
    count,
    local_actor,
    open_session,
    output_format,
    print_result,
    read_file,
    utc_now,
)
from inspect_app.fieldwork.import_answers import ImportAnswersResult, import_answers
from inspect_app.sampling.checks import RowProblem


@click.group()
def answers() -> None:
    """Bring in answers given elsewhere.

    \b
    Example:
      inspect-app answers import north-2026 answers.csv
    """


@answers.command("import")
@click.argument("ref")
@click.argument("file", type=click.Path())
@output_format
def import_file(ref: str, file: str, output: str) -> None:
    """Import answers into inspection REF from a CSV FILE: all of them, or none.

    The columns are case_reference, question, answer and comment. Several answers to one question are
    separated by a semicolon. A file imported twice changes nothing the second time.

    \b
    Example:
      inspect-app answers import north-2026 answers.csv
    """
    data = read_file(file)
    with open_session() as session:
        result = import_answers(session, local_actor(), utc_now, ref=ref, filename=Path(file).name, data=data)
    if not result.problems:
        print_result(output, result, _saved(result))
        return
    if output == "json":
        print_result(output, result, "")
    else:
        click.echo("\n".join(_refused(result)), err=True)
    raise click.exceptions.Exit(2)


def _saved(result: ImportAnswersResult) -> str:
    if not result.saved:
        return "Everything in this file is saved already, so nothing has changed."
    given = "1 answer or comment" if result.saved == 1 else f"{result.saved:,} answers and comments"
    return f"{given} saved for {count(result.cases, 'case')}."


def _refused(result: ImportAnswersResult) -> list[str]:
    return [
        "inspect-app: nothing was saved. Mend these and import the file again:",
        *(f"  {_place(problem)}: “{problem.value}”. {problem.expected}." for problem in result.problems),
    ]


def _place(problem: RowProblem) -> str:
    return f"row {problem.row}, {problem.column}" if problem.column else f"row {problem.row}"
