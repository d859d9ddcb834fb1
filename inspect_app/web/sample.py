"""Drawing the sample, and the page that shows how it was drawn."""

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange

from inspect_app.fieldwork.draw_sample import draw_sample, latest_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import NumberInput, TextInput
from inspect_app.web.words import count, render


class DrawForm(FlaskForm):
    """How many cases to draw, and from which seed."""

    size = NumberInput(
        "Sample size",
        [InputRequired("Enter how many cases to draw"), NumberRange(1, None, "Enter 1 or more")],
        description="How many cases are to be scored. They are shared out over the strata by size.",
    )
    buffer = NumberInput(
        "Reserves, per cent",
        [InputRequired("Enter a per cent, or 0 for no reserves"), NumberRange(0, 100, "Enter 0 to 100")],
        default=0,
        description="Extra cases, held in order, to replace ones that can’t be inspected.",
    )
    seed = TextInput(
        "Seed (optional)",
        description="Any text agreed beforehand. Leave it empty to have one made; it is kept and shown.",
    )


def make_seed() -> str:
    """A new seed nobody could have chosen."""
    return secrets.token_hex(16)


@page(
    leads,
    "/inspections/<ref>/sample",
    methods=("GET", "POST"),
    needs=Right.SEE_SAMPLE,
    to_send=Right.DRAW_SAMPLE,
    weighty=True,
)
def sample(work: Work, ref: str) -> ResponseReturnValue:
    """Draws a sample, and shows the last one drawn."""
    inspection = get_inspection(work.session, ref)
    form = DrawForm()
    if form.validate_on_submit():
        with attempt(work, form):
            drawn = draw_sample(
                *work,
                ref=ref,
                size=form.size.data or 0,
                seed=(form.seed.data or "").strip() or None,
                buffer=form.buffer.data or 0,
                make_seed=make_seed,
            )
            total = sum(stratum.primaries for stratum in drawn.strata)
            flash(f"{count(total, 'case').capitalize()} drawn.")
            return redirect(url_for("leads.sample", ref=ref))
    return render(
        "sample.html",
        form,
        inspection=inspection,
        draw_view=latest_draw(work.session, ref),
        summary=long_list_summary(work.session, ref),
    )
