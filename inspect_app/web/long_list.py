"""Importing a long list, and what is on it."""

from functools import partial

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import Form
from wtforms.validators import ValidationError

from inspect_app.fieldwork.export_list import ExportedList, export_list
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.import_cases import ImportResult, import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.log_look import LONG_LIST
from inspect_app.fieldwork.map_headings import list_headings
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.read_long_list import HeadingsNotKnown
from inspect_app.reports.long_list_file import make_long_list
from inspect_app.sampling.columns import COLUMNS
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Afterwards, Work, attempt, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Upload
from inspect_app.web.long_list_headings import show_headings
from inspect_app.web.words import count, render

MOST_SHOWN = 200
"""So many problems, and rows of each reason, stand on the page; a list may have a hundred thousand."""


def check_date(form: Form, field: DateInput) -> None:
    """A validator: the three parts make a date."""
    if not field.data:
        raise ValidationError("Enter the date the list was made")
    check_real_date(form, field)


class ImportForm(FlaskForm):
    """A long list and the day it describes."""

    file = Upload("Long list", [FileRequired("Choose the long list")], description="An XLSX or CSV file.")
    as_at = DateInput(
        "Date the list was made",
        [check_date],
        description="Rows that start after this day are excluded. For example, 6 6 2016.",
    )


@page(
    leads,
    "/inspections/<ref>/long-list",
    methods=("GET", "POST"),
    needs=Right.SEE_LONG_LIST,
    to_send=Right.CHANGE_LONG_LIST,
    shows=LONG_LIST,
)
def long_list(work: Work, ref: str) -> ResponseReturnValue:
    """Takes a long list and sums up what is on it."""
    inspection = get_inspection(work.session, ref)
    form = ImportForm()
    if form.validate_on_submit():
        upload = form.file.data
        data = upload.read()
        with attempt(work, form):
            try:
                result = import_cases(
                    *work, ref=ref, filename=upload.filename or "", data=data, as_at=to_date(form.as_at)
                )
            except HeadingsNotKnown as error:
                return show_headings(work, ref, list_headings(work.session, ref, data), str(error))
            flash(told(result))
            return redirect(url_for("leads.long_list", ref=ref))
    summary = long_list_summary(work.session, ref)
    return render(
        "long_list.html", form, inspection=inspection, summary=summary, columns=COLUMNS, most=MOST_SHOWN
    )


@page(leads, "/inspections/<ref>/long-list/export", ("GET", "POST"), needs=Right.SEE_LONG_LIST, weighty=True)
def export_long_list(work: Work, ref: str) -> ResponseReturnValue | Afterwards:
    """Says what the file is for, and sends the list as corrected."""
    inspection = get_inspection(work.session, ref)
    form = FlaskForm()
    if form.validate_on_submit():
        with attempt(work, form):
            return Afterwards(partial(send, export_list(*work, ref=ref)))
    return render("long_list_export.html", form, inspection=inspection)


def send(exported: ExportedList) -> ResponseReturnValue:
    """The file."""
    name = f"{exported.ref}-long-list.xlsx"
    return attached(make_long_list(exported, MARKING), name)


def told(result: ImportResult) -> str:
    """What an import did, in a sentence."""
    if result.unchanged:
        return "This file had been imported before: nothing has changed."
    problems = f", {count(len(result.problems), 'problem')} to look at" if result.problems else ""
    kept = f" Changes made to {count(result.carried, 'row')} before are kept." if result.carried else ""
    rows = ", ".join(map(str, result.not_carried))
    lapsed = f" Changes made before to these rows of the earlier list no longer hold: {rows}." if rows else ""
    imported = f"{count(result.rows, 'row').capitalize()} imported: {result.eligible:,} eligible"
    return f"{imported}{problems}.{kept}{lapsed}"
