"""How commands print what is wrong with a file."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from inspect_app.cli.context import print_result
from inspect_app.questionnaire.problems import Problem


def print_problems(problems: Sequence[Problem], output: str) -> None:
    """Print problems one a line, or as JSON, and end with status 2 when one of them is an error."""
    if output == "json":
        print_result(output, problems, "")
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(summary(problems), err=True)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(2)


def from_here(folder: Path, problem: Problem) -> Problem:
    """A problem of a file in a folder, with the way to it."""
    return Problem(str(folder / problem.file), problem.line, problem.message, problem.severity)


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are: "No errors, 1 warning"."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{_count(errors, 'error').capitalize()}, {_count(len(problems) - errors, 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
