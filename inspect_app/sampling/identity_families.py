"""The names of a list as they may be written: spellings of family names, short forms of first names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from inspect_app.sampling.identity_tokens import fold_name, words_of
from inspect_app.sampling.identity_words import MONTHS_AS_NAMES, ORDINARY, PLACES, SHORT_FORMS
from inspect_app.sampling.likeness import Kind

Words = tuple[str, ...]

NOT_ONLY_NAMES = ORDINARY | PLACES | MONTHS_AS_NAMES
"""Names that are a word or a place too."""

_APOSTROPHE_PREFIX = re.compile(r"^([A-Za-z])['’‘ʼ`´](?=\w)")


@dataclass
class Family:
    """One family name of a list, with the first names it goes with and of what kind each of them is."""

    words: Words
    firsts: dict[str, Kind] = field(default_factory=dict)
    kinds: set[Kind] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        """Of which kind the name is when it stands alone."""
        return Kind.NAME if Kind.NAME in self.kinds else Kind.STAFF

    @property
    def ordinary(self) -> bool:
        """Whether the name is a word or a place too."""
        return len(self.words) == 1 and self.words[0] in NOT_ONLY_NAMES

    def has_initial(self, letter: str) -> bool:
        """Whether somebody of this name has a first name that begins with a letter."""
        return any(first.startswith(letter) for first in self.firsts)


def spellings(name: str) -> Iterator[Words]:
    """The ways in which a family name is divided into words, or half of it left out."""
    words = words_of(name)
    if not words or len("".join(words)) < 2:  # noqa: PLR2004  # a letter is an initial
        return
    yield words
    if len(words) > 1:
        yield ("".join(words),)
        halves = name.split("-")
        yield from (half for each in halves if len(halves) > 1 and _is_long(half := words_of(each)))
    elif prefix := _APOSTROPHE_PREFIX.match(name.strip()):
        yield (prefix[1].casefold(), fold_name(name.strip()[prefix.end() :]))
    elif words[0].startswith("mc") and len(words[0]) > len("mcal"):
        yield ("mc", words[0][2:])
        yield ("mac" + words[0][2:],)


def _is_long(half: Words) -> bool:
    return len("".join(half)) > len("bin")


def first_names_of(names: str) -> set[str]:
    """First names by themselves, run together, and as people call each other for short."""
    words = words_of(names)
    short = (SHORT_FORMS.get(word, ()) for word in words)
    return {*words, "".join(words), *chain.from_iterable(short)} - {""}
