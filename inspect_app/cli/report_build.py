"""The command that makes the files of a report."""

import sys
from pathlib import Path

import click

from inspect_app.cli.context import local_actor, open_engine_at_head, output_format, print_result, utc_now
from inspect_app.cli.report_editions import SHORT, in_language
from inspect_app.fieldwork.freeze_report import STAGES
from inspect_app.fieldwork.take_edition import take_edition, take_now
from inspect_app.publication.changes import FrozenReport
from inspect_app.publication.frozen import publication_hash
from inspect_app.reports.build import build_outputs

STEPS = 100


@click.command()
@click.argument("ref")
@click.option("--edition", type=click.IntRange(min=1), help="Its number; without it, what stands now.")
@in_language
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder to write to; made if missing."
)
@output_format
def build(ref: str, edition: int | None, language: str, out: Path, output: str) -> None:
    """Write a frozen edition of the report of inspection REF in every form there is.

    These are report.pdf, report.docx, report-html.zip, findings.xlsx, figures.zip and manifest.json, and all
    say and count the same. Without --edition the report is frozen as it stands, as a draft; nothing new is
    frozen when it says the same as the last edition. A report that nobody started begins with the texts of
    its house style. inspect-app report freeze makes editions that are more than drafts.

    Only signed-off cases are counted, and small numbers are suppressed by the inspection's threshold.

    \b
    Example:
      inspect-app report build north-2026 --out outputs/north-2026
      inspect-app report build north-2026 --edition 3 --language cy --out outputs/north-2026-cy
    """
    common = local_actor(), utc_now
    with open_engine_at_head() as engine:
        if edition is None:
            frozen = take_now(engine, *common, ref=ref, language=language)
        else:
            frozen = take_edition(engine, *common, ref=ref, language=language, number=edition)
    files = [str(path) for path in write_outputs(frozen, out)]
    publication = frozen.publication
    digest = publication_hash(publication)
    told = {"number": publication.number, "stage": publication.stage, "edition": digest, "files": files}
    first = f"Edition {publication.number}  {digest[:SHORT]}  {STAGES[publication.stage]}"
    print_result(output, told, "\n".join([first, *files]))


def write_outputs(frozen: FrozenReport, out: Path) -> list[Path]:
    """Build the outputs into a folder, with a progress bar on standard error, and say where they are."""
    with click.progressbar(length=STEPS, label="Starting", file=sys.stderr) as bar:

        def progress(stage: str, share: float) -> None:
            bar.label = stage
            bar.update(round(share * STEPS) - bar.pos)
            bar.render_progress()  # a stage is told though nothing of it is done

        return build_outputs(frozen.publication, frozen.snapshot, out, progress)
