"""Commands about the case long list."""

from datetime import date
from pathlib import Path

import click

from inspect_app.cli import case_list
from inspect_app.cli.context import (
    count,
    iso_date,
    local_actor,
    open_session,
    output_format,
    print_result,
    progress_bar,
    read_file,
    utc_now,
)
from inspect_app.fieldwork.correct_row import RowStanding, correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.export_list import export_list
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.find_person import find_person
from inspect_app.fieldwork.import_cases import ImportResult, import_cases
from inspect_app.fieldwork.list_long_list import LongListSummary, long_list_summary
from inspect_app.fieldwork.log_look import LONG_LIST, log_look
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.restore_row import restore_row
from inspect_app.reports.long_list_file import make_long_list
from inspect_app.reports.placing import place
from inspect_app.sampling.checks import RowProblem


@click.group()
def cases() -> None:
    """Ask for a case long list, import it, and mend, exclude or restore its rows.

    \b
    Example:
      inspect-app cases import north-2026 long-list.xlsx --as-at 2026-03-01
    """


for command in case_list.COMMANDS:
    cases.add_command(command)


@cases.command("import")
@click.argument("ref")
@click.argument("file", type=click.Path())
@click.option("--as-at", required=True, callback=iso_date, metavar="DATE", help="The day the list speaks of.")
@output_format
def import_file(ref: str, file: str, as_at: date, output: str) -> None:
    """Import a long list into inspection REF from an XLSX or CSV FILE.

    Rows that can't be used are listed with their row number and column; mend the file and import it again, or
    use cases correct and cases exclude. The same file again changes nothing; until work on
    a case begins, a different one replaces the list.

    \b
    Example:
      inspect-app cases import north-2026 long-list.xlsx --as-at 2026-03-01
    """
    data = read_file(file)
    with open_session() as session, progress_bar("Importing") as progress:
        result = import_cases(
            session, local_actor(), utc_now,
            ref=ref, filename=Path(file).name, data=data, as_at=as_at, progress=progress,
        )  # fmt: skip
    print_result(output, result, _import_text(result))


@cases.command()
@click.argument("ref")
@click.argument("row", type=int)
@click.option("--column", required=True, help="The column's heading, or its short name such as start_date.")
@click.option("--value", required=True, help="What the cell should hold.")
@click.option("--reason", required=True, help="Why it is changed, for the record.")
@output_format
def correct(ref: str, row: int, column: str, value: str, reason: str, output: str) -> None:
    """Correct one cell of ROW (its number in the spreadsheet) in the long list of inspection REF.

    \b
    Example:
      inspect-app cases correct north-2026 282 --column start_date --value 04/03/2015 --reason "nDelius"
    """
    with open_session() as session:
        result = correct_row(
            session, local_actor(), utc_now, ref=ref, row=row, column=column, value=value, reason=reason
        )
    print_result(output, result, f"Row {row} is corrected. {_standing_text(result)}")


@cases.command()
@click.argument("ref")
@click.argument("row", type=int)
@click.option("--reason", required=True, help="Why the row is excluded, for the record.")
@output_format
def exclude(ref: str, row: int, reason: str, output: str) -> None:
    """Leave ROW (its number in the spreadsheet) out of the sample of inspection REF.

    \b
    Example:
      inspect-app cases exclude north-2026 646 --reason "Transferred to another area"
    """
    with open_session() as session:
        result = exclude_row(session, local_actor(), utc_now, ref=ref, row=row, reason=reason)
    print_result(output, result, f"Row {row} is excluded.")


@cases.command()
@click.argument("ref")
@click.argument("row", type=int)
@click.option("--reason", required=True, help="Why the row can be sampled after all, for the record.")
@output_format
def restore(ref: str, row: int, reason: str, output: str) -> None:
    """Take back ROW (its number in the spreadsheet), which is left out of the sample of inspection REF.

    A row excluded by hand is then judged by the rules again; a row that a rule excludes can be drawn in spite
    of the rule.

    \b
    Example:
      inspect-app cases restore north-2026 646 --reason "Wrongly listed as transferred"
    """
    with open_session() as session:
        result = restore_row(session, local_actor(), utc_now, ref=ref, row=row, reason=reason)
    print_result(output, result, f"Row {row} is restored. {_standing_text(result)}")


@cases.command()
@click.argument("ref")
@output_format
def problems(ref: str, output: str) -> None:
    """List what is wrong in the long list of inspection REF, and what is excluded from it. It is logged.

    \b
    Example:
      inspect-app cases problems north-2026 --format json
    """
    with open_session() as session:
        summary = long_list_summary(session, ref)
        log_look(session, local_actor(), utc_now, LONG_LIST, ref=ref)
    print_result(output, summary, _summary_text(summary))


@cases.command()
@click.argument("ref")
@click.argument("file", type=click.Path(path_type=Path))
@output_format
def export(ref: str, file: Path, output: str) -> None:
    """Write the long list of inspection REF, as corrected, to an XLSX FILE. It is logged.

    It has all rows, those excluded too, and identifies people. Whoever is to verify a draw without this
    programme's database needs it: give it to sample verify as it is.

    \b
    Example:
      inspect-app cases export north-2026 long-list.xlsx
    """
    with open_session() as session:
        exported = export_list(session, local_actor(), utc_now, ref=ref)
    place(make_long_list(exported, MARKING), file)
    rows = len(exported.rows)
    text = f"{count(rows, 'row')} written to {file}. The file identifies people: destroy it afterwards."
    print_result(output, {"rows": rows, "corrections": exported.corrections, "file": str(file)}, text)


@cases.command()
@click.argument("ref")
@click.argument("reference")
@output_format
def identify(ref: str, reference: str, output: str) -> None:
    """Say whose case REFERENCE of inspection REF is, so that its file can be found. The look is logged.

    \b
    Example:
      inspect-app cases identify north-2026 001
    """
    with open_session() as session:
        actor = local_actor()
        person = find_person(session, actor, utc_now, visitor=Visitor(actor), ref=ref, reference=reference)
    print_result(output, person, "\n".join(f"{heading}: {cell}" for heading, cell in person.details.items()))


def _import_text(result: ImportResult) -> str:
    lines = [_counts_text(result.rows, result.eligible, result.excluded), *_problem_lines(result.problems)]
    if result.unchanged:
        lines.insert(0, "This list was imported before, so nothing has changed.")
    if result.carried:
        kept = "1 row" if result.carried == 1 else f"{result.carried} rows"
        lines.append(f"Changes made before are kept for {kept}.")
    if result.not_carried:
        rows = _numbers(result.not_carried)
        lines.append(f"Changes made to the list before are no longer in force for its {rows}.")
    return "\n".join(lines)


def _summary_text(summary: LongListSummary) -> str:
    if not summary.imports:
        return "This inspection has no long list yet. Import one with inspect-app cases import."
    which = {f"{reason} ({_numbers(rows)})": len(rows) for reason, rows in summary.excluded_rows.items()}
    lines = [_counts_text(summary.rows, summary.eligible, which)]
    lines += _problem_lines(summary.open_problems)
    return "\n".join(lines)


def _numbers(rows: list[int]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows))}"


def _counts_text(rows: int, eligible: int, excluded: dict[str, int]) -> str:
    without = "".join(f"\n  {count:,} excluded: {reason}" for reason, count in excluded.items())
    return f"{rows:,} rows; {eligible:,} eligible.{without}"


def _problem_lines(problems: list[RowProblem]) -> list[str]:
    if not problems:
        return ["No row needs mending."]
    lines = [f"  row {p.row}, {p.column}: “{p.value}”. Expected {p.expected}." for p in problems]
    return ["These rows aren't eligible until they are corrected:", *lines]


def _standing_text(result: RowStanding) -> str:
    if result.state == "eligible":
        return "It is eligible."
    if result.state == "excluded":
        return f"It is excluded: {result.exclusion_reason}."
    return "\n".join(["It still isn't eligible.", *_problem_lines(result.problems)[1:]])
