"""The steps of a case from submission to sign-off and back, and the history of those steps."""

from collections.abc import Callable
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from inspect_app.fieldwork import change_case
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.web.audiences import Work, attempt, inspectors, leads, page
from inspect_app.web.cases import problems_of
from inspect_app.web.govuk import TextBox
from inspect_app.web.words import render


class StateForm(FlaskForm):
    """What a step covers: the position of the case as its page showed it."""

    covers = HiddenField()


class ReasonForm(StateForm):
    """A step that needs a reason."""

    reason = TextBox("Reason", [InputRequired("Say why")])


@page(inspectors, "/inspections/<ref>/cases/<reference>/submit", methods=("POST",))
def submit(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Submits a complete case, or lists everything that is left to do."""
    case = open_case(work.session, ref, reference)
    left = problems_of(case)
    form = StateForm()
    if left:
        words, _ = show(case, form, "submit.html", left=left)
        return words, HTTPStatus.UNPROCESSABLE_ENTITY
    return change(work, case, form, change_case.submit, f"Case {reference} is submitted.", "submit.html")


@page(leads, "/inspections/<ref>/cases/<reference>/sign-off", methods=("GET", "POST"))
def sign_off(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Signs a submitted case off."""
    case = open_case(work.session, ref, reference)
    return change(
        work, case, StateForm(), change_case.sign_off, f"Case {reference} is signed off.", "sign_off.html"
    )


@page(leads, "/inspections/<ref>/cases/<reference>/return", methods=("GET", "POST"))
def return_case(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Returns a submitted case to its inspector with a reason."""
    case = open_case(work.session, ref, reference)
    form = ReasonForm()
    form.reason.description = "What the inspector should look at again."
    return change(
        work, case, form, change_case.return_case, f"Case {reference} is returned.", "return_case.html"
    )


@page(leads, "/inspections/<ref>/cases/<reference>/reopen", methods=("GET", "POST"))
def reopen(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Opens a signed-off case again with a reason."""
    case = open_case(work.session, ref, reference)
    form = ReasonForm()
    form.reason.description = "What has to change, and who decided so."
    return change(work, case, form, change_case.reopen, f"Case {reference} is open again.", "reopen.html")


@page(inspectors, "/inspections/<ref>/cases/<reference>/history")
def history(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Every change of a case's state."""
    case = open_case(work.session, ref, reference)
    return render("history.html", inspection=case.inspection, case=case)


def change(
    work: Work, case: CaseView, form: StateForm, step: Callable[..., object], told: str, template: str
) -> ResponseReturnValue:
    """Takes the step that was asked for, or shows the page that asks for it."""
    ref, reference = case.inspection.ref, case.reference
    if form.validate_on_submit():
        reason = form.reason.data if isinstance(form, ReasonForm) else None
        with attempt(work, form):
            step(*work, ref=ref, reference=reference, covers=form.covers.data, reason=reason)
            flash(told)
            return redirect(url_for("inspectors.case", ref=ref, reference=reference))
    return show(case, form, template)


def show(case: CaseView, form: StateForm, template: str, **values: object) -> tuple[str, int]:
    """The page; a step that failed is shown with the case as it is now."""
    if request.method == "GET" or form.errors:
        form.covers.data = case.position
    return render(template, form, inspection=case.inspection, case=case, **values)
