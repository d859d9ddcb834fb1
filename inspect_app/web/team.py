"""The team: who reads cases on how many days, of whom they must not read, and sharing the cases out."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from inspect_app.fieldwork.allocate_cases import Allocated, allocate_cases
from inspect_app.fieldwork.declare_conflict import About, declare_conflict, end_conflict
from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_team import find_line, list_team
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.set_days import LONGEST_NAME, MOST_DAYS, set_days
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Checkboxes, Menu, NumberInput, Radios, TextInput
from inspect_app.web.words import count, render


class ShareForm(FlaskForm):
    """Which cases are to be shared out."""

    anew = Checkboxes("Cases that somebody has already")


class DaysForm(FlaskForm):
    """How many days somebody reads cases, and what the long list calls them."""

    days = NumberInput(
        "Working days",
        [
            InputRequired("Enter the number of days, or 0 for none"),
            NumberRange(0, MOST_DAYS, f"Enter 0 to {MOST_DAYS}"),
        ],
        description="How many days they read cases. Whoever has 0 is given none.",
    )
    officer_name = TextInput(
        "Their own name as a responsible officer (optional)",
        [Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters")],
        description="For somebody of the inspected body: as the long list has it. They are then never given "
        "their own cases. It is destroyed with the list.",
    )


def check_about(form: Form, field: Radios) -> None:
    """A validator: one of the three is chosen, and what it is about is given."""
    if field.data not in ABOUT:
        raise ValidationError("Choose what the conflict is about")
    if field.data == "area" and not form["area"].data:
        raise ValidationError("Choose the area")
    if field.data != "area" and not (form["case"].data or "").strip():
        raise ValidationError("Enter the reference of the case")


ABOUT = {
    "area": "All cases of an area",
    "case": "One case",
    "officer_of": "All cases of the responsible officer of a case",
}


class ConflictForm(FlaskForm):
    """What somebody must not read, and why."""

    about = Radios("What is it about?", choices=ABOUT, validators=[check_about])
    area = Menu("The area", default="", description="With all areas within it.")
    case = TextInput("The reference of the case", description="Such as 014")
    reason = TextInput(
        "Reason",
        [InputRequired("Enter the reason")],
        description="A few words that lead inspectors may see, such as “Worked in the team until May”.",
    )

    def chosen(self) -> About:
        """What was chosen."""
        if self.about.data == "area":
            return About(area=int(self.area.data))
        case = self.case.data or ""
        return About(case=case) if self.about.data == "case" else About(officer_of=case)


@page(leads, "/inspections/<ref>/team", ("GET", "POST"), needs=Right.ALLOCATE, weighty=True)
def team(work: Work, ref: str) -> ResponseReturnValue:
    """Who reads cases and how many each has; shares the cases out."""
    inspection = get_inspection(work.session, ref)
    found = list_team(work.session, work.clock, ref)
    form = ShareForm()
    form.anew.choices = [
        ("yes", "Share out again those that nobody has begun and that were not given by hand")
    ]
    if form.validate_on_submit():
        with attempt(work, form):
            done = allocate_cases(*work, ref=ref, anew=bool(form.anew.data))
            flash(said_of(done))
            return redirect(url_for("leads.team", ref=ref))
    return render("team.html", form, inspection=inspection, team=found)


def said_of(done: Allocated) -> str:
    """What came of sharing out, in a sentence or two."""
    said = [f"{count(done.given, 'case').capitalize()} shared out."]
    if done.nobody:
        said.append(f"Nobody with working days may read {', '.join(done.nobody)}: give these by hand.")
    if done.off:
        off = count(done.off, "case")
        said.append(f"Cases go by working days as far as they can: somebody is {off} away from their share.")
    return " ".join(said)


@page(leads, "/inspections/<ref>/team/<int:membership>", ("GET", "POST"), needs=Right.ALLOCATE)
def team_member(work: Work, ref: str, membership: int) -> ResponseReturnValue:
    """Somebody's working days and conflicts of interest."""
    inspection, line = get_inspection(work.session, ref), find_line(work.session, work.clock, ref, membership)
    member = line.member
    form = DaysForm(data={"days": member.working_days, "officer_name": member.officer_name or ""})
    if form.validate_on_submit():
        with attempt(work, form):
            name = form.officer_name.data or ""
            taken = set_days(
                *work, ref=ref, membership=membership, days=form.days.data or 0, officer_name=name
            )
            flash(" ".join([f"The days of {member.name} are noted.", *taken_back(member.name, taken)]))
            return redirect(url_for("leads.team", ref=ref))
    return render("team_member.html", form, inspection=inspection, line=line)


@page(leads, "/inspections/<ref>/team/<int:membership>/conflict", ("GET", "POST"), needs=Right.ALLOCATE)
def declare(work: Work, ref: str, membership: int) -> ResponseReturnValue:
    """Asks what somebody must not read, and why."""
    inspection, line = get_inspection(work.session, ref), find_line(work.session, work.clock, ref, membership)
    form = ConflictForm()
    areas = list_areas(work.session, ref).lines
    form.area.choices = {"": "Choose an area", **{str(each.id): each.full_name for each in areas}}
    if form.validate_on_submit():
        with attempt(work, form):
            taken = declare_conflict(
                *work,
                ref=ref,
                account=line.member.account,
                about=form.chosen(),
                reason=form.reason.data or "",
            )
            name = line.member.name
            flash(" ".join(["The conflict of interest is declared.", *taken_back(name, taken)]))
            return redirect(url_for("leads.team_member", ref=ref, membership=membership))
    return render("declare_conflict.html", form, inspection=inspection, line=line)


def taken_back(name: str, references: list[str]) -> list[str]:
    """What somebody has no more, and what to do about it."""
    if not references:
        return []
    return [f"{name} no longer has {', '.join(references)}: share the cases out, or give these by hand."]


@page(
    leads,
    "/inspections/<ref>/team/<int:membership>/conflict/<int:conflict>/end",
    ("POST",),
    needs=Right.ALLOCATE,
)
def end_declared(work: Work, ref: str, membership: int, conflict: int) -> ResponseReturnValue:
    """Ends a conflict of interest."""
    end_conflict(*work, ref=ref, conflict=conflict)
    flash("The conflict of interest is ended.")
    return redirect(url_for("leads.team_member", ref=ref, membership=membership))
