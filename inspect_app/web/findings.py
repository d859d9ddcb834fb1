"""The findings: every question with its own denominator, and the ratings."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right, check_may
from inspect_app.findings.figures import PointRange, Row, Table, TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.questionnaire.model import Attribute
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render

BEGUN = "begun"
"""How the page's address says that it counts every case begun."""


@page(readers, "/inspections/<ref>/findings", needs=Right.SEE_FINDINGS)
def findings(work: Work, ref: str) -> ResponseReturnValue:
    """The figures so far; `?count=begun` counts all cases begun."""
    emerging = request.args.get("count", "") == BEGUN
    if emerging:
        check_may(current_visitor(), Right.SEE_BOARD, ref)
    inspection = get_inspection(work.session, ref)
    figures = find_figures(work.session, ref, emerging=emerging)
    attributes = inspection.definition.attributes
    return render("findings.html", inspection=inspection, **figures_shown(figures, attributes))


def figures_shown(figures: Snapshot, attributes: Sequence[Attribute], by: str = "") -> dict[str, Any]:
    """What the template of findings shows of some figures, which may be broken by one of the attributes."""
    return {
        "figures": figures,
        "sections": [
            (table, by_question(table)) for table in figures.tables if table.kind is TableKind.SECTION
        ],
        "attributes": attributes,
        "by": by,
        "by_label": next((str(attribute.label) for attribute in attributes if attribute.id == by), ""),
        "colours": band_colours(figures.overall.ranges if figures.overall else ()),
    }


def by_question(table: Table) -> list[tuple[str, list[Row]]]:
    """A table's rows gathered by question, each with the question's text."""
    return [(rows[0].question_text, rows) for rows in _gathered(table.rows)]


def _gathered(rows: Iterable[Row]) -> Iterable[list[Row]]:
    return (list(group) for _, group in groupby(rows, key=lambda row: (row.question, row.question_text)))


COLOURS = ("red", "orange", "light-blue", "green")


def band_colours(ranges: Iterable[PointRange]) -> dict[str, str]:
    """A tag colour for each rating, from the lowest to the highest; the words say the same."""
    worst_first = sorted(ranges, key=lambda each: each.lowest)
    best_last = len(worst_first) - 1
    return {
        each.band: COLOURS[round(place * (len(COLOURS) - 1) / best_last) if best_last else -1]
        for place, each in enumerate(worst_first)
    }
