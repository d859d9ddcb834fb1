"""Tells whether a family name that stands alone is meant as a name, by what stands around it."""

import re
from typing import NamedTuple

from inspect_app.sampling.identity_tokens import Token
from inspect_app.sampling.identity_words import (
    AUXILIARIES,
    BEFORE_A_PLACE,
    DETERMINERS,
    FIRST_NAMES,
    LINKS,
    MONTHS_AS_NAMES,
    OF_A_PLACE,
    OPENERS,
    ORDINARY,
    PART_OF_A_PLACE,
    PLACES,
    SPEAKS,
)

_HYPHENS = ("-", "‐", "‑", "–")
_BEGINNING = re.compile(r"(?:^|[.!?:;•\n“”\"(]|[-–*]\s)\s*$")
_SHORTEST_IN_SMALL_LETTERS = 4
_LOOKED_BACK = 4


class Reading(NamedTuple):
    """A family name in a text, from token `begin` to before `end`; `ordinary` if it is a word too."""

    text: str
    tokens: list[Token]
    begin: int
    end: int
    ordinary: bool

    @property
    def token(self) -> Token:
        """Its first word."""
        return self.tokens[self.begin]

    @property
    def before(self) -> Token | None:
        """The word before it, unless a sign stands between."""
        if self.begin == 0:
            return None
        token = self.tokens[self.begin - 1]
        return token if not self.text[token.end : self.token.start].strip() else None

    @property
    def after(self) -> Token | None:
        """The word after it, unless a sign stands between."""
        if self.end == len(self.tokens):
            return None
        token = self.tokens[self.end]
        return token if not self.text[self.tokens[self.end - 1].end : token.start].strip() else None

    @property
    def opens(self) -> bool:
        """Whether it begins a sentence."""
        return opens_sentence(self.text, self.token)


def opens_sentence(text: str, token: Token) -> bool:
    """Whether a word stands where its capital says nothing."""
    return _BEGINNING.search(text, max(0, token.start - _LOOKED_BACK), token.start) is not None


def reads_as_name(reading: Reading) -> bool:
    """Whether the name alone is likely to mean a person."""
    if _hyphenated(reading) or _part_of_a_place(reading):
        return False
    if not reading.ordinary:
        return _plain(reading)
    if reading.token.folded in MONTHS_AS_NAMES or _shouted(reading):
        return False
    if reading.opens:
        return _speaks(reading)
    return not (_of_a_place(reading) or _quality(reading) or _compound(reading) or _listed(reading))


def stands_alone(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a first name that stands without a family name is likely to mean a person."""
    reading = Reading(text, tokens, place, place + 1, ordinary=False)
    return reading.token.capital and not _shouted(reading) and not _part_of_a_place(reading)


def _plain(reading: Reading) -> bool:
    if reading.token.capital:
        return True
    letters = reading.tokens[reading.end - 1].end - reading.token.start
    return letters >= _SHORTEST_IN_SMALL_LETTERS


def _hyphenated(reading: Reading) -> bool:
    """Whether it is only a part of a longer name."""
    text, start, end = reading.text, reading.token.start, reading.tokens[reading.end - 1].end
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalpha()
    return before or (text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isalpha())


def _part_of_a_place(reading: Reading) -> bool:
    """Whether a street, a building or an office is called so: "Stone House"."""
    after = reading.after
    return after is not None and after.capital and after.folded in PART_OF_A_PLACE


def _shouted(reading: Reading) -> bool:
    """Whether capitals say nothing, because the words beside it are all capitals too."""
    beside = (reading.before, reading.after)
    return reading.token.upper and any(token is not None and token.upper for token in beside)


def _speaks(reading: Reading) -> bool:
    """Whether what follows is done by a person, or to one."""
    for token in reading.tokens[reading.end :]:
        if token.folded not in AUXILIARIES:
            return token.folded in SPEAKS
    return False


def _of_a_place(reading: Reading) -> bool:
    if reading.token.folded not in PLACES:
        return False
    before, after = reading.before, reading.after
    return (before is not None and before.folded in BEFORE_A_PLACE) or (
        after is not None and after.folded in OF_A_PLACE
    )


def _quality(reading: Reading) -> bool:
    """Whether the word is one of the language: "the Young offender", "was Green"."""
    before = reading.before
    return before is not None and before.folded in DETERMINERS | LINKS


def _compound(reading: Reading) -> bool:
    """Whether it stands beside another capital, as in "Winson Green" and "West Yorkshire"."""
    before, after = reading.before, reading.after
    if after is not None and after.capital:
        return True
    if before is None or not before.capital or before.folded in FIRST_NAMES:
        return False
    lowered = before.folded in OPENERS | BEFORE_A_PLACE or before.folded.endswith("ed")
    return not (lowered and opens_sentence(reading.text, before))


def _listed(reading: Reading) -> bool:
    """Whether it stands in a row of places or of other words with capitals."""
    place = reading.begin - 1
    if place >= 0 and reading.tokens[place].folded in ("and", "or"):
        place -= 1
    elif reading.before is not None:
        return False
    return place >= 0 and reading.tokens[place].capital and reading.tokens[place].folded in ORDINARY | PLACES
