"""The findings: every question with its own denominator, and the ratings."""

from collections.abc import Iterable
from itertools import groupby

from flask import abort, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.findings.figures import PointRange, Row, Table, TableKind
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.words import render


@page(readers, "/inspections/<ref>/findings", needs=Right.SEE_FINDINGS)
def findings(work: Work, ref: str) -> ResponseReturnValue:
    """The figures so far; `?by=` breaks them by a case attribute."""
    inspection = get_inspection(work.session, ref)
    by = request.args.get("by", "")
    attributes = inspection.definition.attributes
    if by and by not in {attribute.id for attribute in attributes}:
        abort(404)
    figures = find_figures(work.session, ref, break_by=by or None)
    sections = [(table, by_question(table)) for table in figures.tables if table.kind is TableKind.SECTION]
    label = next((str(attribute.label) for attribute in attributes if attribute.id == by), "")
    return render(
        "findings.html",
        inspection=inspection,
        figures=figures,
        sections=sections,
        attributes=attributes,
        by=by,
        by_label=label,
        colours=band_colours(figures.overall.ranges if figures.overall else ()),
    )


def by_question(table: Table) -> list[tuple[str, list[Row]]]:
    """A table's rows gathered by question, each with the question's text."""
    return [(rows[0].question_text, rows) for rows in _gathered(table.rows)]


def _gathered(rows: Iterable[Row]) -> Iterable[list[Row]]:
    return (list(group) for _, group in groupby(rows, key=lambda row: row.question))


COLOURS = ("red", "orange", "light-blue", "green")


def band_colours(ranges: Iterable[PointRange]) -> dict[str, str]:
    """A tag colour for each rating, from the lowest to the highest; the words say the same."""
    worst_first = sorted(ranges, key=lambda each: each.lowest)
    best_last = len(worst_first) - 1
    return {
        each.band: COLOURS[round(place * (len(COLOURS) - 1) / best_last) if best_last else -1]
        for place, each in enumerate(worst_first)
    }
