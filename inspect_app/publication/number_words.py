"""Whether words such as “a quarter” or “more than half” are true of a share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from inspect_app.publication.phrases import WELSH
from inspect_app.publication.tolerances import (
    ASPIRATE,
    FRACTIONS,
    MODIFIERS,
    SOFT,
    STANDING,
    Range,
    Tolerance,
)


class Fit(StrEnum):
    """How true words are of a share."""

    FITS = "fits"
    ROUGHLY = "roughly"
    WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """How true words are of a share, how many percentage points it is off, and what they fit."""

    fit: Fit
    points_off: Fraction
    fits: Range


_ASPIRATE = (("p", "ph"), ("t", "th"), ("c", "ch"))
_SOFT = (("p", "b"), ("t", "d"), ("c", "g"), ("b", "f"), ("d", "dd"), ("m", "f"), ("ll", "l"), ("rh", "r"))
_UNCHANGED = ("ch", "ph", "th", "dd")


def judge(words: str, per_cent: Fraction, language: str) -> Verdict | None:
    """How true words are of a share in per cents; None where the table doesn't have them."""
    tolerance = tolerances(language).get(plain(words))
    if tolerance is None:
        return None
    if per_cent in tolerance.fits:
        return Verdict(Fit.FITS, Fraction(0), tolerance.fits)
    fit = Fit.ROUGHLY if per_cent in tolerance.roughly else Fit.WRONG
    return Verdict(fit, tolerance.fits.distance(per_cent), tolerance.fits)


def fitting(per_cent: Fraction, language: str) -> tuple[str, ...]:
    """Words that fit a share in per cents, those that say the most of it first."""
    found = [
        (tolerance.fits.high - tolerance.fits.low, words)
        for words, tolerance in tolerances(language).items()
        if per_cent in tolerance.fits
    ]
    return tuple(words for _, words in sorted(found, key=lambda each: each[0]))


def plain(words: str) -> str:
    """Words as the table has them: small letters, no hyphens, one space between words.

    “Out of” is “in” there (three out of four), and no “of” or “of the” stands at the end.
    """
    text = " ".join(re.sub(r"[-\u2010\u2011]", " ", words).casefold().split())
    return text.replace(" out of ", " in ").removesuffix(" the").removesuffix(" of")


@cache
def tolerances(language: str) -> Mapping[str, Tolerance]:
    """Every way of saying a share that a language has, with what it may be said of."""
    found = dict(_of_fractions(language))
    for words, tolerance in STANDING:
        found |= dict.fromkeys(words.get(language, ()), tolerance)
    return found


def _of_fractions(language: str) -> Iterator[tuple[str, Tolerance]]:
    for modifier in MODIFIERS:
        mutations = modifier.mutations if language == WELSH else ()
        for number, before in enumerate(modifier.words.get(language, ())):
            mutation = mutations[number] if number < len(mutations) else ""
            for fraction, names in FRACTIONS.items():
                for name in names.get(language, ()):
                    yield f"{before} {mutated(name, mutation)}".strip(), modifier.tolerance(fraction)


def mutated(word: str, mutation: str) -> str:
    """A Welsh word as it begins after another."""
    changes = {ASPIRATE: _ASPIRATE, SOFT: _SOFT}.get(mutation, ())
    if word.startswith(_UNCHANGED):
        return word
    for before, after in changes:
        if word.startswith(before):
            return after + word.removeprefix(before)
    return word
