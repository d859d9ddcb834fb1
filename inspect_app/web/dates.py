"""Dates that are typed in three parts."""

from datetime import date

from wtforms import Form
from wtforms.validators import ValidationError

from inspect_app.questionnaire.dates import NO_DAY
from inspect_app.web.govuk import DateInput

YEARS = range(1900, 2200)
"""A year outside them is a slip, such as 16 for 2016."""


def check_real_date(_form: Form, field: DateInput) -> None:
    """A validator: the three parts make a date, or all are empty."""
    if not field.data:
        return
    try:
        year = to_date(field).year
    except ValueError:
        year = 0
    if year not in YEARS:
        raise ValidationError(NO_DAY)


def to_date(field: DateInput) -> date:
    """The date typed. Raises ValueError when there is no such date."""
    day, month, year = (int(part) for part in field.parts())
    return date(year, month, day)
