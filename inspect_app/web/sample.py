"""Drawing the sample by its plan, and the pages that show how each sample was drawn."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.list_draws import list_buckets, list_draws, show_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.log_look import LONG_LIST
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.plan_sample import waiting_plan
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import TextInput
from inspect_app.web.words import count, render


class DrawForm(FlaskForm):
    """Why a sample is drawn again; the first draw needs no reason."""

    reason = TextInput(
        "Why the sample is drawn again",
        description="For example, “Two teams were missing from the list”. It is kept and shown.",
    )


@page(
    leads,
    "/inspections/<ref>/sample",
    methods=("GET", "POST"),
    needs=Right.SEE_SAMPLE,
    to_send=Right.DRAW_SAMPLE,
    weighty=True,
)
def sample(work: Work, ref: str) -> ResponseReturnValue:
    """Draws a sample by the plan that waits, and shows every sample drawn."""
    inspection = get_inspection(work.session, ref)
    form = DrawForm()
    if form.validate_on_submit():
        with attempt(work, form):
            drawn = draw_sample(*work, ref=ref, reason=form.reason.data)
            total = sum(stratum.primaries for stratum in drawn.strata)
            made = f"{count(total, 'case').capitalize()} drawn."
            flash(made if drawn.mode == "shortlist" else "The cases stand in line, to be taken on the day.")
            return redirect(url_for("leads.sample", ref=ref))
    draws = list_draws(work.session, ref)
    return render(
        "sample.html",
        form,
        inspection=inspection,
        plan=waiting_plan(work.session, ref),
        draw_view=draws[0] if draws else None,
        draws=draws,
        summary=long_list_summary(work.session, ref),
    )


@page(leads, "/inspections/<ref>/sample/draws/<int:number>", needs=Right.SEE_SAMPLE)
def sample_draw(work: Work, ref: str, number: int) -> ResponseReturnValue:
    """How one sample was drawn, step by step."""
    inspection = get_inspection(work.session, ref)
    return render("sample_draw.html", inspection=inspection, draw_view=show_draw(work.session, ref, number))


@page(
    leads,
    "/inspections/<ref>/sample/draws/<int:number>/officers",
    needs=Right.SEE_LONG_LIST,
    shows=LONG_LIST,
)
def sample_officers(work: Work, ref: str, number: int) -> ResponseReturnValue:
    """How many cases a draw took of each officer, and by which steps; it names officers."""
    inspection = get_inspection(work.session, ref)
    draw_view = show_draw(work.session, ref, number)
    buckets = list_buckets(work.session, ref, number)
    return render("sample_officers.html", inspection=inspection, draw_view=draw_view, buckets=buckets)
