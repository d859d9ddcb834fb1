"""The commands that turn an inspection's findings into files."""

import sys
from pathlib import Path

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.make_snapshot import Frozen, make_snapshot
from inspect_app.reports.build import build_outputs
from inspect_app.reports.edition import short_hash

STEPS = 100


@click.group()
def report() -> None:
    """Build the report, the workbook and the answers file.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
    """


@report.command()
@click.argument("ref")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder to write to; made if missing."
)
@output_format
def build(ref: str, out: Path, output: str) -> None:
    """Freeze the findings of inspection REF and write report.pdf, findings.xlsx and answers.csv.

    Only signed-off cases are counted. The three files rest on one snapshot and carry its short hash.
    Small numbers are suppressed in the report and the workbook by the inspection's threshold; answers.csv
    holds single cases and is not for publication.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
    """
    with open_session() as session:
        frozen = make_snapshot(session, local_actor(), utc_now, ref=ref)
    files = write_outputs(frozen, out)
    edition = short_hash(frozen.snapshot)
    written = [str(path) for path in files]
    print_result(output, {"edition": edition, "files": written}, "\n".join([f"Edition {edition}", *written]))


def write_outputs(frozen: Frozen, out: Path) -> list[Path]:
    """Build the outputs into a folder, with a progress bar on standard error, and say where they are."""
    with click.progressbar(length=STEPS, label="Starting", file=sys.stderr) as bar:

        def progress(stage: str, share: float) -> None:
            bar.label = stage
            bar.update(round(share * STEPS) - bar.pos)

        return build_outputs(frozen.snapshot, frozen.answers, out, progress)
