"""Dates: which are accepted, and as people read them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

MONTHS: Mapping[str, str] = {
    "en": "January February March April May June July August September October November December",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}


def in_words(day: date, language: str = "en") -> str:
    """A date such as "17 June 2016", in English when the language's months are not known."""
    month = MONTHS.get(language, MONTHS["en"]).split()[day.month - 1]
    return f"{day.day} {month} {day.year}"


NO_DAY = "Enter a real date, such as 6 6 2016"
"""What is said of a date typed in three parts that is none."""
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTS = re.compile(r"([0-9]{1,2})/([0-9]{1,2}|[A-Za-z]{3,9})/([0-9]{4})")
_NAMES = MONTHS["en"].casefold().split()
AHEAD = timedelta(hours=14)
"""How far ahead of UTC a calendar on a wall can be."""
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def as_day(value: object) -> date | None:
    """The day that an ISO date ("2016-06-17") from 1900 to 2199 names; None for anything else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None


def iso_day(typed: str) -> str | None:
    """A date typed as day/month/year, as ISO writes it; None for other forms, and not all of them are days.

    The month is a number, or its English name or the first three letters of it or more. The same as `isoDay`
    of the page's script.
    """
    match = _PARTS.fullmatch(typed)
    if match is None:
        return None
    day, month, year = match.groups()
    named = month.casefold()
    number = next((str(at) for at, name in enumerate(_NAMES, 1) if name.startswith(named)), named)
    return f"{year}-{number:0>2}-{day:0>2}" if number.isdigit() else None


def is_to_come(day: date, now: datetime) -> bool:
    """Whether a day given in local time, wherever that is, is after today; `now` is in UTC."""
    return day > (now + AHEAD).date()


def is_day(value: object) -> bool:
    """Whether something is such a date."""
    return as_day(value) is not None


def is_minute(value: object) -> bool:
    """Whether something is a day and a time of day to the minute ("2016-06-17T14:30")."""
    if not isinstance(value, str) or not _MINUTE.fullmatch(value) or not is_day(value[:10]):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
