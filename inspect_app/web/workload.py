"""Who has which cases, and giving one to somebody by hand."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.assign_case import Assigning, assign_case, who_can_have
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_workload import list_workload
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, attempt, leads, page, readers
from inspect_app.web.govuk import Menu, TextInput
from inspect_app.web.visitors import current_visitor, open_to
from inspect_app.web.words import count, render


class AssignForm(FlaskForm):
    """Who is given a case, and why."""

    account = Menu("Give it to", [InputRequired("Choose somebody")], default="")
    reason = TextInput(
        "Reason",
        [InputRequired("Enter the reason")],
        description="Such as “Has the other cases of this prison”. It stands in the access log.",
    )


@page(readers, "/inspections/<ref>/workload", needs=Right.SEE_WORKLOAD)
def workload(work: Work, ref: str) -> ResponseReturnValue:
    """What everybody has, for who shares out; for others their own cases."""
    inspection = get_inspection(work.session, ref)
    account = current_visitor().account
    every = open_to(Right.ALLOCATE, ref)
    found = list_workload(work.session, work.clock, inspection, None if every else {account or ""})
    return render("workload.html", inspection=inspection, loads=found, every=every, own=account)


@page(
    leads,
    "/inspections/<ref>/cases/<reference>/assign",
    ("GET", "POST"),
    needs=Right.ALLOCATE,
    weighty=True,
)
def assign(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Gives a case to somebody, with a reason."""
    inspection = get_inspection(work.session, ref)
    found = who_can_have(work.session, work.clock, ref=ref, reference=reference)
    form = AssignForm()
    form.account.choices = choices_of(found)
    if form.validate_on_submit():
        with attempt(work, form):
            to, reason = form.account.data, form.reason.data or ""
            assign_case(*work, ref=ref, reference=reference, account=to, reason=reason)
            name = next(each.name for each in found.candidates if each.account == to)
            flash(f"Case {reference} is given to {name}.")
            return redirect(url_for("readers.workload", ref=ref))
    return render("assign.html", form, inspection=inspection, found=found)


def choices_of(found: Assigning) -> dict[str, str]:
    """Those who may read the case, with how many cases they have."""
    free = (each for each in found.candidates if each.bar is None)
    return {"": "Choose", **{each.account: f"{each.name}, {count(each.cases, 'case')}" for each in free}}
