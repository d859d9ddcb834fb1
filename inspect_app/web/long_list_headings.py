"""Saying which heading of a file stands for which column of the long list; the file itself is not kept."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import Form

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.map_headings import (
    MOST_HEADINGS,
    check_complete,
    list_headings,
    map_headings,
    mapped_headings,
)
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.read_long_list import Heading
from inspect_app.sampling.columns import COLUMNS
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Menu, Upload
from inspect_app.web.words import render

NOT_USED = "Not used"
CHOICES = {"": NOT_USED, **{column.key: column.heading for column in COLUMNS}}


class HeadingsFileForm(FlaskForm):
    """A file whose headings are to be matched."""

    file = Upload(
        "Long list",
        [FileRequired("Choose the long list")],
        description="An XLSX or CSV file. Its headings are read; its rows are not kept.",
    )


@page(
    leads,
    "/inspections/<ref>/long-list/headings",
    methods=("GET", "POST"),
    needs=Right.CHANGE_LONG_LIST,
)
def long_list_headings(work: Work, ref: str) -> ResponseReturnValue:
    """Takes a file's headings, then what each of them stands for."""
    if texts := request.form.getlist("heading")[:MOST_HEADINGS]:
        return _match(work, ref, texts)
    form = HeadingsFileForm()
    if form.validate_on_submit():
        with attempt(work, form):
            return show_headings(work, ref, list_headings(work.session, ref, form.file.data.read()))
    return _page(work, ref, form)


def show_headings(
    work: Work, ref: str, found: Sequence[Heading], problem: str | None = None
) -> ResponseReturnValue:
    """The page on which the headings of a file are matched, with what was wrong with the file."""
    texts = [each.text for each in found][:MOST_HEADINGS]
    form = _form(texts, {"formdata": None})
    for number, _ in enumerate(texts):
        form[f"column-{number}"].data = found[number].column or ""
    form.form_errors = [problem] if problem else []
    return _page(work, ref, form, texts)


def _match(work: Work, ref: str, texts: Sequence[str]) -> ResponseReturnValue:
    form = _form(texts, {})
    if form.validate_on_submit():
        chosen = {text: form[f"column-{number}"].data or "" for number, text in enumerate(texts)}
        with attempt(work, form):
            check_complete(chosen)
            map_headings(*work, ref=ref, columns=chosen)
            flash("The headings are remembered. Choose the file again to import it.")
            return redirect(url_for("leads.long_list", ref=ref))
    return _page(work, ref, form, texts)


def _page(work: Work, ref: str, form: Form, texts: Sequence[str] = ()) -> ResponseReturnValue:
    kept = mapped_headings(work.session, ref)
    return render(
        "long_list_headings.html",
        form,
        inspection=get_inspection(work.session, ref),
        texts=texts,
        needed=[column.heading for column in COLUMNS if column.needed],
        kept=[(each.heading, CHOICES[each.column or ""]) for each in kept],
    )


def _form(texts: Sequence[str], options: dict[str, Any]) -> FlaskForm:
    """A form with a menu of the columns for each heading."""
    menus = {f"column-{number}": Menu(text, choices=CHOICES) for number, text in enumerate(texts)}
    form: FlaskForm = type("HeadingsForm", (FlaskForm,), menus)(**options)
    return form
