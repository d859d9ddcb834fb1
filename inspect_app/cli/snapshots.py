"""Commands about snapshots: what was frozen of an inspection, and what changed from one to another."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import groupby

import click

from inspect_app.cli.context import count, open_session, output_format, print_result
from inspect_app.fieldwork.compare_snapshots import Changes, compare_snapshots
from inspect_app.fieldwork.list_snapshots import NOW, End, list_snapshots
from inspect_app.fieldwork.trace_case import Cause, Trace
from inspect_app.fieldwork.trace_words import HOW, trace_words
from inspect_app.findings.compare import RatingChange
from inspect_app.reports.change_words import ESTIMATES, also, cell_words, decision_words, rating_words
from inspect_app.reports.edition import editions_said

_UNKNOWN = (
    "One of the two was made before it was kept how far each case had come, so its entries can't be told."
)


@click.group()
def snapshots() -> None:
    """List what was frozen for reports, and say what changed from one snapshot to another.

    \b
    Example:
      inspect-app snapshots compare north-2026 1 now
    """


@snapshots.command("list")
@click.argument("ref")
@output_format
def list_all(ref: str, output: str) -> None:
    """List the snapshots of inspection REF, oldest first: number, hash, editions, when and by whom made.

    The editions are those on reports and workbooks; a report of a snapshot that was made before they were
    kept is told by its number.

    \b
    Example:
      inspect-app snapshots list north-2026
    """
    with open_session() as session:
        made = list_snapshots(session, ref)
    lines = [
        f"{each.number:>4}  {each.snapshot_hash[:12]}  {editions_said(each.editions):<20}  "
        f"{_moment(each.made_at)}  {each.author}"
        for each in made
    ]
    text = "\n".join(lines) or "No report has been made yet, so there is no snapshot."
    print_result(output, [_end(End(**vars(each))) for each in made], text)


@snapshots.command()
@click.argument("ref")
@click.argument("one")
@click.argument("other", default=NOW)
@output_format
def compare(ref: str, one: str, other: str, output: str) -> None:
    """Print every figure of inspection REF that changed between snapshots ONE and OTHER, and why.

    A snapshot is named by its number, or by the first six or more characters of its hash or of the edition on
    a report; "now" are the present figures, which OTHER is unless you say. The earlier of the two comes
    first. The figures are the internal ones: small numbers are not suppressed, and cases are named.

    \b
    Example:
      inspect-app snapshots compare north-2026 1 2
      inspect-app snapshots compare north-2026 3f2a9c01 now --format json
    """
    with open_session() as session:
        found = compare_snapshots(session, ref, one, other)
    print_result(output, _data(found), "\n".join(_lines(found)))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _data(found: Changes) -> dict[str, object]:
    return {
        **{name: _end(end) for name, end in (("before", found.before), ("after", found.after))},
        "cases": [asdict(each) for each in found.comparison.cases],
        "changed": [_cause(each) for each in found.cases],
        "entered": [_cause(each) for each in found.entered],
        "left": [_cause(each) for each in found.left],
        "ratings": [
            {
                "rating": each.change.id,
                "fields": [asdict(field) for field in each.change.fields],
                "cases": [_cause(cause) for cause in each.causes],
                "decisions": [decision.number for decision in each.decisions],
            }
            for each in found.ratings
        ],
        "figures": [
            {
                **{name: getattr(each.change, name) for name in ("table", "row", "column")},
                "fields": [asdict(field) for field in each.change.fields],
                "cases": [_cause(cause) for cause in each.causes],
            }
            for each in found.figures
        ],
        "appeared": [asdict(each) for each in found.comparison.appeared],
        "decisions": [asdict(each) for each in found.decisions],
        "besides": found.besides,
        "entries_known": found.entries_known,
    }


def _end(end: End) -> dict[str, object]:
    named = {"number": end.number, "hash": end.snapshot_hash, "editions": end.editions}
    return named | {"made_at": end.made_at, "author": end.author}


def _cause(cause: Cause) -> dict[str, object]:
    return asdict(cause)


def _lines(found: Changes) -> Iterator[str]:
    yield f"From {_named(found.before)} to {_named(found.after)}."
    if found.nothing:
        yield "Nothing changed."
        return
    if not found.entries_known:
        yield _UNKNOWN
    yield from found.besides
    for each in found.comparison.cases:
        yield f"Cases {each.field.replace('_', ' ')}: {each.before} before, {each.after} now."
    for cause in found.cases:
        yield from _cause_lines(found, cause, "")
    for rating in found.ratings:
        yield from _rating_lines(rating.change)
    for decision in found.decisions:
        yield decision_words(found.inspection.definition, decision)
    yield from _figure_lines(found)
    for part in found.comparison.appeared:
        where = "" if part.kind == "table" else f" in “{part.table_title}”"
        yield f"{part.kind.capitalize()} “{part.label}” is {'gone' if part.gone else 'new'}{where}."
    estimated = sum(each.change.only_estimated for each in found.figures)
    yield f"{count(len(found.figures) - estimated, 'figure')} changed."
    if estimated:
        yield f"{count(estimated, 'further figure')} differ in the estimate alone: {ESTIMATES}"


def _rating_lines(change: RatingChange) -> Iterator[str]:
    before, after = (rating_words(change, later=later) for later in (False, True))
    yield f"{change.title}: {before} before; now {after}"


def _figure_lines(found: Changes) -> Iterator[str]:
    shown = (each for each in found.figures if not each.change.only_estimated)
    for table, figures in groupby(shown, key=lambda each: each.change.table_title):
        yield ""
        yield table
        for figure in figures:
            change = figure.change
            of = dict.fromkeys((change.question_text, change.row_label, change.column_label))
            yield f"  {', '.join(of)}: {cell_words(change.before)} before, {cell_words(change.after)} now"
            yield from (f"    {sentence}" for sentence in also(change))
            for cause in figure.causes:
                yield from _cause_lines(found, cause, "    ")


def _named(end: End) -> str:
    if end.number is None or end.snapshot_hash is None or end.made_at is None:
        return "the present figures"
    facts = (end.snapshot_hash[:12], editions_said(end.editions), _moment(end.made_at))
    return f"snapshot {end.number} ({', '.join(filter(None, facts))})"


def _cause_lines(found: Changes, cause: Cause, margin: str) -> Iterator[str]:
    yield f"{margin}Case {cause.reference}: {', '.join(HOW[how] for how in cause.how)}"
    yield from (f"{margin}  {_entry(found, entry)}" for entry in cause.entries)


def _entry(found: Changes, entry: Trace) -> str:
    parts = (
        f"save {entry.save}" if entry.save else "",
        f"by {entry.author}" if entry.author else "",
        _moment(entry.at) if entry.at else "",
    )
    said = ", ".join(part for part in parts if part)
    words = trace_words(found.inspection.definition, entry)
    return f"{words} ({said})" if said else words
