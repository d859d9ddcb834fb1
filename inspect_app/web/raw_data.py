"""Asking for raw data, for a reason and somebody who gets them."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.ask_for_data_files import ask_for_data_files
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right, may
from inspect_app.fieldwork.read_data import Wanted
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.govuk import Checkboxes, Radios, TextInput
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render

EVERY, TEXTS = "every", "texts"
NOT_SIGNED_OFF = {EVERY: "Cases that are not signed off"}
WRITTEN = {TEXTS: "Comments and everything else that somebody wrote freely"}


class DataForm(FlaskForm):
    """Which data, in which format, why, and for whom."""

    format = Radios(
        "Format",
        choices={
            "csv": "CSV, for any programme",
            "xlsx": "Excel workbook",
            "sav": "SPSS, with labels and the codes of what is missing",
        },
        default="csv",
    )
    including = Checkboxes(
        "Including",
        choices=NOT_SIGNED_OFF | WRITTEN,
    )
    reason = TextInput(
        "Reason", [InputRequired("Enter the reason")], description="Such as “Analysis for the annual report”."
    )
    recipient = TextInput(
        "Who gets the file",
        [InputRequired("Enter who gets the file")],
        description="You yourself, or whoever you pass it on to.",
    )


@page(readers, "/inspections/<ref>/data", ("GET", "POST"), needs=Right.EXPORT_ANSWERS, weighty=True)
def raw_data(work: Work, ref: str) -> ResponseReturnValue:
    """Asks for raw data, when it is said why and for whom."""
    inspection = get_inspection(work.session, ref)
    visitor, form = current_visitor(), DataForm()
    if not may(visitor, Right.READ_CASES, ref):
        form.including.choices = NOT_SIGNED_OFF  # what was written is for those who read cases
    if form.validate_on_submit():
        included = form.including.data or []
        with attempt(work, form):
            asked = ask_for_data_files(
                *(work.session, visitor, work.clock),
                ref=ref,
                wanted=Wanted(every=EVERY in included, texts=TEXTS in included),
                form=form.format.data or "",
                reason=form.reason.data or "",
                recipient=form.recipient.data or "",
            )
            return redirect(url_for("readers.job", ref=ref, job=asked))
    return render("raw_data.html", form, inspection=inspection)
