"""The first page: the inspections there are."""

from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.list_inspections import list_inspections
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.words import render


@page(readers, "/", needs=Right.SEE_INSPECTIONS)
def home(work: Work) -> ResponseReturnValue:
    """All inspections, each with its progress."""
    return render("home.html", inspections=list_inspections(work.session))
