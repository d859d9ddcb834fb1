"""Planning the sample: how many cases, by which method, from which strata, and with which seed."""

import secrets
from collections.abc import Sequence
from fractions import Fraction

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import StratumCount, long_list_summary
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.settle_plan import LARGEST_BUFFER, Wish
from inspect_app.questionnaire.scheme import Sampling
from inspect_app.sampling.plan import Method
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Checkboxes, NumberInput, Radios, TextInput
from inspect_app.web.words import render

AT_LEAST_1 = NumberRange(1, None, "Enter 1 or more")


def make_seed() -> str:
    """A new seed nobody could have chosen."""
    return secrets.token_hex(16)


def check_number(_form: Form, field: TextInput) -> None:
    """A validator: a number, perhaps with decimals."""
    try:
        Fraction((field.data or "0").strip())
    except (ValueError, ZeroDivisionError):
        raise ValidationError("Enter a number, such as 80 or 2.5") from None


class PlanForm(FlaskForm):
    """What sample is to be drawn."""

    size = NumberInput(
        "Sample size (optional)",
        [Optional(), AT_LEAST_1],
        description="How many cases are to be read. Leave it empty to have it worked out from the margin.",
    )
    confidence = TextInput("Confidence, per cent", [check_number])
    margin = TextInput("Margin, percentage points", [check_number])
    minimum = NumberInput("Fewest cases (optional)", [Optional(), AT_LEAST_1])
    maximum = NumberInput("Most cases (optional)", [Optional(), AT_LEAST_1])
    buffer = NumberInput(
        "Reserves, per cent",
        [
            InputRequired("Enter a per cent, or 0 for no reserves"),
            NumberRange(0, LARGEST_BUFFER, f"Enter 0 to {LARGEST_BUFFER}"),
        ],
        description="Extra cases, held in order, to replace ones that can’t be inspected.",
    )
    method = Radios(
        "How cases are chosen",
        choices={
            Method.SYSTEMATIC.value: "Systematic: spread evenly over clusters, LDUs and officers",
            Method.INSPECTORATE.value: "The inspectorate’s: shared out over them, with a cap per officer",
        },
    )
    cap = NumberInput(
        "Most cases of one officer (optional)",
        [Optional(), AT_LEAST_1],
        description="The inspectorate’s method alone has a cap.",
    )
    mode = Radios(
        "When cases are chosen",
        choices={
            "shortlist": "Now, before fieldwork",
            "on_the_day": "During fieldwork: cases stand in line and are taken one by one",
        },
    )
    left_out = Checkboxes(
        "Strata to leave out on purpose (optional)",
        description="No case is drawn from them. A stratum without cases must be left out.",
    )
    seed = TextInput(
        "Seed (optional)",
        description="Any text agreed beforehand. Leave it empty to have one made; it is kept and shown.",
    )

    def wish(self, strata: Sequence[StratumCount]) -> Wish:
        """What was asked for; sizes by stratum, if any is typed, with none for those left empty."""
        left_out = frozenset(self.left_out.data or [])
        typed = {each.id: getattr(self, f"size_{each.id}").data for each in strata}
        kept = {id_: number or 0 for id_, number in typed.items() if id_ not in left_out or number}
        sizes = kept if any(number is not None for number in typed.values()) else None
        worked_out = self.size.data is None and sizes is None
        return Wish(
            size=self.size.data,
            sizes=sizes,
            confidence=_fraction(self.confidence),
            margin=_fraction(self.margin) if worked_out else None,
            minimum=self.minimum.data if worked_out else None,
            maximum=self.maximum.data if worked_out else None,
            buffer=self.buffer.data,
            cap=self.cap.data,
            method=Method(self.method.data),
            on_the_day=self.mode.data == "on_the_day",
            left_out=left_out,
        )


@page(
    leads, "/inspections/<ref>/sample/plan", methods=("GET", "POST"), needs=Right.SEE_SAMPLE,
    to_send=Right.DRAW_SAMPLE,
)  # fmt: skip
def plan(work: Work, ref: str) -> ResponseReturnValue:
    """Keeps a plan with its seed; the next draw goes by it."""
    inspection = get_inspection(work.session, ref)
    summary = long_list_summary(work.session, ref)
    form = _form(inspection.definition.sampling, summary.strata)
    if form.validate_on_submit():
        with attempt(work, form):
            seed = (form.seed.data or "").strip() or None
            plan_sample(*work, ref=ref, wish=form.wish(summary.strata), seed=seed, make_seed=make_seed)
            flash("The sample is planned. Nothing is drawn yet.")
            return redirect(url_for("leads.sample", ref=ref))
    sizes = [getattr(form, f"size_{each.id}") for each in summary.strata]
    return render("sample_plan.html", form, inspection=inspection, summary=summary, sizes=sizes)


def _form(scheme: Sampling, strata: Sequence[StratumCount]) -> PlanForm:
    """The form with a size for each stratum, filled in with what the scheme says."""
    fields = {
        f"size_{each.id}": NumberInput(
            f"{each.title} ({each.population:,})", [Optional(), NumberRange(0, None, "Enter 0 or more")]
        )
        for each in strata
    }
    form: PlanForm = type("PlanFormOfStrata", (PlanForm,), fields)(
        confidence=str(scheme.confidence), margin=str(scheme.margin), minimum=scheme.minimum,
        maximum=scheme.maximum, buffer=scheme.buffer, method=Method.SYSTEMATIC.value, mode="shortlist",
        left_out=[each.id for each in strata if not each.population],
    )  # fmt: skip
    form.left_out.choices = {each.id: f"{each.title} ({each.population:,} eligible)" for each in strata}
    if request.method == "POST":
        form.method.data = form.method.data if form.method.data in list(Method) else Method.SYSTEMATIC.value
    return form


def _fraction(field: TextInput) -> Fraction | None:
    text = (field.data or "").strip()
    return Fraction(text) if text else None
