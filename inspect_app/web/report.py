"""Exporting the answers."""

from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.export_answers import export_answers
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.reports.build import make_answers
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.govuk import TextInput
from inspect_app.web.words import render


class ExportForm(FlaskForm):
    """Why the answers are exported, and for whom."""

    reason = TextInput(
        "Reason", [InputRequired("Enter the reason")], description="Such as “Analysis for the annual report”."
    )
    recipient = TextInput(
        "Who gets the file",
        [InputRequired("Enter who gets the file")],
        description="You yourself, or whoever you pass it on to.",
    )


@page(readers, "/inspections/<ref>/answers", ("GET", "POST"), needs=Right.EXPORT_ANSWERS, weighty=True)
def answers(work: Work, ref: str) -> ResponseReturnValue:
    """Exports one row for each case and question that counts, when it is said why and for whom."""
    inspection = get_inspection(work.session, ref)
    form = ExportForm()
    if form.validate_on_submit():
        with attempt(work, form):
            frozen = export_answers(
                *work, ref=ref, reason=form.reason.data or "", recipient=form.recipient.data or ""
            )
            data = make_answers(frozen.snapshot, frozen.answers)
            return attached(data, f"{ref}-answers.csv")
    return render("answers.html", form, inspection=inspection)
