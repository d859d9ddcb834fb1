"""A date as people read it."""

from collections.abc import Mapping
from datetime import date

MONTHS: Mapping[str, str] = {
    "en": "January February March April May June July August September October November December",
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
}


def in_words(day: date, language: str = "en") -> str:
    """A date such as "17 June 2016", in English when the language's months are not known."""
    month = MONTHS.get(language, MONTHS["en"]).split()[day.month - 1]
    return f"{day.day} {month} {day.year}"
