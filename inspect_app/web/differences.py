"""How far groups of cases lie apart, and how far this inspection lies from an earlier one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import abort, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_differences import find_differences
from inspect_app.fieldwork.find_tables import find_words
from inspect_app.fieldwork.list_inspections import get_inspection, list_inspections
from inspect_app.fieldwork.permissions import Right, may
from inspect_app.findings.comparisons import Apart
from inspect_app.findings.populations import group_names
from inspect_app.reports.wording import points, points_apart
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render

MOST = 300
"""Differences on one page; when there are more, it asks for one group to compare the others with."""


@page(readers, "/inspections/<ref>/differences", needs=Right.SEE_FINDINGS)
def differences(work: Work, ref: str) -> ResponseReturnValue:
    """The differences that the address asks for: `?by=`, `?against=` and `?earlier=`."""
    inspection = get_inspection(work.session, ref)
    breaks = group_names(inspection.definition, find_words())
    earlier_ones = {
        line.ref: line.title
        for line in list_inspections(work.session)
        if line.ref != ref and may(current_visitor(), Right.SEE_FINDINGS, line.ref)
    }
    by, earlier = request.args.get("by", ""), request.args.get("earlier", "")
    if (by and by not in breaks) or (earlier and earlier not in earlier_ones):
        abort(404)
    found = None
    if by or earlier:
        against = request.args.get("against") or None
        found = find_differences(work.session, ref, by or None, earlier or None, against)
    return render(
        "differences.html",
        inspection=inspection,
        breaks=breaks,
        earlier_ones=earlier_ones,
        by=by,
        earlier=earlier,
        found=found,
        too_many=found is not None and len(found.between) > MOST,
        by_question=by_question,
        points=points,
        points_apart=points_apart,
    )


def by_question(compared: Sequence[Apart]) -> Iterator[tuple[str, list[Apart]]]:
    """Differences gathered by the question that they are about."""
    for question, alike in groupby(compared, key=lambda one: one.question):
        yield question, list(alike)
