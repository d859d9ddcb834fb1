"""The command that hands out raw data."""

from pathlib import Path

import click

from inspect_app.cli.context import (
    count,
    local_actor,
    open_engine_at_head,
    progress_bar,
    utc_now,
)
from inspect_app.fieldwork.ask_for_data import ask_for_data
from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.records.engine import reading, transaction
from inspect_app.reports.raw_data.build import Form, build_data


@click.group()
def data() -> None:
    """Take an inspection's raw data: one line for each case, for analysis and never for publication.

    \b
    Example:
      inspect-app data export north-2026 --format csv --out data/north --reason "Annual report" --to "Me"
    """


@data.command()
@click.argument("ref")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.CSV.value,
    show_default=True,
    help="As a table of text, a workbook, or for SPSS.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
@click.option("--reason", required=True, help="Why the data are taken; the access log keeps it.")
@click.option("--to", "recipient", required=True, help="Who gets the data; the access log keeps it.")
@click.option("--every-case", "every", is_flag=True, help="Also cases that are not signed off.")
@click.option("--texts", is_flag=True, help="With comments and everything else that somebody wrote freely.")
@click.option("--bom", is_flag=True, help="Begin the CSV with the mark by which Excel knows UTF-8.")
def export(
    ref: str,
    form: str,
    out: Path,
    reason: str,
    recipient: str,
    every: bool,
    texts: bool,
    bom: bool,
) -> None:
    """Write the raw data of inspection REF with a codebook, datapackage.json and a manifest.

    \b
    Example:
      inspect-app data export north-2026 --format sav --out data/north --reason "Annual report" --to "Me"
    """
    wanted = Wanted(every, texts)
    why = {"reason": reason, "recipient": recipient}
    with open_engine_at_head() as engine:
        with transaction(engine) as session:
            ask_for_data(session, local_actor(), utc_now, ref=ref, wanted=wanted, form=form, **why)
        with reading(engine) as session, progress_bar("Raw data") as bar:
            found = read_data(session, ref, wanted)
            files = build_data(found, Form(form), out, lambda _stage, share: bar(share), bom=bom)
    click.echo("\n".join([count(found.cases, "case"), *map(str, files)]))
