"""The interview timetable, as a file to be kept."""

from functools import partial

from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.validators import ValidationError

from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.plan_interviews import SLOTS, Timetable, plan_interviews
from inspect_app.reports.timetable import make_timetable
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Afterwards, Work, attempt, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput
from inspect_app.web.words import render


def check_first(form: Form, field: DateInput) -> None:
    """A validator: a real date is given."""
    if not field.data:
        raise ValidationError("Enter the first day of interviews")
    check_real_date(form, field)


class TimetableForm(FlaskForm):
    """When interviews begin."""

    first = DateInput("First day of interviews", [check_first], description="For example, 6 6 2016")


@page(
    leads,
    "/inspections/<ref>/timetable",
    ("GET", "POST"),
    needs=Right.ALLOCATE,
    to_send=Right.SEE_LONG_LIST,
    weighty=True,
)
def timetable(work: Work, ref: str) -> ResponseReturnValue | Afterwards:
    """Asks for the first day, and sends the timetable from there on."""
    inspection = get_inspection(work.session, ref)
    form = TimetableForm()
    if form.validate_on_submit():
        with attempt(work, form):
            planned = plan_interviews(*work, ref=ref, first=to_date(form.first))
            return Afterwards(partial(send, planned))
    slots = [slot.isoformat("minutes") for slot in SLOTS]
    return render("timetable.html", form, inspection=inspection, slots=slots)


def send(planned: Timetable) -> ResponseReturnValue:
    """The file."""
    return attached(make_timetable(planned, MARKING), f"{planned.ref}-timetable.xlsx")
