"""The command that prints how far groups of cases, or two inspections, lie apart."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from inspect_app.cli.context import open_session, output_format, print_result
from inspect_app.cli.estimate_output import aligned, remarks_of
from inspect_app.fieldwork.find_differences import Differences, find_differences
from inspect_app.findings.cell_estimates import LEVEL
from inspect_app.findings.comparisons import Apart
from inspect_app.reports.wording import points, points_apart

_LEGEND = "* zero lies outside the interval."
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

    Shares are estimates by the design of the sample, and each difference has its interval: in percentage
    points, or in shares of one as JSON. With --earlier all
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
    lines = [f"Differences in percentage points; intervals at {100 * LEVEL:g} per cent.", _LEGEND, ""]
    for title, compared in (("Between groups:", found.between), ("Since the earlier:", found.since_earlier)):
        if compared:
            lines += [title, "", *_table(compared), ""]
    if not (found.between or found.since_earlier):
        lines.append("There is nothing to compare: no two groups have a key question in common.")
    return "\n".join(lines).rstrip()


def _table(compared: Sequence[Apart]) -> list[str]:
    rows = []
    there = [one for one in compared if one.figures.estimate is not None]
    for question, alike in groupby(there, key=lambda one: one.question):
        rows += [(question, "", "", "", ""), *(_row(one) for one in alike)]
    told = remarks_of((_name(one), one.figures.reason, one.figures.notes) for one in there)
    return [*(aligned(_HEADER, rows) if rows else ()), *told, *_left_out(compared)]


def _row(one: Apart) -> tuple[str, ...]:
    found = one.figures
    degrees = "-" if found.se is None else str(found.df)
    spread = "-" if found.se is None else f"{100 * found.se:.1f}"
    ends = "-" if found.interval is None else points_apart(found.interval)
    apart = found.interval is not None and (found.interval[0] > 0 or found.interval[1] < 0)
    return (
        f"  {_name(one)}",
        points(found.estimate or 0.0),
        spread,
        degrees,
        f"{ends} {'*' if apart else ' '}",
    )


def _left_out(compared: Sequence[Apart]) -> Iterator[str]:
    """What nothing can be said of, in one sentence."""
    found = []
    for question, alike in groupby(compared, key=lambda one: one.question):
        pairs = list(alike)
        names = [_name(one) for one in pairs if one.figures.estimate is None]
        if names:
            found.append(f"“{question}” ({'all' if len(names) == len(pairs) else ', '.join(names)})")
    if found:
        yield from ("", f"Not compared, because one of the two has no estimate: {'; '.join(found)}.")


def _name(one: Apart) -> str:
    return one.second if one.first == one.second else f"{one.second} less {one.first}"
