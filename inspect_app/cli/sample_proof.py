"""Commands that prove a sample: its export, its verification, and why a row was or wasn't chosen."""

from datetime import date
from pathlib import Path

import click

from inspect_app.cli.context import (
    count,
    iso_date,
    local_actor,
    open_session,
    output_format,
    print_result,
    read_file,
    utc_now,
)
from inspect_app.fieldwork.explain_row import explain_row
from inspect_app.fieldwork.export_draw import export_draw
from inspect_app.fieldwork.log_look import LONG_LIST_ROW, log_look
from inspect_app.fieldwork.verify_draw import ELSEWHERE, Verdict, verify_draw
from inspect_app.reports.placing import place


@click.command()
@click.argument("ref")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--draw", "number", type=int, help="The number of the draw; the last one if omitted.")
@output_format
def export(ref: str, file: Path, number: int | None, output: str) -> None:
    """Write a draw of inspection REF to FILE, for anybody who has the long list to repeat.

    The file has the plan, the seed, the method, hashes and counts, and no name, CRN or PNC.

    \b
    Example:
      inspect-app sample export north-2026 draw.json
    """
    with open_session() as session:
        drawn, data = export_draw(session, local_actor(), utc_now, ref=ref, number=number)
    place(data, file)
    print_result(output, {"draw": drawn, "file": str(file)}, f"Draw {drawn} is written to {file}.")


@click.command()
@click.argument("file", type=click.Path())
@click.argument("long_list", type=click.Path(), metavar="LIST")
@click.option(
    "--as-at", callback=lambda *given: iso_date(*given) if given[2] else None, metavar="DATE",
    help="The day the list speaks of; the one in FILE if omitted.",
)  # fmt: skip
@output_format
def verify(file: str, long_list: str, as_at: date | None, output: str) -> None:
    """Draw again by FILE (of sample export) from LIST, and say whether the same cases come out.

    It needs the questionnaire and no inspection. The status is 0 when the draw is the same, 1 when it differs
    and 2 when it can't be told, for instance because LIST isn't the list that was drawn from.

    \b
    Example:
      inspect-app sample verify draw.json long-list.xlsx
    """
    data = read_file(file), read_file(long_list)
    with open_session() as session:
        verdict = verify_draw(session, local_actor(), utc_now, file=data[0], long_list=data[1], as_at=as_at)
    print_result(output, verdict, _verdict_text(verdict))
    if not verdict.same:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("ref")
@click.argument("row", type=int)
@click.option("--draw", "number", type=int, help="The number of the draw; the last one if omitted.")
@output_format
def why(ref: str, row: int, number: int | None, output: str) -> None:
    """Say why ROW (its number in the spreadsheet) of inspection REF was chosen, or why not.

    \b
    Example:
      inspect-app sample why north-2026 282
    """
    with open_session() as session:
        told = explain_row(session, ref, row, number)
        log_look(session, local_actor(), utc_now, LONG_LIST_ROW, ref=ref, row=row)
    print_result(output, told, "\n".join(told.sentences))


COMMANDS = (export, verify, why)


def _verdict_text(verdict: Verdict) -> str:
    what = f"Draw {verdict.draw} of {verdict.inspection} ({verdict.method}, seed {verdict.seed})"
    how = "case by case" if verdict.case_by_case else "stratum by stratum, by their hashes"
    record = [] if verdict.on_record else [ELSEWHERE]
    if verdict.same:
        same = f"Same. {what} comes out again: {count(verdict.cases, 'case')}, compared {how}."
        return "\n".join([same, *record])
    differences = [f"  {each}" for each in verdict.differences]
    return "\n".join([f"Different. {what}, compared {how}:", *differences, *record])
