"""Commands about inspections."""

from dataclasses import asdict

import click

from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.cli.disclosure import disclosure, suppressed
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.list_inspections import list_inspections


@click.group()
def inspection() -> None:
    """Create and list inspections, and set how people are kept from being recognised.

    \b
    Example:
      inspect-app inspection list
    """


inspection.add_command(disclosure)
inspection.add_command(suppressed)


@inspection.command("create")
@click.argument("ref")
@click.option(
    "--questionnaire", required=True, metavar="ID[@VERSION]", help="The questionnaire to score with."
)
@click.option("--title", required=True, help="The title printed on pages and reports.")
@click.option(
    "--threshold",
    default=5,
    show_default=True,
    type=click.IntRange(0),
    help="Counts below this are suppressed.",
)
@output_format
def create(ref: str, questionnaire: str, title: str, threshold: int, output: str) -> None:
    """Create an inspection called REF (small letters, digits and hyphens).

    \b
    Example:
      inspect-app inspection create north-2026 --questionnaire through-the-gate --title "North area, 2026"
    """
    with open_session() as session:
        create_inspection(
            session,
            local_actor(),
            utc_now,
            ref=ref,
            questionnaire=questionnaire,
            title=title,
            threshold=threshold,
        )
    print_result(
        output, {"ref": ref, "title": title}, f"Inspection {ref} is created. Next: import its long list."
    )


@inspection.command("list")
@output_format
def list_all(output: str) -> None:
    """List the inspections in this database.

    \b
    Example:
      inspect-app inspection list --format json
    """
    with open_session() as session:
        lines = list_inspections(session)
    text = "\n".join(
        f"{line.ref}  {line.instrument}@{line.version}  "
        f"{line.signed_off} of {count(line.cases, 'case')} signed off  {line.title}"
        for line in lines
    )
    print_result(output, [asdict(line) for line in lines], text or "There are no inspections yet.")
