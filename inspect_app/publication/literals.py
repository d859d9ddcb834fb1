"""Numbers written into a text by hand: digits, words and fractions that no link keeps true.

Dates, years, times, numbers of headings and lists, and references such as “table 3” are no such numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.publication.links import LINK
from inspect_app.publication.phrases import ENGLISH, WELSH, phrases


@dataclass(frozen=True)
class LiteralNumber:
    """A number as it was typed, with its line from 1 and its characters from `start` up to `end`."""

    words: str
    line: int
    start: int
    end: int


_ONE_SIGN = "[¼-¾⅐-⅞]"
_DIGITS = rf"\d+(?:,\d{{3}})*(?:\.\d+)?{_ONE_SIGN}?"
_UNITS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
)
_TENS = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_SPELLED = rf"(?:{_TENS})(?:[ -](?:one|{_UNITS}))?|{_UNITS}|zero|hundreds?|thousands?|millions?|dozens?"
_PARTS = "half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_AFTER_ONE = "case|person|man|woman|prisoner|file|plan|officer|mentor|dozen|hundred|thousand|million"
_TIMES = (
    r"(?:twice|half|\w+\stimes)\sas\s\w+|twice\sthe|(?:doubl|trebl|tripl|quadrupl)(?:ed?|es|ing)"
    r"(?![ -](?:check|count|lock|cell|room|bed))"
)
_OURS = (
    "cases|people|persons|men|women|prisoners|files|plans|officers|mentors|releases|residents|answers|achosion"
    "|pobl|o\\s(?:achosion|bobl)"
)
_CY_UNITS = (
    "d?dau|d?dwy|th?ri|dri|th?air|dair|ph?edwar|bedwar|ph?edair|bedair|ph?ump?|bump?|chwech?e?|saith|wyth|naw"
    "|d?deg|ugain"
)
_CY_TIMES = "dd?wywaith|[td]h?eirgwaith|dd?yblu|dd?yblodd|dwbl|ddwbl"
_CY_PARTS = "hanner|traean|thraean|draean|chwarter|deuparth|ddeuparth"

_NUMBERS = {
    ENGLISH: (
        rf"(?<!\w)£?{_DIGITS}(?:\s?%|\sper\s?cent\b)?(?:\s(?:of|out\sof|in)\s(?:the\s)?{_DIGITS})?"
        rf"|\b(?:an?|one|{_SPELLED})[ -](?:{_PARTS})\b"
        rf"|{_ONE_SIGN}"
        rf"|\b(?:{_TIMES})\b"
        r"|\bhalf\b(?![ -](?:way|an?\b))"
        rf"|\b(?:one|{_SPELLED})\s(?:in|out\sof)\s(?:the\s)?(?:{_SPELLED}|{_DIGITS})\b"
        rf"|\b(?:{_SPELLED})(?:\s(?:hundred|thousand|million))?(?:\sper\s?cent)?\b"
        rf"|\bone\s(?:{_AFTER_ONE})\b"
    ),
    WELSH: (
        rf"(?<!\w)£?{_DIGITS}(?:\s?%|\s(?:y\s|per\s?)cant\b|\sper\s?cent\b)?(?:\s(?:allan\s)?o\s(?:bob\s)?{_DIGITS})?"
        rf"|\b(?:un|{_CY_UNITS})\so\sbob\s(?:{_CY_UNITS}|{_DIGITS})\b"
        rf"|\b(?:{_CY_UNITS})\sran\so\s(?:{_CY_UNITS})\b"
        rf"|\b(?:(?:{_CY_UNITS})\s)?(?:{_CY_PARTS})\b"
        rf"|\b(?:{_CY_TIMES})\b"
        rf"|{_ONE_SIGN}"
        rf"|\b(?:{_CY_UNITS})\b"
    ),
}
_MONTHS = "|".join(month for language in (ENGLISH, WELSH) for month in phrases(language).months)
_REFERENCES = (
    "tables?|figures?|charts?|chapters?|sections?|annex(?:es)?|appendi(?:x|ces)|paragraphs?|pages?|parts?|levels?"
    "|stages?|versions?|articles?|schedules?|notes?|recommendations?|questions?|standards?|tabl|siart|pennod"
    "|atodiad|adran|paragraff|tudalen|rhan|lefel|fersiwn|nodyn|argymhelliad|cwestiwn|safon"
)
_NO_NUMBERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        LINK.pattern,
        r"\]\([^()\n]{0,2000}\)",
        r"\b(?:https?://|mailto:)\S{1,2000}",
        r"^ {0,3}#{1,6}[ \t]{1,9}[\d.]{1,20}\s",
        r"^[ \t]{0,20}\d{1,9}[.)]\s",
        r"\b\d{4}-\d{2}-\d{2}\b",
        r"\b\d{1,2}/\d{1,2}/\d{4}\b",
        rf"\b(?:\d{{1,2}}\s?(?:to|and|i|a|–|-)\s?)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS})(?:\s\d{{4}})?\b",
        rf"\b(?:{_MONTHS})\s\d{{4}}\b",
        (
            r"(?<![£\d,.])\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b"
            rf"(?![,.]\d|\s?%|\s?per\s?cent|\sy\scant|\s(?:{_OURS})\b)"
        ),
        r"\b\d{1,2}(?::\d{2}|\.\d{2}\s?[ap]m|\s?[ap]m)\b",
        rf"\b(?:{_REFERENCES})\s\d+(?:\.\d+)*(?:(?:,|\sand|\sto|\sa|\si|\s?–)\s?\d+(?:\.\d+)*)*",
        r"\b\d+(?:st|nd|rd|th)\b",
    )
)
_FINDERS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _NUMBERS.items()}


def find_literals(text: str, language: str) -> Iterator[LiteralNumber]:
    """Every number of a text that no link stands for, in the order of the text."""
    finder = _FINDERS.get(language, _FINDERS[ENGLISH])
    for found in finder.finditer(without_links(text)):
        line = text.count("\n", 0, found.start()) + 1
        yield LiteralNumber(found[0], line, found.start(), found.end())


def without_links(text: str) -> str:
    """A text with blanks for whatever holds no number of its own; every character keeps its place."""
    for pattern in _NO_NUMBERS:
        text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
