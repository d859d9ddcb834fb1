"""Cuts a text into words and folds them, so that accents, apostrophes and capitals make no difference."""

import re
import unicodedata
from typing import NamedTuple

_APOSTROPHES = "'’‘ʼ`´"
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_WORD = re.compile(rf"{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*")
_OWNS = re.compile(rf"[{_APOSTROPHES}][sS]$")
_DROPPED = str.maketrans("", "", _APOSTROPHES)
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


class Token(NamedTuple):
    """A word of a text: where it stands, folded, and whether it begins with a capital or is all capitals."""

    start: int
    end: int
    folded: str
    capital: bool
    upper: bool


def fold_name(text: str) -> str:
    """A word without capitals, accents and apostrophes."""
    if text.isalnum() and text.isascii():
        return text.lower()
    plain = text.casefold().translate(_DROPPED)
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(folded for found in _WORD.finditer(name) if (folded := fold_name(found[0])))


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order; the "'s" of an owner is no part of its word."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0] if match[0].isalnum() else _OWNS.sub("", match[0])
        capital = word[:1].isupper()
        upper = capital and len(word) > 1 and word.isupper()
        found.append(Token(match.start(), match.start() + len(word), fold_name(word), capital, upper))
    return found
