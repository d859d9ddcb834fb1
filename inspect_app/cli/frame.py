"""Commands about the long list as a whole, which identifies people."""

import click

from inspect_app.cli.context import (
    count,
    local_actor,
    open_engine_at_head,
    output_format,
    print_result,
    utc_now,
)
from inspect_app.fieldwork.destroy_frame import Destruction, destroy_frame, overwrite_destroyed
from inspect_app.records.engine import transaction


@click.group()
def frame() -> None:
    """Destroy the long list of an inspection when nothing needs it any more.

    \b
    Example:
      inspect-app frame destroy north-2026 --reason "Report published on 3 May 2026"
    """


@frame.command()
@click.argument("ref")
@click.option("--reason", required=True, help="Why, for the record that stays.")
@output_format
def destroy(ref: str, reason: str, output: str) -> None:
    """Destroy every long list of inspection REF and all that leads from its cases to a person.

    Names, dates of birth, CRNs and PNCs are gone for good; cases, answers, findings and draws stay. A draw
    can still be verified with the same list supplied again; if cells were corrected, with the list as
    corrected, which cases export writes beforehand. Backups and exports are for you to destroy.

    \b
    Example:
      inspect-app frame destroy north-2026 --reason "Report published on 3 May 2026"
    """
    with open_engine_at_head() as engine:
        with transaction(engine) as session:
            result = destroy_frame(session, local_actor(), utc_now, ref=ref, reason=reason)
        overwrite_destroyed(engine)
    print_result(output, result, _text(result))


def _text(result: Destruction) -> str:
    rows = sum(each.rows for each in result.lists)
    return (
        f"Destroyed: {count(len(result.lists), 'long list')} with {count(rows, 'row')}, and all links to it. "
        "Backups and exported files are not touched: destroy those yourself."
    )
