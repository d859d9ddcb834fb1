"""How figures are written within a sentence, in each language that reports have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspect_app.findings.figures import Cell

ENGLISH = "en"
WELSH = "cy"


@dataclass(frozen=True)
class Phrases:
    """The patterns of one language; `{...}` is filled in."""

    per_cent: str
    less_than_one: str
    n_of_n: str
    figure: str
    not_rated: str
    months: tuple[str, ...]


_EN = Phrases(
    per_cent="{number} per cent",
    less_than_one="less than 1",
    n_of_n="{numerator} of {denominator}",
    figure="{per_cent} ({n_of_n})",
    not_rated="Not rated",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)
_CY = Phrases(
    per_cent="{number} y cant",
    less_than_one="llai nag 1",
    n_of_n="{numerator} o {denominator}",
    figure="{per_cent} ({n_of_n})",
    not_rated="Heb ei raddio",
    months=(
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
)
_BY_LANGUAGE: Mapping[str, Phrases] = {ENGLISH: _EN, WELSH: _CY}
_NUMBER = re.compile(r"(-?\d+)(\.\d+)?")


def phrases(language: str) -> Phrases:
    """The phrases of a language; English ones where there are none of its own."""
    return _BY_LANGUAGE.get(language, _EN)


def share_number(cell: Cell, language: str) -> str:
    """A share as a table has it: "39", or "less than 1" where there are cases that would round to none."""
    none = cell.per_cent == 0 and cell.numerator
    return phrases(language).less_than_one if none else str(cell.per_cent)


def share_in_words(cell: Cell, language: str) -> str:
    """A share as a sentence has it: "39 per cent" or "less than 1 per cent"."""
    return phrases(language).per_cent.format(number=share_number(cell, language))


def count_in_words(count: int) -> str:
    """A count with its thousands apart: 4,190."""
    return f"{count:,}"


def value_in_words(value: str, language: str) -> str:
    """A statistic as a sentence has it: a number with its thousands apart, a date spelt out."""
    if found := _NUMBER.fullmatch(value):
        return f"{int(found[1]):,}{found[2] or ''}" if found[1] != "-0" else value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {phrases(language).months[day.month - 1]} {day.year}"
