"""Releasing an area's report to its reviewers, and withdrawing it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_releases import find_release, list_releases, releases_of
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_release, can_withdraw, check_can_release, check_can_withdraw
from inspect_app.fieldwork.release_report import release_report, withdraw_report
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import TextBox
from inspect_app.web.words import render


class ReasonForm(FlaskForm):
    """Why a report is released or withdrawn."""

    reason = TextBox("Reason", [InputRequired("Say why")], rows=3)


@page(leads, "/inspections/<ref>/releases", needs=Right.RELEASE)
def releases(work: Work, ref: str) -> ResponseReturnValue:
    """What each area has been given."""
    listed = list_releases(work.session, work.clock, ref)
    return render(
        "releases.html",
        inspection=get_inspection(work.session, ref),
        listed=listed,
        can_release=can_release,
        can_withdraw=can_withdraw,
    )


@page(
    leads,
    "/inspections/<ref>/releases/areas/<int:area>",
    methods=("GET", "POST"),
    needs=Right.RELEASE,
    weighty=True,
)
def release(work: Work, ref: str, area: int) -> ResponseReturnValue:
    """Releases an area's report as it stands now, with a reason."""
    form = ReasonForm()
    found = releases_of(work.session, work.clock, ref, area)
    check_can_release(found.area)
    if form.validate_on_submit():
        with attempt(work, form):
            release_report(*work, ref=ref, area=area, reason=form.reason.data or "")
            flash(f"The report is released to {found.area.name}.")
            return redirect(url_for("leads.releases", ref=ref))
    return render("release.html", form, inspection=get_inspection(work.session, ref), found=found)


@page(
    leads,
    "/inspections/<ref>/releases/<int:release>/withdraw",
    methods=("GET", "POST"),
    needs=Right.RELEASE,
    weighty=True,
)
def withdraw(work: Work, ref: str, release: int) -> ResponseReturnValue:
    """Withdraws a released report, with a reason."""
    form = ReasonForm()
    area, made = find_release(work.session, work.clock, ref, release)
    check_can_withdraw(made)
    if form.validate_on_submit():
        with attempt(work, form):
            withdraw_report(*work, ref=ref, release=release, reason=form.reason.data or "")
            flash(f"The report is withdrawn from {area.name}.")
            return redirect(url_for("leads.releases", ref=ref))
    inspection = get_inspection(work.session, ref)
    return render("withdraw.html", form, inspection=inspection, area=area, made=made)
