"""Commands about the file of a case list: asking for it and its headings, as parts of `inspect-app cases`."""

from datetime import date

import click

from inspect_app.cli.context import (
    iso_date,
    local_actor,
    open_session,
    output_format,
    print_result,
    read_file,
    utc_now,
    write_file,
)
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.map_headings import map_headings
from inspect_app.fieldwork.read_long_list import read_headings
from inspect_app.fieldwork.request_cases import OPTIONAL, request_cases
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.case_list_form import make_case_list_form
from inspect_app.reports.design import find_design
from inspect_app.sampling.columns import BY_KEY


@click.command()
@click.argument("ref")
@click.option(
    "--from", "first", required=True, callback=iso_date, metavar="DATE", help="First day of the period."
)
@click.option(
    "--to", "last", required=True, callback=iso_date, metavar="DATE", help="Last day of the period."
)
@click.option("--include", default="", help="Which cases to include, in words.")
@click.option("--exclude", default="", help="Which cases to leave out, in words.")
@click.option("--without", multiple=True, type=click.Choice(OPTIONAL), help="A column not to ask for.")
@click.option("--output", "file", required=True, type=click.Path(), help="The XLSX file to write.")
@output_format
def request(
    ref: str, first: date, last: date, include: str, exclude: str,
    without: tuple[str, ...], file: str, output: str,
) -> None:  # fmt: skip
    """Ask for the cases of a period for inspection REF: writes the form that the inspected body fills in.

    The request is kept with the inspection. What comes back in the form imports as it is.

    \b
    Example:
      inspect-app cases request north-2026 --from 2026-01-01 --to 2026-03-31 --output request.xlsx
    """
    optional = [key for key in OPTIONAL if key not in without]
    with open_session() as session:
        made = request_cases(
            session, local_actor(), utc_now, ref=ref, period=(first, last),
            inclusions=include, exclusions=exclude, optional=optional,
        )  # fmt: skip
        write_file(file, make_case_list_form(made, get_inspection(session, ref), find_design()))
    print_result(output, made, f"Request {made.number} is made. Its form is in {file}.")


@click.command()
@click.argument("file", type=click.Path())
@output_format
def headings(file: str, output: str) -> None:
    """List the headings of FILE, and the column of a long list that each is taken for.

    \b
    Example:
      inspect-app cases headings long-list.xlsx
    """
    found = read_headings(read_file(file))
    print_result(output, found, "\n".join(_heading_line(each.text, each.column) for each in found))


@click.command("map")
@click.argument("ref")
@click.argument("pairs", nargs=-1, required=True, metavar="HEADING=COLUMN...")
@output_format
def map_to_columns(ref: str, pairs: tuple[str, ...], output: str) -> None:
    """Remember what other headings stand for in the long lists of inspection REF.

    A column is named by its usual heading or its short name; HEADING= says that a heading stands for none.
    The next import goes by it.

    \b
    Example:
      inspect-app cases map north-2026 "Case manager=officer" "Sentenced on=start_date"
    """
    columns = dict(_pair(pair) for pair in pairs)
    with open_session() as session:
        kept = map_headings(session, local_actor(), utc_now, ref=ref, columns=columns)
    lines = [_heading_line(each.heading, each.column) for each in kept]
    print_result(output, kept, "\n".join(lines or ["No heading is remembered: all are known anyway."]))


COMMANDS = (request, headings, map_to_columns)


def _pair(text: str) -> tuple[str, str]:
    heading, sign, column = text.rpartition("=")
    if not sign:
        raise UserError(f"“{text}” is no pair of a heading and a column. Write it as HEADING=COLUMN.")
    return heading, column


def _heading_line(heading: str, column: str | None) -> str:
    return f"{heading} = {BY_KEY[column].heading if column else 'not used'}"
