"""The command that prints an inspection's figures and ratings."""

import click

from inspect_app.cli.context import open_session
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.findings.cell_rows import HEADER, cell_rows
from inspect_app.findings.printed import printed
from inspect_app.findings.snapshot import Snapshot, to_json
from inspect_app.reports.edition import ABOUT, about
from inspect_app.reports.safe_csv import safe_csv


@click.command()
@click.argument("ref")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Print for people, as JSON, or as CSV with one line per cell.",
)
@click.option(
    "--by",
    metavar="BREAK",
    help="Break the default tables down by a case attribute, such as rosh, or by area.region, area.unit, "
    "area.team, assessor or point.",
)
def findings(ref: str, output: str, by: str | None) -> None:
    """Print the figures and ratings of the signed-off cases of inspection REF.

    The figures are the internal ones: small numbers are not suppressed.

    \b
    Example:
      inspect-app findings north-2026
      inspect-app findings north-2026 --by rosh --format csv > findings.csv
    """
    with open_session() as session:
        snapshot = find_figures(session, ref, by)
    click.echo(_PRINTED[output](snapshot), nl=output != "csv")


def _as_csv(snapshot: Snapshot) -> str:
    of_file = about(snapshot, "small numbers not suppressed")
    return safe_csv([(*HEADER, *ABOUT), *((*row, *of_file) for row in cell_rows(snapshot))]).decode()


_PRINTED = {"text": printed, "json": to_json, "csv": _as_csv}
