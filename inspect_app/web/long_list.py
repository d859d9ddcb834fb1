"""Importing a long list, and mending or excluding the rows that are not right."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import Form
from wtforms.validators import InputRequired, ValidationError

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.import_cases import ImportResult, import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.log_look import LONG_LIST, LONG_LIST_ROW
from inspect_app.fieldwork.permissions import Right
from inspect_app.sampling.columns import COLUMNS, column_of
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Menu, TextInput, Upload
from inspect_app.web.words import count, render


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


class CorrectForm(FlaskForm):
    """A corrected value of one row and why it is right."""

    column = Menu(
        "Column to correct",
        [InputRequired("Choose a column")],
        choices={column.key: column.heading for column in COLUMNS},
    )
    value = TextInput("Correct value", description="Dates as day/month/year, such as 06/06/2016.")
    reason = TextInput(
        "Reason for the correction",
        [InputRequired("Say how you know the correct value")],
        description="Such as “Confirmed by the provider on 7 June”.",
    )


class ExcludeForm(FlaskForm):
    """Why a row is excluded."""

    reason = TextInput("Reason for excluding the row", [InputRequired("Say why the row is excluded")])


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
        with attempt(work, form):
            result = import_cases(
                *work, ref=ref, filename=upload.filename or "", data=upload.read(), as_at=to_date(form.as_at)
            )
            flash(told(result))
            return redirect(url_for("leads.long_list", ref=ref))
    summary = long_list_summary(work.session, ref)
    return render("long_list.html", form, inspection=inspection, summary=summary, columns=COLUMNS)


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


@page(
    leads,
    "/inspections/<ref>/long-list/rows/<int:row>",
    methods=("GET", "POST"),
    needs=Right.CHANGE_LONG_LIST,
    shows=LONG_LIST_ROW,
)
def long_list_row(work: Work, ref: str, row: int) -> ResponseReturnValue:
    """Mends one row of the long list, or leaves it out, with a reason."""
    inspection = get_inspection(work.session, ref)
    problems = [
        problem for problem in long_list_summary(work.session, ref).open_problems if problem.row == row
    ]
    first = column_of(problems[0].column) if problems else None
    correct = CorrectForm(prefix="correct", column=first.key if first else None)
    exclude = ExcludeForm(prefix="exclude")
    chosen: FlaskForm = exclude if "exclude-send" in request.form else correct
    if chosen.validate_on_submit():
        with attempt(work, chosen):
            if chosen is exclude:
                exclude_row(*work, ref=ref, row=row, reason=exclude.reason.data or "")
                flash(f"Row {row} is excluded.")
            else:
                correct_row(
                    *work,
                    ref=ref,
                    row=row,
                    column=correct.column.data,
                    value=correct.value.data or "",
                    reason=correct.reason.data or "",
                )
                flash(f"Row {row} is corrected.")
            return redirect(url_for("leads.long_list", ref=ref))
    return render(
        "long_list_row.html",
        chosen,
        inspection=inspection,
        row=row,
        problems=problems,
        correct=correct,
        exclude=exclude,
    )
