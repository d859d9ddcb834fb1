"""Commands about the access log."""

from pathlib import Path

import click

from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.export_access_log import export_access_log
from inspect_app.fieldwork.verify_access_log import verify_access_log
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.access_log_file import as_csv, as_json_lines
from inspect_app.reports.placing import place

FORMS = {".csv": as_csv, ".jsonl": as_json_lines}


@click.group()
def audit() -> None:
    """Check the access log, and export it.

    \b
    Example:
      inspect-app audit verify north-2026
    """


@audit.command("verify")
@click.argument("ref", required=False)
@output_format
def verify(ref: str | None, output: str) -> None:
    """Go along the chain of the access log's lines about inspection REF, or of every line.

    Exit status 1 means that a line was changed, removed or put in; each is named.

    \b
    Example:
      inspect-app audit verify north-2026
    """
    with open_session() as session:
        result = verify_access_log(session, ref)
    named = [f"{each.inspection or 'No inspection'}: {each.message}" for each in result.differences]
    about = f"{count(result.lines, 'line')} in {count(result.chains, 'chain')} checked"
    named.append(f"{about}, {count(len(result.differences), 'difference')}.")
    print_result(output, result, "\n".join(named))
    if result.differences:
        raise click.exceptions.Exit(1)


@audit.command("export")
@click.argument("ref", required=False)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write: .csv or .jsonl."
)
@click.option("--reason", help="Why it is exported, for the record.")
@click.option("--recipient", help="Whom it is for, for the record.")
@output_format
def export(ref: str | None, out: Path, reason: str | None, recipient: str | None, output: str) -> None:
    """Write the access log's lines about inspection REF, or all of them, with the hashes of the chain.

    A .csv file is safe to open in a spreadsheet; a .jsonl file holds exactly what is hashed. The export is
    itself logged, and its line is the last of the file.

    \b
    Example:
      inspect-app audit export north-2026 --out access-log.csv --recipient "Data protection officer"
    """
    if out.suffix not in FORMS:
        raise UserError(f"{out} must end in .csv or .jsonl, which says how it is written.")
    with open_session() as session:
        lines = export_access_log(
            session, local_actor(), utc_now, ref=ref, reason=reason, recipient=recipient
        )
    place(FORMS[out.suffix](lines), out)
    print_result(output, {"file": str(out), "lines": len(lines)}, f"{count(len(lines), 'line')} in {out}")
