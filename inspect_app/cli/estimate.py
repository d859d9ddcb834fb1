"""The command that estimates a share from a table of cases, so that anyone can check us."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from inspect_app.cli.context import count, output_format, print_result, read_file
from inspect_app.cli.estimate_output import FileEstimates, estimates_data, estimates_text
from inspect_app.fieldwork.check_case_table import Meaning
from inspect_app.fieldwork.estimate_file import (
    CaseTable,
    compare_domains,
    compare_inspections,
    estimate_domains,
    read_table,
)
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.checks import RowProblem


def _level(_ctx: click.Context, _param: click.Parameter, value: str) -> float:
    try:
        level = float(value)
    except ValueError:
        level = 0.0
    if not 0 < level < 1:
        raise UserError(f"The level “{value}” is no share between 0 and 1. Write it as 0.95.")
    return level


def _answers(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    return frozenset(value.strip() for value in values)


def _meanings(command: Callable[..., None]) -> Callable[..., None]:
    words = {
        "--positive": "The answer whose share is estimated; may be given again.",
        "--negative": "A judged answer that is not positive; may be given again. All others, if omitted.",
        "--not-applicable": "An answer that leaves a case out; may be given again.",
    }
    for name, help_ in reversed(words.items()):
        command = click.option(
            name,
            multiple=True,
            required=name == "--positive",
            callback=_answers,
            metavar="ANSWER",
            help=help_,
        )(command)
    return command


@click.command()
@click.argument("file", type=click.Path())
@_meanings
@click.option("--by", metavar="COLUMN", help="A column of areas or groups to estimate one by one as well.")
@click.option("--level", default="0.95", show_default=True, callback=_level, help="Level of the intervals.")
@click.option("--differences", is_flag=True, help="Compare each two groups of --by.")
@click.option("--earlier", type=click.Path(), metavar="FILE", help="The same table of an earlier inspection.")
@output_format
def estimate(
    file: str, by: str | None, level: float, differences: bool, earlier: str | None, output: str,
    **answers: frozenset[str],
) -> None:  # fmt: skip
    """Estimate the share of an answer among all cases from a CSV FILE of a stratified sample.

    The columns are case, stratum, N (how many cases the stratum holds) and answer; others may stand beside
    them. Cases that are not applicable are left out, as a part of the design. No inspection is read.

    \b
    Example:
      inspect-app estimate cases.csv --positive yes --not-applicable na --by area
      inspect-app estimate cases.csv --positive yes --not-applicable na --level 0.8 --format json
    """
    if differences and by is None:
        raise UserError("Differences are between groups. Name the column of groups with --by.")
    meaning = Meaning(answers["positive"], answers["not_applicable"], answers["negative"])
    tables = _read([file, *([earlier] if earlier is not None else [])], by, meaning, output)
    found = FileEstimates(
        meaning=meaning,
        by=by,
        level=level,
        table=tables[0],
        rows=estimate_domains(tables[0], level),
        differences=compare_domains(tables[0], level) if differences else (),
        since_earlier=compare_inspections(tables[1], tables[0], level) if tables[1:] else (),
    )
    print_result(output, estimates_data(found), estimates_text(found))


def _read(files: Sequence[str], by: str | None, meaning: Meaning, output: str) -> list[CaseTable]:
    """The tables of the files; every problem of all of them ends the run with status 2."""
    read = [(file, *read_table(Path(file).name, read_file(file), by, meaning)) for file in files]
    problems = [(file, problem) for file, _, found in read for problem in found]
    if problems:
        if output == "json":
            print_result(output, {"problems": [{"file": file, **vars(one)} for file, one in problems]}, "")
        else:
            click.echo("\n".join(_refused(problems)), err=True)
        raise click.exceptions.Exit(2)
    return [table for _, table, _ in read if table is not None]


def _refused(problems: Sequence[tuple[str, RowProblem]]) -> list[str]:
    lines = [
        f"  {file}, row {problem.row}{', ' if problem.column else ''}{problem.column}: “{problem.value}”. "
        f"{problem.expected}."
        for file, problem in problems
    ]
    return [
        f"inspect-app: nothing was estimated. Mend {count(len(lines), 'problem')}, and try again:",
        *lines,
    ]
