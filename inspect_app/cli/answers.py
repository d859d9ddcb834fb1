"""Commands about answers."""

from pathlib import Path

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, read_file, utc_now
from inspect_app.fieldwork.import_answers import import_answers


@click.group()
def answers() -> None:
    """Bring in answers given elsewhere."""


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
    with open_session() as session:
        result = import_answers(
            session, local_actor(), utc_now, ref=ref, filename=Path(file).name, data=read_file(file)
        )
    problems = [f"row {p.row}, {p.column}: “{p.value}”. {p.expected}" for p in result.problems]
    summary = f"{result.saved} answers and comments saved for {result.cases} cases."
    if problems:
        summary = "Nothing was saved. Mend these and import the file again:\n" + "\n".join(problems)
    print_result(output, result, summary)
    if problems:
        raise click.exceptions.Exit(2)
