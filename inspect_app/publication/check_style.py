"""What can be wrong with the sentences of a text: one check, one function."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.literals import find_literals, without_links
from inspect_app.publication.phrases import ENGLISH, WELSH
from inspect_app.publication.typeface import not_had, turning
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity, WrittenText

_NAMED = 5
_PER_CENT: Mapping[str, re.Pattern[str]] = {
    ENGLISH: re.compile(r"%|\bpercent\b", re.IGNORECASE),
    WELSH: re.compile(r"%|\bper ?cent\b", re.IGNORECASE),
}
_PERSON = (
    "officer|manager|governor|director|mentor|worker|supervisor|chief executive|staff member|member of staff"
    "|probationer|prisoner|man|woman|person|victim|partner|mother|father|resident"
)
_SAID = "said|told|explained|complained|admitted|claimed|commented|mentioned|stated|felt that|described"
_WHO_SAID: Mapping[str, re.Pattern[str]] = {
    ENGLISH: re.compile(
        rf"\b(?:the|an?|one|another|her|his|their|this|that)\s(?:[\w’'-]+\s){{0,3}}(?:{_PERSON})\s"
        rf"(?:(?!(?:was|were|is|are|be|been|being)\b)[\w’'-]+\s){{0,3}}(?:{_SAID})\b"
        rf"|\b(?:according to|in the words of)\s(?:the|an?|one|her|his)\s(?:[\w’'-]+\s){{0,3}}(?:{_PERSON})\b"
        rf"|[”\"’],?\s(?:s?he|they)\s(?:{_SAID})\b"
        rf"|\b(?:s?he)\s(?:said|told us|explained|complained|admitted|claimed)\b",
        re.IGNORECASE,
    ),
    WELSH: re.compile(
        r"\b(?:dywedodd|meddai|esboniodd|cwynodd|cyfaddefodd|honnodd)\s(?:y|yr|un|ei|hi|ef|wrthym)\b"
        r"|\byn ôl\s(?:y|yr|un|ei)\s(?:swyddog|rheolwr|mentor|carcharor|dyn|fenyw|person|llywodraethwr)\b",
        re.IGNORECASE,
    ),
}


def unlinked_numbers(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Numbers typed by hand, which nothing keeps true."""
    signs = _signs(snapshot.language)
    for literal in find_literals(text.body, snapshot.language):
        also = f", and in sentences we write “{_per_cent(snapshot)}”" if signs.search(literal.words) else ""
        yield text.problem(
            CheckId.UNLINKED,
            Severity.WARNS,
            literal.line,
            what=" ".join(literal.words.split()),
            why=f"Nothing keeps a number true that is typed by hand{also}.",
            do='Link it to its figure. If it isn’t one of ours, write {{stated "…"}} around it.',
        )


def per_cent_signs(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """“%” and the like in sentences, which have it in words; those of a number are told with the number."""
    words = _per_cent(snapshot)
    numbers = find_literals(text.body, snapshot.language)
    told = {place for each in numbers for place in range(each.start, each.end)}
    for found in _signs(snapshot.language).finditer(without_links(text.body)):
        if found.start() not in told:
            yield text.problem(
                CheckId.PER_CENT,
                Severity.WARNS,
                _line(text.body, found.start()),
                what=found[0],
                why=f"In sentences we write “{words}”.",
                do=f"Write “{words}”, or link the figure: it is then written like that.",
            )


def _signs(language: str) -> re.Pattern[str]:
    return _PER_CENT.get(language, _PER_CENT[ENGLISH])


def _per_cent(snapshot: Snapshot) -> str:
    return "y cant" if snapshot.language == WELSH else "per cent"


def characters(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Characters that can’t be printed, and those that turn what follows round unseen."""
    lines = enumerate(text.body.split("\n"), start=1)
    for line, typed in ((None, text.title), *lines):
        words = unescape(typed)  # “&check;” is printed as the character
        if lacking := not_had(words):
            yield text.problem(
                CheckId.CHARACTERS,
                Severity.BLOCKS,
                line,
                what=_named(lacking, "“{0}” ({1})"),
                why="The report’s typeface doesn’t have this, so there would be no PDF.",
                do="Write it in Latin, Greek or Cyrillic letters (accents included), or say it in words.",
            )
        if unseen := turning(words):
            yield text.problem(
                CheckId.CHARACTERS,
                Severity.BLOCKS,
                line,
                what=_named(unseen, "{1}"),
                why="A character that isn’t seen turns the direction of the text here.",
                do="Delete the line and type it anew, without pasting it.",
            )


def _named(found: tuple[str, ...], pattern: str) -> str:
    return ", ".join(pattern.format(one, f"U+{ord(one):04X}") for one in found[:_NAMED])


def who_said_what(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Sentences that tell what one person said: readers nearby know who that is."""
    pattern = _WHO_SAID.get(snapshot.language, _WHO_SAID[ENGLISH])
    for found in pattern.finditer(text.body):
        yield text.problem(
            CheckId.WHO_SAID,
            Severity.WARNS,
            _line(text.body, found.start()),
            what=" ".join(found[0].split()),
            why="This tells what one person said, and people there may know who it was.",
            do="Say what we found, or what several people told us (“staff told us”).",
        )


def _line(body: str, at: int) -> int:
    return body.count("\n", 0, at) + 1
