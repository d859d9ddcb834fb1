"""The page of an assessment point: when the case was reviewed there, and the visit."""

from datetime import datetime

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField

from inspect_app.fieldwork.case_records import Visit
from inspect_app.fieldwork.check_visit import visit_faults
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, Conflict, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.record_visit import point_of, record_visit, visit_value
from inspect_app.fieldwork.said import CONSENTS, INTERVIEWED, OUTCOMES
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import Point
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.web.addresses import of_case, of_check, of_conflict, of_visit, to_check
from inspect_app.web.audiences import Work, attempt, inspectors, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import Checkboxes, DateInput, Radios, TextBox
from inspect_app.web.narrative import warnings_in
from inspect_app.web.outbox import in_script
from inspect_app.web.section_data import saves_data
from inspect_app.web.visitors import open_to
from inspect_app.web.words import render

NOT_SAID = {"": "Not recorded"}


class VisitForm(FlaskForm):
    """What is recorded of a visit, and the entries that the page was made from."""

    reviewed_on = DateInput(
        "When was the case reviewed at this point?",
        [check_real_date],
        description="The date up to which the records were read. For example, 6 6 2016.",
    )
    outcome = Radios("Was the visit held?", choices=OUTCOMES | NOT_SAID, default="")
    interviewed = Checkboxes(
        "Who was interviewed?",
        choices={who: words.capitalize() for who, words in INTERVIEWED.items()},
        description="Choose all that apply. Name nobody.",
    )
    consent = Radios("Did the person consent to be interviewed?", choices=CONSENTS | NOT_SAID, default="")
    note = TextBox(
        "Note (optional)", description="For example, why the visit was not held, or that it was by telephone."
    )
    seen = HiddenField()

    def can_be(self, now: datetime) -> bool:
        """Whether what was typed can be so; what can't is said beside its field."""
        faults = visit_faults(visit_value(self.visit()), now)
        for name, words in faults.items():
            self[name].errors = [words]
        return not faults

    def visit(self) -> Visit:
        """What was typed."""
        chosen = self.interviewed.data or ()
        return Visit(
            reviewed_on=to_date(self.reviewed_on) if self.reviewed_on.data else None,
            outcome=_one_of(self.outcome.data, OUTCOMES),
            interviewed=tuple(who for who in INTERVIEWED if who in chosen),
            consent=_one_of(self.consent.data, CONSENTS),
            note=tidy(self.note.data or ""),
        )


def _one_of(chosen: str | None, known: dict[str, str]) -> str | None:
    return chosen if chosen in known else None


@page(
    inspectors,
    "/inspections/<ref>/cases/<reference>/points/<point_id>",
    methods=("GET", "POST"),
    needs=Right.READ_CASES,
    to_send=Right.SCORE,
    shows=CASE,
)
def visit(work: Work, ref: str, reference: str, point_id: str) -> ResponseReturnValue:
    """Asks for the review date and the visit of one assessment point."""
    case = open_case(work.session, ref, reference)
    point = point_of(case, point_id)
    if request.method == "GET":
        if not (can_edit(case.status) and open_to(Right.SCORE, ref)):
            return redirect(of_check(case, f"point-{point.id}"))
        return show(work, case, point, form_of(case, point))
    form = VisitForm()
    if form.validate_on_submit() and form.can_be(work.clock()):
        seen = tuple((form.seen.data or "").split())
        with attempt(work, form):
            record_visit(*work, form.visit(), ref=ref, reference=reference, point=point_id, seen=seen)
            return go_on(open_case(work.session, ref, reference), point)
    return show(work, case, point, form)


def form_of(case: CaseView, point: Point) -> VisitForm:
    """The form as the case stands; nothing is chosen beforehand where versions are in conflict."""
    known = case.visits.get(point.id, Visit())
    return VisitForm(
        formdata=None,
        reviewed_on=known.reviewed_on and known.reviewed_on.isoformat(),
        outcome=known.outcome or "",
        interviewed=known.interviewed,
        consent=known.consent or "",
        note=known.note,
        seen=" ".join(case.heads.get(f"{EntryKind.VISIT}:{point.id}", ())),
    )


def show(work: Work, case: CaseView, point: Point, form: VisitForm) -> ResponseReturnValue:
    """The page."""
    conflict = conflict_of(case, point)
    return render(
        "visit.html",
        form,
        inspection=case.inspection,
        case=case,
        point=point,
        conflict=conflict,
        compare=of_conflict(case, conflict) if conflict else "",
        back=way_out(case, point),
        island=island(case, point),
        warned=warnings_in(work, case).get(f"{EntryKind.VISIT}:{point.id}", ()),
    )


def island(case: CaseView, point: Point) -> Markup:
    """What the page's script works with: `stands` is what the ledger says, as a save would say it."""
    known = case.visits.get(point.id, Visit())
    stands = {"value": visit_value(known), "text": known.note}
    return in_script(
        {
            **saves_data(case),
            "point": point.id,
            "stands": stands,
            "back": way_out(case, point),
            "done": saved(point),
        }
    )


def go_on(after: CaseView, point: Point) -> ResponseReturnValue:
    """The page after a save: this one when somebody else had recorded it otherwise meanwhile."""
    if conflict_of(after, point):
        flash("Saved. Somebody had changed this since you opened the page: choose what should stand.")
        return redirect(of_visit(after, point.id))
    flash(saved(point))
    return redirect(way_out(after, point))


def saved(point: Point) -> str:
    """What the next page says when the record was saved."""
    return f"{point.title}: review date and visit saved."


def conflict_of(case: CaseView, point: Point) -> Conflict | None:
    """What people recorded of the visit differently, if they did."""
    about = (EntryKind.VISIT, point.id)
    return next((each for each in case.conflicts if (each.kind, each.subject) == about), None)


def way_out(case: CaseView, point: Point) -> str:
    """The address of the page that somebody came from."""
    return of_check(case, f"point-{point.id}") if to_check() else of_case(case)
