"""Commands about how the editions of an inspection keep people from being recognised."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

import click

from inspect_app.cli.areas import find_area
from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_suppressed import SuppressedLine, SuppressedLog, list_suppressed
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.wording import protection

_PARTS = {
    "figure": "the figure",
    "statuses": "the cases left out",
    "estimate": "the estimate",
    "group": "the size of the group",
}


@click.command()
@click.argument("ref")
@click.option("--threshold", type=int, help="Suppress counts below this; 0 suppresses nothing.")
@click.option("--rounding", type=int, help="Round counts to this: 5, 10, 20, 50 or 100; 0 rounds nothing.")
@click.option(
    "--secondary/--no-secondary",
    default=None,
    help="Whether further figures are suppressed from which a suppressed one could be worked out.",
)
@click.option("--reason", help="Why the settings are changed, for the record.")
@output_format
def disclosure(
    ref: str,
    threshold: int | None,
    rounding: int | None,
    secondary: bool | None,
    reason: str | None,
    output: str,
) -> None:
    """Print how people are kept from being recognised in what is published of inspection REF, or change it.

    The settings count for every report, workbook and area edition made from now on. What is released to an
    area already stays as it was.

    \b
    Example:
      inspect-app inspection disclosure north-2026
      inspect-app inspection disclosure north-2026 --rounding 5 --reason "The small areas need it."
    """
    changed = (threshold, rounding, secondary) != (None, None, None)
    if changed and not reason:
        raise UserError("Say why the settings are changed: add --reason and a few words.")
    if reason and not changed:
        raise UserError("Nothing would be changed. Add --threshold, --rounding or --no-secondary.")
    with open_session() as session:
        if changed:
            settings = set_disclosure(
                session, local_actor(), utc_now,
                ref=ref, reason=reason or "", threshold=threshold, rounding=rounding, secondary=secondary,
            )  # fmt: skip
        else:
            settings = get_inspection(session, ref).disclosure
    print_result(output, {"ref": ref, **asdict(settings)}, f"{ref}: {protection(settings)}")


@click.command()
@click.argument("ref")
@click.option("--area", metavar="NAME", help="Of the edition of an area, instead of the report.")
@output_format
def suppressed(ref: str, area: str | None, output: str) -> None:
    """List what is suppressed in the report of inspection REF, cell by cell, with the reason for each.

    The list is for the inspectorate alone: why a number is not shown nearly tells it. The numbers themselves
    are not in it.

    \b
    Example:
      inspect-app inspection suppressed north-2026 --area "North / Leeds" --format json
    """
    with open_session() as session:
        log = list_suppressed(session, ref, find_area(session, ref, area))
    print_result(output, log, "\n".join(_told(log)))


def _told(log: SuppressedLog) -> Iterator[str]:
    yield f"{log.edition}. {protection(log.disclosure)}"
    for title, lines in groupby(log.lines, key=lambda line: line.table_title):
        yield f"\n{title}"
        yield from (f"  {_line(line)}" for line in lines)
    hidden = sum(line.part == "figure" for line in log.lines)
    yield f"\n{count(hidden, 'figure')} of {log.cells:,} suppressed."


def _line(line: SuppressedLine) -> str:
    total, *parts = line.sum or ("",)
    tie = f" ({total} = {' + '.join(parts)})" if parts else ""
    return f"{line.row_label}; {line.column_label}: {_PARTS[line.part]}. {line.words}{tie}"
