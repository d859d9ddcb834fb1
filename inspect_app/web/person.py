"""The page that says whose case a reference is."""

from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_person import find_person
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, inspectors, page
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render


@page(inspectors, "/inspections/<ref>/cases/<reference>/person", methods=("POST",), needs=Right.IDENTIFY)
def person(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Shows what the long list says of a case; asked for by a button, because the look is logged."""
    found = find_person(*work, visitor=current_visitor(), ref=ref, reference=reference)
    return render("person.html", inspection=get_inspection(work.session, ref), person=found)
