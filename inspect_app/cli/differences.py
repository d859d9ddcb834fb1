"""The command that prints how far groups of cases, or two inspections, lie apart."""

from collections.abc import Sequence
from itertools import groupby

import click

from inspect_app.cli.context import open_session, output_format, print_result
from inspect_app.cli.estimate_output import aligned, figure, interval, remarks_of
from inspect_app.fieldwork.find_differences import Differences, find_differences
from inspect_app.findings.cell_estimates import LEVEL
from inspect_app.findings.comparisons import Apart

_HEADER = ("", "Difference", "SE", "df", "Interval")


@click.command()
@click.argument("ref")
@click.option(
    "--by",
    metavar="BREAK",
    help="Compare each two groups: of a case attribute, such as rosh, or of area.region, area.unit, "
    "area.team or assessor.",
)
@click.option("--earlier", metavar="REF", help="Compare with an earlier inspection.")
@output_format
def differences(ref: str, by: str | None, earlier: str | None, output: str) -> None:
    """Print how far groups of cases of inspection REF lie apart on each key question.

    Shares are estimates by the design of the sample, and each difference has its interval. With --earlier all
    cases, and each group of the same name, are compared with those of another inspection.

    \b
    Example:
      inspect-app differences north-2026 --by area.region
      inspect-app differences north-2026 --earlier north-2023 --format json
    """
    with open_session() as session:
        found = find_differences(session, ref, by, earlier)
    print_result(output, _data(found), _text(found))


def _data(found: Differences) -> dict[str, object]:
    return {
        "format": 1,
        "level": LEVEL,
        "differences": [_each(one) for one in found.between],
        "since_earlier": [_each(one) for one in found.since_earlier],
    }


def _each(one: Apart) -> dict[str, object]:
    return {"row": one.row, "question": one.question, "first": one.first, "second": one.second} | vars(
        one.figures
    )


def _text(found: Differences) -> str:
    lines = [f"Differences in shares of one; intervals at {100 * LEVEL:g} per cent.", ""]
    for title, compared in (("Between groups:", found.between), ("Since the earlier:", found.since_earlier)):
        if compared:
            lines += [title, "", *_table(compared), ""]
    if not (found.between or found.since_earlier):
        lines.append("There is nothing to compare: no two groups have a key question in common.")
    return "\n".join(lines).rstrip()


def _table(compared: Sequence[Apart]) -> list[str]:
    rows = []
    for question, alike in groupby(compared, key=lambda one: one.question):
        rows += [(question, "", "", "", ""), *(_row(one) for one in alike)]
    told = remarks_of((_name(one), one.figures.reason, one.figures.notes) for one in compared)
    return [*aligned(_HEADER, rows), *told]


def _row(one: Apart) -> tuple[str, ...]:
    found = one.figures
    degrees = "-" if found.se is None else str(found.df)
    return (f"  {_name(one)}", figure(found.estimate), figure(found.se), degrees, interval(found.interval))


def _name(one: Apart) -> str:
    return one.second if one.first == one.second else f"{one.second} less {one.first}"
