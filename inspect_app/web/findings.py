"""The findings: every question with its own denominator, and the ratings."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_figures import findings as find_findings
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.words import render


@page(readers, "/inspections/<ref>/findings")
def findings(work: Work, ref: str) -> ResponseReturnValue:
    """The figures so far; `?by=` breaks them by a case attribute."""
    inspection = get_inspection(work.session, ref)
    by = request.args.get("by", "")
    attributes = inspection.definition.attributes
    if by and by not in {attribute.id for attribute in attributes}:
        abort(404)
    figures = find_findings(work.session, ref, by or None)
    return render("findings.html", inspection=inspection, figures=figures, attributes=attributes, by=by)
