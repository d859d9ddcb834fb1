"""Asking an inspected body for its cases: the request is kept, and goes out as a form to be filled in."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.validators import ValidationError

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.request_cases import OPTIONAL, get_request, list_requests, request_cases
from inspect_app.reports.case_list_form import make_case_list_form
from inspect_app.reports.design import find_design
from inspect_app.sampling.columns import BY_KEY, COLUMNS
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import Checkboxes, DateInput, TextBox
from inspect_app.web.words import render


def check_day(form: Form, field: DateInput) -> None:
    """A validator: the three parts make a date."""
    if not field.data:
        raise ValidationError("Enter the first and the last day of the period")
    check_real_date(form, field)


class RequestForm(FlaskForm):
    """What is asked for."""

    period_from = DateInput("First day of the period", [check_day], description="For example, 1 1 2016.")
    period_to = DateInput("Last day of the period", [check_day], description="For example, 31 3 2016.")
    inclusions = TextBox(
        "Which cases to include (optional)",
        description="One paragraph for each kind. Such as “People released from custody in the period”.",
    )
    exclusions = TextBox(
        "Which cases to leave out (optional)",
        description="Such as “Cases that another area has taken over”.",
    )
    optional = Checkboxes(
        "Columns to ask for besides those that the list needs",
        choices={key: BY_KEY[key].heading for key in OPTIONAL},
        default=list(OPTIONAL),
    )


@page(
    leads,
    "/inspections/<ref>/long-list/request",
    methods=("GET", "POST"),
    needs=Right.CHANGE_LONG_LIST,
)
def case_list_request(work: Work, ref: str) -> ResponseReturnValue:
    """Makes a request, and lists those that were made."""
    form = RequestForm()
    if form.validate_on_submit():
        with attempt(work, form):
            made = request_cases(
                *work,
                ref=ref,
                period=(to_date(form.period_from), to_date(form.period_to)),
                inclusions=form.inclusions.data or "",
                exclusions=form.exclusions.data or "",
                optional=form.optional.data or (),
            )
            flash(f"Request {made.number} is made. Download its form and send it to the inspected body.")
            return redirect(url_for("leads.case_list_request", ref=ref))
    return render(
        "case_list_request.html",
        form,
        inspection=get_inspection(work.session, ref),
        requests=list_requests(work.session, ref),
        needed=[column.heading for column in COLUMNS if column.needed],
    )


@page(leads, "/inspections/<ref>/long-list/requests/<int:request>", needs=Right.CHANGE_LONG_LIST)
def case_list_form(work: Work, ref: str, request: int) -> ResponseReturnValue:
    """Sends the form of a request."""
    made = get_request(work.session, ref, request)
    data = make_case_list_form(made, get_inspection(work.session, ref), find_design())
    return attached(data, f"{ref}-case-list-request-{request}.xlsx")
