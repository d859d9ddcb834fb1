"""Dates that are typed in three parts."""

from datetime import date

from wtforms import Form
from wtforms.validators import ValidationError

from inspect_app.questionnaire.dates import NO_DAY, as_day, iso_day
from inspect_app.web.govuk import DateInput


def check_real_date(_form: Form, field: DateInput) -> None:
    """A validator: the three parts make a date, or all are empty."""
    if field.data and as_day(iso_day("/".join(field.parts()))) is None:
        raise ValidationError(NO_DAY)


def to_date(field: DateInput) -> date:
    """The date typed. Raises ValueError when there is no such date."""
    day = as_day(iso_day("/".join(field.parts())))
    if day is None:
        raise ValueError(NO_DAY)
    return day
