"""The areas of an inspection: a tree that the long list gives, and what leads change in it."""

import re

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.change_areas import add_area, move_cases, remove_area, rename_area
from inspect_app.fieldwork.list_areas import AreaView, get_area, list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.place_cases import place_cases
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Menu, TextBox, TextInput
from inspect_app.web.words import count, render

NAME = "Enter a name"


class AddForm(FlaskForm):
    """A new area."""

    name = TextInput("Name", [InputRequired(NAME)])
    within = Menu("Part of", description="A delivery unit is part of a region, a team of a delivery unit.")


class RenameForm(FlaskForm):
    """An area's new name."""

    name = TextInput("Name", [InputRequired(NAME)])


class MoveForm(FlaskForm):
    """Cases to move."""

    references = TextBox(
        "References of cases to move here",
        [InputRequired("Enter the reference of a case, such as 001")],
        description="One on each line, or with commas or blanks between. They leave the area they are in.",
        rows=3,
    )


@page(leads, "/inspections/<ref>/areas", methods=("GET", "POST"), needs=Right.MANAGE_AREAS)
def areas(work: Work, ref: str) -> ResponseReturnValue:
    """The tree of areas; a form sent adds one."""
    form = AddForm()
    tree = list_areas(work.session, ref)
    form.within.choices = [("", "No other area"), *((str(line.id), line.full_name) for line in tree.lines)]
    if form.validate_on_submit():
        within = int(form.within.data) if form.within.data else None
        with attempt(work, form):
            add_area(*work, ref=ref, name=form.name.data or "", within=within)
            flash("The area is added.")
            return redirect(url_for("leads.areas", ref=ref))
    return render("areas.html", form, inspection=get_inspection(work.session, ref), tree=tree)


@page(leads, "/inspections/<ref>/areas/from-long-list", methods=("POST",), needs=Right.MANAGE_AREAS)
def areas_from_long_list(work: Work, ref: str) -> ResponseReturnValue:
    """Gives each case without an area the one that its row of the long list names."""
    placed = place_cases(*work, ref=ref)
    flash(f"{count(placed, 'case').capitalize()} now {'has' if placed == 1 else 'have'} an area.")
    return redirect(url_for("leads.areas", ref=ref))


@page(leads, "/inspections/<ref>/areas/<int:area>", methods=("GET", "POST"), needs=Right.MANAGE_AREAS)
def area(work: Work, ref: str, area: int) -> ResponseReturnValue:
    """One area; its forms rename it, move cases to it and remove it."""
    view = get_area(work.session, ref, area)
    rename = RenameForm(prefix="rename", name=view.line.name)
    move, remove = MoveForm(prefix="move"), FlaskForm(prefix="remove")
    sent = {"move-send": move, "remove-send": remove}
    chosen = next((form for name, form in sent.items() if name in request.form), rename)
    if chosen.validate_on_submit():
        with attempt(work, chosen):
            if chosen is remove:
                flash(save_removal(work, ref, view))
                return redirect(url_for("leads.areas", ref=ref))
            flash(save_move(work, ref, view, move) if chosen is move else save_name(work, ref, view, rename))
            return redirect(url_for("leads.area", ref=ref, area=area))
    inspection = get_inspection(work.session, ref)
    return render("area.html", chosen, inspection=inspection, area=view, rename=rename, move=move)


def save_name(work: Work, ref: str, view: AreaView, form: RenameForm) -> str:
    """Renames an area; answers what was done."""
    rename_area(*work, ref=ref, area=view.line.id, name=form.name.data or "")
    return "The area has its new name."


def save_move(work: Work, ref: str, view: AreaView, form: MoveForm) -> str:
    """Moves cases; answers what was done."""
    wanted = re.split(r"[\s,;]+", (form.references.data or "").strip())
    moved = move_cases(*work, ref=ref, area=view.line.id, references=wanted)
    return f"{count(moved, 'case').capitalize()} moved to {view.line.name}."


def save_removal(work: Work, ref: str, view: AreaView) -> str:
    """Removes an area; answers what was done."""
    remove_area(*work, ref=ref, area=view.line.id)
    return f"{view.line.name} is removed."
