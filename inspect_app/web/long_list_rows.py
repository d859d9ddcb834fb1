"""Mending, excluding and restoring the rows of a long list that are not right."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.correct_row import RowStanding, correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import show_row
from inspect_app.fieldwork.log_look import LONG_LIST_ROW
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.restore_row import restore_row
from inspect_app.sampling.columns import COLUMNS, column_of
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Menu, TextInput
from inspect_app.web.words import render


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


class RestoreForm(FlaskForm):
    """Why a row is taken back."""

    reason = TextInput(
        "Reason for restoring the row",
        [InputRequired("Say why the row can be sampled after all")],
        description="Such as “The provider confirmed that it is another person”.",
    )


@page(
    leads,
    "/inspections/<ref>/long-list/rows/<int:row>",
    methods=("GET", "POST"),
    needs=Right.CHANGE_LONG_LIST,
    shows=LONG_LIST_ROW,
)
def long_list_row(work: Work, ref: str, row: int) -> ResponseReturnValue:
    """Mends one row of the long list, leaves it out, or takes it back, with a reason."""
    inspection = get_inspection(work.session, ref)
    view = show_row(work.session, ref, row)
    first = column_of(view.problems[0].column) if view.problems else None
    correct = CorrectForm(prefix="correct", column=first.key if first else None)
    forms: dict[str, FlaskForm] = {
        "exclude": ExcludeForm(prefix="exclude"),
        "restore": RestoreForm(prefix="restore"),
    }
    chosen = next((form for name, form in forms.items() if f"{name}-send" in request.form), correct)
    if chosen.validate_on_submit():
        with attempt(work, chosen):
            flash(_change(work, ref, row, chosen))
            return redirect(url_for("leads.long_list", ref=ref))
    return render(
        "long_list_row.html",
        chosen,
        inspection=inspection,
        row=view,
        correct=correct,
        drawn=latest_draw(work.session, ref) is not None,
        **forms,
    )


def _change(work: Work, ref: str, row: int, form: FlaskForm) -> str:
    """Does what a form asks and says so."""
    reason = form["reason"].data or ""
    if isinstance(form, ExcludeForm):
        exclude_row(*work, ref=ref, row=row, reason=reason)
        return f"Row {row} is excluded."
    if isinstance(form, RestoreForm):
        return told_restored(restore_row(*work, ref=ref, row=row, reason=reason))
    value = form["value"].data or ""
    correct_row(*work, ref=ref, row=row, column=form["column"].data, value=value, reason=reason)
    return f"Row {row} is corrected."


def told_restored(standing: RowStanding) -> str:
    """What restoring a row led to, in a sentence or two."""
    if standing.state == "excluded":
        return (
            f"Row {standing.row} is no longer excluded by hand, but a rule excludes it: "
            f"{standing.exclusion_reason}. Restore it once more to go over the rule."
        )
    if standing.state == "problem":
        return f"Row {standing.row} is restored. It has problems to look at before it can be drawn."
    return f"Row {standing.row} is restored and can be drawn."
