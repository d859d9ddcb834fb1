"""What changed between two snapshots, or since one of them: each figure before and now, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.compare_snapshots import ChangedFigure, Changes, compare_snapshots
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_snapshots import NOW, list_snapshots
from inspect_app.fieldwork.log_look import CHANGES
from inspect_app.fieldwork.permissions import Right, may
from inspect_app.fieldwork.trace_case import Cause, Trace
from inspect_app.fieldwork.trace_words import HOW, trace_words
from inspect_app.questionnaire.problems import NotThere
from inspect_app.reports.change_words import ESTIMATES, also, cell_words, rating_words
from inspect_app.reports.edition import editions_said
from inspect_app.web.audiences import Looked, Work, page, readers
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render

MOST_FIGURES = 150
"""How many figures a page shows; when more changed, it leads to one table at a time."""
MOST_CASES = 10
"""How many cases are named at one figure; the page lists more of them in one place."""
MOST_LISTED = 500
"""How many are listed there."""


@dataclass(frozen=True)
class ChangedTable:
    """A table with its figures that changed."""

    id: str
    title: str
    figures: Sequence[ChangedFigure]


@page(readers, "/inspections/<ref>/changes", needs=Right.SEE_FINDINGS, shows=CHANGES)
def changes(work: Work, ref: str) -> ResponseReturnValue | Looked:
    """Two snapshots compared; unless the address says which, the last one with the present figures."""
    inspection = get_inspection(work.session, ref)
    made = list_snapshots(work.session, ref)
    if not made:
        return Looked(render("changes.html", inspection=inspection, made=made, found=None), None)
    one = request.args.get("from", "") or str(made[-1].number)
    other = request.args.get("to", "") or NOW
    found = compare_snapshots(work.session, ref, one, other)
    tables = tables_of(found.figures)
    wanted = request.args.get("table", "")
    shown = [table for table in tables if table.id == wanted] if wanted else tables
    if wanted and not shown:
        raise NotThere("None of the figures of this table changed. Go back to all that changed.")
    html = render(
        "changes.html",
        inspection=inspection,
        made=made,
        found=found,
        tables=tables,
        shown=shown if wanted or sum(len(table.figures) for table in tables) <= MOST_FIGURES else [],
        wanted=wanted,
        estimated=sum(each.change.only_estimated for each in found.figures),
        why_estimated=ESTIMATES,
        counted_ways=counted_ways,
        editions_said=editions_said,
        entry_words=lambda entry: entry_words(found, entry),
        how_words=how_words,
        now=NOW,
        most=MOST_CASES,
        most_listed=MOST_LISTED,
        cell_words=cell_words,
        also=also,
        rating_words=rating_words,
    )
    return Looked(html, shown_of(found) if may(current_visitor(), Right.READ_CASES, ref) else None)


def shown_of(found: Changes) -> dict[str, str] | None:
    """What the access log tells of a look at changes; nothing where no case made any."""
    if not found.cases and not any(each.causes for each in found.ratings):
        return None
    return {"from": found.before.name, "to": found.after.name}


def tables_of(figures: Sequence[ChangedFigure]) -> list[ChangedTable]:
    """The figures by table, those left out that changed in nothing but their estimate."""
    more = (each for each in figures if not each.change.only_estimated)
    return [
        ChangedTable(id_, of_table[0].change.table_title, of_table)
        for id_, found in groupby(more, key=lambda each: each.change.table)
        if (of_table := list(found))
    ]


def how_words(cause: Cause) -> str:
    """In which way a case made a difference."""
    return ", ".join(HOW[how] for how in cause.how)


def counted_ways(causes: Sequence[Cause]) -> list[tuple[str, int]]:
    """How many cases made a difference in which way, for whoever may not know which."""
    return sorted(Counter(how_words(cause) for cause in causes).items())


def entry_words(found: Changes, entry: Trace) -> str:
    """What was said or done."""
    return trace_words(found.inspection.definition, entry)
