"""Making an inspection, and the page that says where one stands."""

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_definitions import list_definitions
from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.permissions import Right
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import assignments
from inspect_app.web.audiences import Work, administrators, attempt, page, readers
from inspect_app.web.govuk import Checkboxes, Menu, NumberInput, TextInput
from inspect_app.web.results import only_reviews, overview
from inspect_app.web.visitors import current_visitor, open_to
from inspect_app.web.words import count, render


class InspectionForm(FlaskForm):
    """What a new inspection needs."""

    title = TextInput(
        "Title",
        [InputRequired("Enter a title")],
        description="As it should stand on the report, such as “North area, 2026”.",
    )
    ref = TextInput(
        "Short reference",
        [InputRequired("Enter a short reference")],
        description="Lower-case letters, digits and hyphens, such as “north-2026”. It can’t be changed.",
    )
    questionnaire = Menu("Questionnaire", [InputRequired("Choose a questionnaire")])
    threshold = NumberInput(
        "Suppress published figures about fewer cases than",
        [
            InputRequired("Enter a number of cases, or 0 for no suppression"),
            NumberRange(0, 100, "Enter 0 to 100"),
        ],
        default=5,
        description="Small numbers can tell readers who somebody is. 0 suppresses nothing.",
    )
    synthetic = Checkboxes(
        "Where the cases come from",
        choices={"yes": "The cases are invented"},
        description="Every page and output of the inspection will say that it is synthetic.",
    )


@page(administrators, "/inspections/new", methods=("GET", "POST"), needs=Right.CREATE_INSPECTION)
def new_inspection(work: Work) -> ResponseReturnValue:
    """Asks for a new inspection's title, reference and questionnaire."""
    form = InspectionForm()
    there = {line.spec: f"{line.title}, version {line.version}" for line in list_definitions(work.session)}
    # It is for good, so that where there are several none is chosen for them.
    form.questionnaire.choices = there if len(there) == 1 else {"": "Choose a questionnaire", **there}
    if form.validate_on_submit():
        with attempt(work, form):
            create_inspection(
                *work,
                ref=(form.ref.data or "").strip(),
                questionnaire=form.questionnaire.data,
                title=(form.title.data or "").strip(),
                threshold=int(form.threshold.data or 0),
                synthetic=bool(form.synthetic.data),
            )
            return redirect(url_for("readers.inspection", ref=(form.ref.data or "").strip()))
    return render("new_inspection.html", form)


@dataclass(frozen=True)
class Step:
    """One step of an inspection: what it is, where it is done and how far it has come."""

    title: str
    hint: str
    endpoint: str
    status: str
    done: bool
    needs: Right


@page(readers, "/inspections/<ref>/", needs=Right.SEE_INSPECTION)
def inspection(work: Work, ref: str) -> ResponseReturnValue:
    """Where an inspection stands and what is next."""
    view = get_inspection(work.session, ref)
    if only_reviews(ref):
        return overview(work, view)
    every_case = list_cases(work.session, ref)
    cases = [case for case in every_case if case.status is not CaseStatus.WITHDRAWN]
    every = steps_of(
        rows=long_list_summary(work.session, ref).rows,
        drawn=latest_draw(work.session, ref) is not None or bool(every_case),
        cases=len(cases),
        signed_off=sum(case.status == "signed_off" for case in cases),
    )
    steps = [step for step in every if open_to(step.needs, ref)]
    following = next((step for step in steps if not step.done), None)
    return render(
        "inspection.html",
        inspection=view,
        steps=steps,
        following=following,
        cases=cases,
        alerts=sum(case.alerts for case in every_case),
        own=own_cases(work, view),
    )


def own_cases(work: Work, view: InspectionView) -> int:
    """How many cases whoever looks has."""
    account = current_visitor().account
    return len(assignments.have(work.session, view.id, account)) if account else 0


def steps_of(*, rows: int, drawn: bool, cases: int, signed_off: int) -> list[Step]:
    """The five steps in order; the last two are never done, as they can always be looked at again."""
    scored = f"{signed_off:,} of {count(cases, 'case')} signed off" if cases else "Not started"
    listed = f"{count(rows, 'row').capitalize()} imported" if rows else "Not started"
    return [
        Step(
            "Import the long list",
            "The list of cases from the inspected body, as XLSX or CSV.",
            "leads.long_list",
            listed if rows or not drawn else "Not needed: cases are there",
            bool(rows) or drawn,
            Right.SEE_LONG_LIST,
        ),
        Step(
            "Draw the sample",
            "By chance, from a seed that lets anyone repeat it.",
            "leads.sample",
            f"{count(cases, 'case')} drawn" if drawn else "Not started",
            drawn,
            Right.SEE_SAMPLE,
        ),
        Step(
            "Score the cases",
            "Answer the questionnaire for each case, then submit and sign off.",
            "inspectors.cases",
            scored,
            bool(cases) and signed_off == cases,
            Right.READ_CASES,
        ),
        Step(
            "Look at the findings",
            "Every question with its own denominator, and the ratings.",
            "readers.findings",
            f"From {count(signed_off, 'signed-off case')}",
            False,
            Right.SEE_FINDINGS,
        ),
        Step(
            "Make the report",
            "The report as PDF, the tables as a workbook, the answers as CSV.",
            "readers.outputs",
            "Ready to make" if signed_off else "After the first sign-off",
            False,
            Right.MAKE_REPORT,
        ),
    ]
