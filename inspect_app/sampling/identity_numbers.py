"""Finds case reference numbers, PNC numbers and dates of birth in a text."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from inspect_app.sampling.likeness import Kind, Likeness

_CRN = re.compile(r"(?:(?<=CRN-)|(?<![\w-]))(?:[A-Z][ -]?|[a-z])[0-9]{6}(?![\w-])")
_PNC_LETTER = "[A-HJ-NP-RT-Za-hj-np-rt-z]"
_PNC = re.compile(
    rf"(?<![\w/-])(?:(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}) ?[/\\-] ?[0-9]{{4,7}} ?{_PNC_LETTER}"
    rf"|(?:19|20)[0-9]{{9}} ?{_PNC_LETTER})(?![\w/])"
)

_MONTH_NAMES = {
    1: "january jan ionawr",
    2: "february feb chwefror",
    3: "march mar mawrth",
    4: "april apr ebrill",
    5: "may mai",
    6: "june jun mehefin",
    7: "july jul gorffennaf",
    8: "august aug awst",
    9: "september sept sep medi",
    10: "october oct hydref",
    11: "november nov tachwedd",
    12: "december dec rhagfyr",
}
_MONTHS: Mapping[str, int] = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}
_MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DAY = "(?P<day>[0-9]{1,2})"
_YEAR = "(?P<year>[0-9]{4}|['’]?[0-9]{2})"
_NUMBER_MONTH = "(?P<month>[0-9]{1,2})"
_BEFORE, _AFTER = r"(?<![\w/.-])", r"(?![\w/-])"
_ORDINAL = "(?:st|nd|rd|th|af|ail|ydd|fed)?"
_DATES = tuple(
    re.compile(_BEFORE + form + _AFTER, re.IGNORECASE)
    for form in (
        rf"{_DAY} ?(?P<sign>[/.-]) ?{_NUMBER_MONTH} ?(?P=sign) ?{_YEAR}",
        rf"(?P<year>[0-9]{{4}})(?P<sign>[/.-]){_NUMBER_MONTH}(?P=sign){_DAY}",
        rf"{_DAY}{_ORDINAL}(?:\s+of)?[\s./-]*{_MONTH}\.?[\s,./-]*{_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY}{_ORDINAL},?\s+{_YEAR}",
        r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>(?:19|20)[0-9]{2})",
    )
)
_SAID_TO_BE = re.compile(
    r"(?:\bd\.? ?o\.? ?b\b\.?|\bdates? of birth\b|\bbirth ?da(?:te|y)\b|\bborn\b|\bganwyd\b)[^.;\n]{0,24}$",
    re.IGNORECASE,
)
_REACH = 48


def find_numbers(text: str, births: Collection[date]) -> Iterator[Likeness]:
    """What looks like a CRN or a PNC, and dates that are among the births or are said to be one."""
    for kind, pattern in ((Kind.CRN, _CRN), (Kind.PNC, _PNC)):
        for found in pattern.finditer(text):
            yield Likeness(kind, found[0], *found.span())
    for pattern in _DATES:
        for found in pattern.finditer(text):
            days = _days(found.groupdict())
            start = found.start()
            if any(day in births for day in days) or (
                days and _SAID_TO_BE.search(text[max(0, start - _REACH) : start])
            ):
                yield Likeness(Kind.BIRTH, found[0], *found.span())


def _days(parts: Mapping[str, str]) -> list[date]:
    """The days that a date may mean: two figures of a year may be of this century or of the last."""
    month = _MONTHS.get(parts["month"].lower()) or int(parts["month"])
    year = int(parts["year"].lstrip("'’"))
    years = (year,) if len(parts["year"]) == len("1990") else (1900 + year, 2000 + year)
    days = []
    for each in years:
        try:
            days.append(date(each, month, int(parts["day"])))
        except ValueError:
            continue
    return days
