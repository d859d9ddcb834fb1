"""The steps of a case from submission to sign-off and back or out, and the history of those steps."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from inspect_app.fieldwork.answer_history import case_history
from inspect_app.fieldwork.change_case import change_case
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_move
from inspect_app.ledger.states import Action
from inspect_app.web.audiences import Work, attempt, inspectors, leads, page
from inspect_app.web.govuk import TextBox
from inspect_app.web.kept_forms import accept
from inspect_app.web.left import left_of
from inspect_app.web.words import render


class StateForm(FlaskForm):
    """What a step covers: the position of the case as its page showed it."""

    covers = HiddenField()


class ReasonForm(StateForm):
    """A step that needs a reason."""

    reason = TextBox("Reason", [InputRequired("Say why")])


@dataclass(frozen=True)
class Step:
    """A step: what it is, what is said of it and the page that asks for it."""

    action: Action
    done: str
    template: str
    form: type[StateForm] = StateForm


SUBMIT = Step(Action.SUBMIT, "submitted", "submit.html")
SIGN_OFF = Step(Action.SIGN_OFF, "signed off", "sign_off.html")
RETURN = Step(Action.RETURN, "returned", "return_case.html", ReasonForm)
WITHDRAW = Step(Action.WITHDRAW, "withdrawn", "withdraw_case.html", ReasonForm)
REOPEN = Step(Action.REOPEN, "open again", "reopen.html", ReasonForm)


@page(inspectors, "/inspections/<ref>/cases/<reference>/submit", methods=("POST",), needs=Right.SUBMIT)
def submit(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Submits a complete case, or lists everything that is left to do."""
    case = open_case(work.session, ref, reference)
    left = left_of(case)
    if left:
        words, _ = show(case, StateForm(), SUBMIT, left=left)
        return words, HTTPStatus.UNPROCESSABLE_ENTITY
    return change(work, case, SUBMIT)


@page(leads, "/inspections/<ref>/cases/<reference>/sign-off", methods=("GET", "POST"), needs=Right.SIGN_OFF)
def sign_off(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Signs a submitted case off."""
    return change(work, open_case(work.session, ref, reference), SIGN_OFF)


@page(leads, "/inspections/<ref>/cases/<reference>/return", methods=("GET", "POST"), needs=Right.RETURN)
def return_case(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Returns a submitted case to its inspector with a reason."""
    return change(work, open_case(work.session, ref, reference), RETURN)


@page(leads, "/inspections/<ref>/cases/<reference>/reopen", methods=("GET", "POST"), needs=Right.SIGN_OFF)
def reopen(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Opens a signed-off or withdrawn case again with a reason."""
    return change(work, open_case(work.session, ref, reference), REOPEN)


@page(leads, "/inspections/<ref>/cases/<reference>/withdraw", methods=("GET", "POST"), needs=Right.SIGN_OFF)
def withdraw_case(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Takes a case out of the sample with a reason."""
    return change(work, open_case(work.session, ref, reference), WITHDRAW)


@page(inspectors, "/inspections/<ref>/cases/<reference>/history", needs=Right.READ_CASES, shows=CASE)
def history(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Every change of a case's state, every visit and alert, and the way to the history of each answer."""
    told = case_history(work.session, ref, reference)
    return render("history.html", inspection=told.case.inspection, case=told.case, told=told)


def change(work: Work, case: CaseView, step: Step) -> ResponseReturnValue:
    """Takes a step that was asked for, or shows the page that asks for it when the step is open."""
    ref, reference = case.inspection.ref, case.reference
    form = step.form()
    if form.validate_on_submit():
        reason = form.reason.data if isinstance(form, ReasonForm) else None
        with attempt(work, form):
            covers = form.covers.data or ""
            change_case(*work, step.action, ref=ref, reference=reference, covers=covers, reason=reason)
            accept()
            flash(f"Case {reference} is {step.done}.")
            return redirect(url_for("inspectors.case", ref=ref, reference=reference))
    elif request.method == "GET" and not can_move(case, step.action):
        return redirect(url_for("inspectors.case", ref=ref, reference=reference))
    return show(case, form, step)


def show(case: CaseView, form: StateForm, step: Step, **values: object) -> tuple[str, int]:
    """The page of a step; after a failure it covers the case as the page now shows it."""
    form.covers.data = case.position
    return render(step.template, form, inspection=case.inspection, case=case, step=step.action, **values)
