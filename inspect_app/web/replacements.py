"""Planned and achieved during fieldwork, replacing a case by a reserve, and taking a case on the day."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_progress import Progress, list_progress
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_move
from inspect_app.fieldwork.replace_case import reasons_of, replace_case, take_case
from inspect_app.ledger.states import Action
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Radios, TextBox, TextInput
from inspect_app.web.words import render


class ReplaceForm(FlaskForm):
    """Why a case is replaced; `covers` is the position of the case as its page showed it."""

    covers = HiddenField()
    reason = Radios("Why can’t this case be inspected?", validators=[InputRequired("Choose a reason")])
    words = TextBox(
        "More about it (needed for another reason)",
        description="Name nobody. It stays in the case’s history.",
    )


class TakeForm(FlaskForm):
    """Of which stratum a case is taken on the day."""

    stratum = Radios("Which stratum?", validators=[InputRequired("Choose a stratum")])
    words = TextInput(
        "Why it needs one more (only where it has all planned cases)",
        description="For example, “Two officers of this stratum could not be interviewed”.",
    )


@page(
    leads,
    "/inspections/<ref>/cases/<reference>/replace",
    methods=("GET", "POST"),
    needs=Right.DRAW_SAMPLE,
    shows=CASE,
)
def replace(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Takes a case out of the sample and its stratum's next reserve in."""
    case = open_case(work.session, ref, reference)
    form = ReplaceForm()
    reasons = reasons_of(case.inspection.definition)
    form.reason.choices = [(each.id, str(each.title)) for each in reasons]
    if form.validate_on_submit():
        with attempt(work, form):
            given = {
                "covers": form.covers.data or "",
                "reason": form.reason.data,
                "words": form.words.data or "",
            }
            came = replace_case(*work, ref=ref, reference=reference, **given).came
            flash(_told(reference, came))
            return redirect(url_for("inspectors.case", ref=ref, reference=came or reference))
    elif request.method == "GET" and not can_move(case, Action.WITHDRAW):
        return redirect(url_for("inspectors.case", ref=ref, reference=reference))
    return _show(work, case, form)


def _told(left: str, came: str | None) -> str:
    if came is None:
        return f"Case {left} is withdrawn. Its stratum has no reserve left, so the sample is one case short."
    return f"Case {left} is withdrawn, and case {came} has taken its place."


def _show(work: Work, case: CaseView, form: ReplaceForm) -> ResponseReturnValue:
    form.covers.data = case.position
    progress = list_progress(work.session, case.inspection.ref)
    stratum = next((each for each in progress.strata if each.id == case.stratum), None)
    return render("replace_case.html", form, inspection=case.inspection, case=case, stratum=stratum)


@page(
    leads,
    "/inspections/<ref>/sample/progress",
    methods=("GET", "POST"),
    needs=Right.SEE_SAMPLE,
    to_send=Right.DRAW_SAMPLE,
)
def progress(work: Work, ref: str) -> ResponseReturnValue:
    """Shows planned and achieved and every replacement; takes the next reserve of a stratum on the day."""
    inspection = get_inspection(work.session, ref)
    if latest_draw(work.session, ref) is None:
        return redirect(url_for("leads.sample", ref=ref))
    now = list_progress(work.session, ref)
    form = TakeForm()
    form.stratum.choices = _to_take_from(now)
    if form.validate_on_submit():
        with attempt(work, form):
            came = take_case(
                *work, ref=ref, stratum=form.stratum.data or "", words=form.words.data or ""
            ).came
            flash(f"Case {came} is now in the sample.")
            return redirect(url_for("inspectors.case", ref=ref, reference=came))
    return render("sample_progress.html", form, inspection=inspection, progress=now)


def _to_take_from(now: Progress) -> list[tuple[str, str]]:
    return [
        (each.id, f"{each.title}: {each.now} of {each.planned} planned, {each.reserves_left} in reserve")
        for each in now.strata
        if each.reserves_left
    ]
