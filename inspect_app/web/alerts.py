"""Alerts: raising one from a question, closing it, and the list of all."""

import secrets
from datetime import datetime
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Form, HiddenField
from wtforms.validators import InputRequired, ValidationError

from inspect_app.fieldwork.close_alert import close_alert as close_it
from inspect_app.fieldwork.close_alert import find_alert
from inspect_app.fieldwork.list_alerts import list_alerts
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.log_look import ALERTS, CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_close, can_edit
from inspect_app.fieldwork.raise_alert import NewAlert
from inspect_app.fieldwork.raise_alert import raise_alert as raise_it
from inspect_app.web.audiences import Work, attempt, inspectors, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Menu, TextBox, TextInput
from inspect_app.web.kept_forms import accept
from inspect_app.web.times import to_time
from inspect_app.web.visitors import open_to
from inspect_app.web.words import render

RAISED = Markup(
    "The alert is raised. It stays on the lead inspector’s board until it is closed. "
    '<a class="govuk-notification-banner__link" href="{}">Go back to the question</a>'
)
RAISED_ELSEWHERE = "The alert is raised. It stays on the lead inspector’s board until it is closed."


def check_day(form: Form, field: DateInput) -> None:
    """A validator: a real date is given."""
    if not field.data:
        raise ValidationError("Enter the day when you told them")
    check_real_date(form, field)


def check_time(_form: Form, field: TextInput) -> None:
    """A validator: a time of day is given."""
    try:
        to_time(field.data or "")
    except ValueError:
        raise ValidationError("Enter the time when you told them, such as 14:30 or 2.30pm") from None


class AlertForm(FlaskForm):
    """What was seen, from which question, and who was told when; `key` tells the alert from others."""

    key = HiddenField()
    question = Menu("Which question were you answering?", [InputRequired("Choose a question")])
    what = TextBox(
        "What have you seen?",
        [InputRequired("Say what you have seen")],
        description="Only what somebody needs to act on it.",
    )
    told = TextInput(
        "Who have you told?",
        [InputRequired("Say who you have told")],
        description="Their role, and how you told them, such as “the duty probation manager, by telephone”.",
    )
    told_on = DateInput("On which day did you tell them?", [check_day], description="For example, 6 6 2016")
    told_at = TextInput(
        "At what time did you tell them?",
        [check_time],
        description="For example, 14:30 or 2.30pm, by the clock in the United Kingdom",
    )

    def alert(self) -> NewAlert:
        """What is to be raised, of a form without errors."""
        told_at = datetime.combine(to_date(self.told_on), to_time(self.told_at.data or ""))
        what, told = self.what.data or "", self.told.data or ""
        return NewAlert(self.question.data, self.key.data or "", what, told, told_at)


class ClosingForm(FlaskForm):
    """How an alert was dealt with."""

    how = TextBox(
        "How was it dealt with?",
        [InputRequired("Say how it was dealt with")],
        description="Who did what and when. If the alert was raised by mistake, say so.",
    )


@page(
    inspectors,
    "/inspections/<ref>/cases/<reference>/alerts/new",
    methods=("GET", "POST"),
    needs=Right.RAISE_ALERT,
)
def raise_alert(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Asks what was seen and who was told; `?question=` is the one that somebody comes from."""
    case = open_case(work.session, ref, reference)
    form = AlertForm(question=request.args.get("question"), key=secrets.token_hex(8))
    form.question.choices = questions_of(case)
    if form.validate_on_submit():
        with attempt(work, form):
            alert = form.alert()
            raise_it(*work, ref=ref, reference=reference, alert=alert)
            accept()
            return redirect(confirmed(case, alert.question))
        if any(each.key == form.key.data for each in case.alerts):
            form.key.data = secrets.token_hex(8)  # what is sent once more is another alert
    return render("raise_alert.html", form, inspection=case.inspection, case=case)


def questions_of(case: CaseView) -> dict[str, list[tuple[str, str]]]:
    """Every question of the questionnaire as choices, by section."""
    definition = case.inspection.definition
    choices = {"": [("", "Choose a question")]}
    for section in definition.sections:
        asked = [(question.id, str(question.text)) for question in definition.in_section(section)]
        choices[str(section.title)] = asked
    return choices


def confirmed(case: CaseView, question: str) -> str:
    """Says that an alert is raised, on the question's section where it can be answered or else on the case.

    The address ends at what is said, so that it is in sight and has the focus; from there a link leads on.
    """
    spot: dict[str, Any] = {"ref": case.inspection.ref, "reference": case.reference}
    if not can_edit(case.status) or not open_to(Right.SCORE, case.inspection.ref):
        flash(RAISED_ELSEWHERE)
        return url_for("inspectors.case", _anchor="done", **spot)
    section = case.inspection.definition.section_of[question]
    flash(RAISED.format(f"#question-{question}"))
    return url_for("inspectors.section", section_id=section.id, _anchor="done", **spot)


@page(
    leads,
    "/inspections/<ref>/cases/<reference>/alerts/<question>/<key>/close",
    methods=("GET", "POST"),
    needs=Right.CLOSE_ALERT,
    shows=CASE,
)
def close_alert(work: Work, ref: str, reference: str, question: str, key: str) -> ResponseReturnValue:
    """Closes an open alert with how it was dealt with."""
    case = open_case(work.session, ref, reference)
    alert = find_alert(case, question, key)
    form = ClosingForm()
    if form.validate_on_submit():
        with attempt(work, form):
            close_it(*work, ref=ref, reference=reference, question=question, key=key, how=form.how.data or "")
            accept()
            flash(f"The alert about case {reference} is closed.")
            return redirect(url_for("leads.alerts", ref=ref))
    elif request.method == "GET" and not can_close(alert):
        return redirect(url_for("leads.alerts", ref=ref))
    return render("close_alert.html", form, inspection=case.inspection, case=case, alert=alert)


@page(leads, "/inspections/<ref>/alerts", needs=Right.SEE_BOARD, shows=ALERTS)
def alerts(work: Work, ref: str) -> ResponseReturnValue:
    """Every alert, open ones first."""
    inspection = get_inspection(work.session, ref)
    return render("alerts.html", inspection=inspection, lines=list_alerts(work.session, inspection))
