"""Finds the names of a list in a text, and tells them from words that only look like names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from inspect_app.sampling.identity_context import Reading, reads_as_name, stands_alone
from inspect_app.sampling.identity_families import NOT_ONLY_NAMES, Family, Words, first_names_of, spellings
from inspect_app.sampling.identity_tokens import Token, tokens_of, words_of
from inspect_app.sampling.identity_words import MONTHS_AS_NAMES, ORDINARY, RANKS, TITLES
from inspect_app.sampling.likeness import Kind, Likeness

_BETWEEN = re.compile(r"[ \t\r\n\u00a0]{1,4}|[-‐‑–]")
_AFTER_INITIAL = re.compile(r"\.?[ \u00a0]?|\. ")
_REVERSED = re.compile(r",?[ \u00a0]{1,2}")
_LONGEST_FIRST_NAMES = 4
_LONGEST_INITIALS = 2


class Names:
    """The names of a list, made ready to be looked for."""

    def __init__(self, people: Iterable[tuple[str, str]], staff: Iterable[str]) -> None:
        self._families: dict[Words, Family] = {}
        self._by_first: defaultdict[str, list[Family]] = defaultdict(list)
        self._phrases: defaultdict[str, set[Words]] = defaultdict(set)
        for family_name, first_names in people:
            self._add(family_name, first_names, Kind.NAME)
        for name in staff:
            self._add_staff(name)
        for family in self._families.values():
            self._by_first[family.words[0]].append(family)
        for families in self._by_first.values():
            families.sort(key=lambda family: -len(family.words))
        self._alone = self._first_names()

    def find(self, text: str) -> Iterator[Likeness]:
        """The names in a text; some may overlap."""
        tokens = tokens_of(text)
        for place, token in enumerate(tokens):
            for words in self._phrases.get(token.folded, ()):
                if _stands(text, tokens, place, words):
                    yield _likeness(text, Kind.STAFF, token, tokens[place + len(words) - 1])
            for family in self._by_first.get(token.folded, ()):
                if _stands(text, tokens, place, family.words):
                    found = _Found(text, tokens, place, place + len(family.words), family).likeness()
                    if found:
                        yield found
                        break
            if token.folded in self._alone and stands_alone(text, tokens, place):
                yield _likeness(text, self._alone[token.folded], token, token)

    def _first_names(self) -> dict[str, Kind]:
        """The first names that are nothing but names, each with its kind."""
        kinds: dict[str, Kind] = {}
        for family in self._families.values():
            for first, kind in family.firsts.items():
                if len(first) > _LONGEST_INITIALS and first not in NOT_ONLY_NAMES and first.isalpha():
                    kinds[first] = Kind.NAME if kind is Kind.NAME else kinds.get(first, kind)
        return kinds

    def _add_staff(self, name: str) -> None:
        plain = re.sub(r"\([^)]*\)", " ", name)
        whole = words_of(plain)
        if len(whole) > 1 and not ORDINARY.issuperset(whole):
            self._phrases[whole[0]].add(whole)
        family, comma, first = plain.partition(",")
        if not comma:
            first, _, family = plain.strip().rpartition(" ")
        if not any(sign.isdigit() for sign in family):  # "Officer N1B2" is known by the whole of it
            self._add(family, first, Kind.STAFF)

    def _add(self, family_name: str, first_names: str, kind: Kind) -> None:
        for words in spellings(family_name):
            family = self._families.setdefault(words, Family(words))
            family.kinds.add(kind)
            for first in first_names_of(first_names):
                if family.firsts.get(first) is not Kind.NAME:
                    family.firsts[first] = kind


def _stands(text: str, tokens: list[Token], place: int, words: Words) -> bool:
    """Whether words of a name stand at a place of a text."""
    here = tokens[place : place + len(words)]
    if tuple(token.folded for token in here) != words:
        return False
    return all(_BETWEEN.fullmatch(text, before.end, after.start) for before, after in pairwise(here))


def _likeness(text: str, kind: Kind, first: Token, last: Token) -> Likeness:
    return Likeness(kind, text[first.start : last.end], first.start, last.end)


@dataclass
class _Found:
    """A family name that stands in a text, from token `begin` to before token `end`."""

    text: str
    tokens: list[Token]
    begin: int
    end: int
    family: Family

    def likeness(self) -> Likeness | None:
        """What it is taken for, with the first names, initials or title that belong to it."""
        reading = Reading(self.text, self.tokens, self.begin, self.end, self.family.ordinary)
        if (title := self._title()) is not None:
            return self._from(title, self.end)
        capital = any(token.capital for token in self.tokens[self.begin : self.end])
        if self.family.ordinary and not capital:
            return None
        return (
            self._first_names_before()
            or self._first_names_after()
            or self._initials()
            or (self._from(self.begin, self.end) if reads_as_name(reading) else None)
        )

    def _from(self, begin: int, end: int, kind: Kind | None = None) -> Likeness:
        return _likeness(self.text, kind or self.family.kind, self.tokens[begin], self.tokens[end - 1])

    def _gap(self, place: int) -> str:
        """What stands before a token, back to the one before it."""
        return self.text[self.tokens[place - 1].end : self.tokens[place].start]

    def _title(self) -> int | None:
        before = self.begin - 1
        while before >= 0 and self._is_first(before) and _BETWEEN.fullmatch(self._gap(before + 1)):
            before -= 1
        if before < 0 or self._gap(before + 1) not in (" ", ". ", "."):
            return None
        token = self.tokens[before]
        if token.folded in TITLES or (token.folded in RANKS and token.capital and self._capital()):
            return before
        return None

    def _capital(self) -> bool:
        return self.tokens[self.begin].capital

    def _is_first(self, place: int) -> bool:
        return self.tokens[place].folded in self.family.firsts

    def _first_names_before(self) -> Likeness | None:
        place = self.begin - 1
        if place > 0 and not self._is_first(place) and self._is_middle(place):
            place -= 1  # a middle name or its initial
        first = None
        for each in range(place, max(-1, place - _LONGEST_FIRST_NAMES), -1):
            gap = self._gap(each + 1)
            if not (_BETWEEN.fullmatch(gap) or gap == ". ") or not self._is_first(each):
                break
            first = each
        if first is None or (self.family.ordinary and not self.tokens[first].capital):
            return None
        return self._from(first, self.end, self.family.firsts[self.tokens[first].folded])

    def _is_middle(self, place: int) -> bool:
        token = self.tokens[place]
        return token.capital and self._gap(place + 1) in (" ", ". ") and self._gap(place) == " "

    def _first_names_after(self) -> Likeness | None:
        last = None
        for each in range(self.end, min(len(self.tokens), self.end + _LONGEST_FIRST_NAMES)):
            gap = _REVERSED if each == self.end else _BETWEEN
            if not gap.fullmatch(self._gap(each)) or not self._is_first(each):
                break
            last = each
        if last is None or (self.family.ordinary and not self._sure_reversed()):
            return None
        return self._from(self.begin, last + 1, self.family.firsts[self.tokens[self.end].folded])

    def _sure_reversed(self) -> bool:
        """Whether an ordinary word and a first name after it are a name: "Young, Grace", "YOUNG Grace"."""
        first, word = self.tokens[self.end], self.tokens[self.begin]
        month = word.folded in MONTHS_AS_NAMES
        return first.capital and (word.upper or ("," in self._gap(self.end) and not month))

    def _initials(self) -> Likeness | None:
        begin = self.begin
        while begin > 0 and self._is_initial(begin - 1) and _AFTER_INITIAL.fullmatch(self._gap(begin)):
            begin -= 1
        if begin < self.begin and self._fits(begin, self._gap(begin + 1)):
            return self._from(begin, self.end)
        if self.end < len(self.tokens) and self._is_initial(self.end):
            gap = self._gap(self.end)
            if gap in (", ", " ") and self._fits(self.end, self._after(self.end) if gap == ", " else ""):
                return self._from(self.begin, self.end + 1)
        return None

    def _after(self, place: int) -> str:
        return self.text[self.tokens[place].end : self.tokens[place].end + 1]

    def _is_initial(self, place: int) -> bool:
        token = self.tokens[place]
        return token.end - token.start == 1 and token.capital

    def _fits(self, place: int, after: str) -> bool:
        """Whether an initial is that of somebody of this name; "A Young" may just begin a sentence."""
        letter = self.tokens[place].folded
        if self.family.ordinary and letter in ("a", "i") and not after.startswith("."):
            return False
        return self.family.has_initial(letter)
