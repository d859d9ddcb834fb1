"""The tolerance table: which shares words such as “a quarter” or “more than half” may be said of.

It is published in docs/report-writer/number-words.md; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.publication.phrases import ENGLISH, WELSH


@dataclass(frozen=True)
class Range:
    """Per cents from one number to another. Ends marked `open` are left out themselves."""

    low: Fraction
    high: Fraction
    open_low: bool = False
    open_high: bool = False

    def __contains__(self, per_cent: Fraction) -> bool:
        above = per_cent > self.low if self.open_low else per_cent >= self.low
        below = per_cent < self.high if self.open_high else per_cent <= self.high
        return above and below

    def distance(self, per_cent: Fraction) -> Fraction:
        """How many percentage points a per cent is outside, 0 at the ends."""
        return max(self.low - per_cent, per_cent - self.high, Fraction(0))


@dataclass(frozen=True)
class Tolerance:
    """The per cents that words fit, and those that they are roughly true of."""

    fits: Range
    roughly: Range


@dataclass(frozen=True)
class Modifier:
    """Words before a fraction ("more than"), and how far from it a share may be: percentage points.

    `strictly` leaves the fraction itself out. `mutations` are what the words do to a Welsh word after them.
    """

    words: Mapping[str, tuple[str, ...]]
    fits: tuple[int, int]
    roughly: tuple[int, int]
    mutations: tuple[str, ...] = ()
    strictly: bool = True

    def tolerance(self, fraction: Fraction) -> Tolerance:
        """The per cents around a fraction that it may be said of with these words before it."""
        return Tolerance(self._around(fraction, self.fits), self._around(fraction, self.roughly))

    def _around(self, fraction: Fraction, ends: tuple[int, int]) -> Range:
        low, high = (fraction + end for end in ends)
        return Range(
            *(max(low, Fraction(0)), min(high, Fraction(100))),
            open_low=self.strictly and ends[0] == 0,
            open_high=self.strictly and ends[1] == 0,
        )


def _words(en: tuple[str, ...], cy: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return {ENGLISH: en, WELSH: cy}


ASPIRATE = "aspirate"
SOFT = "soft"
MODIFIERS: tuple[Modifier, ...] = (
    Modifier(_words(("",), ("",)), (-1, 1), (-3, 3)),
    Modifier(
        _words(("about", "around", "roughly"), ("tua", "oddeutu")),
        (-3, 3),
        (-5, 5),
        (ASPIRATE, ""),
    ),
    Modifier(_words(("more than", "over"), ("mwy na", "dros")), (0, 8), (0, 16), (ASPIRATE, SOFT)),
    Modifier(_words(("just over", "slightly more than"), ("ychydig dros",)), (0, 2), (0, 4), (SOFT,)),
    Modifier(_words(("at least",), ("o leiaf",)), (0, 8), (0, 16), strictly=False),
    Modifier(
        _words(("less than", "fewer than", "under"), ("llai na", "o dan")),
        (-8, 0),
        (-16, 0),
        (ASPIRATE, SOFT),
    ),
    Modifier(_words(("just under", "slightly less than"), ("ychydig o dan",)), (-2, 0), (-4, 0), (SOFT,)),
    Modifier(_words(("almost", "nearly"), ("bron i",)), (-3, 0), (-5, 0), (SOFT,)),
)

FRACTIONS: Mapping[Fraction, Mapping[str, tuple[str, ...]]] = {
    Fraction(100, 10): _words(("one in ten", "a tenth", "one tenth"), ("un o bob deg", "degfed ran")),
    Fraction(100, 8): _words(("one in eight", "an eighth", "one eighth"), ("un o bob wyth",)),
    Fraction(100, 6): _words(("one in six", "a sixth", "one sixth"), ("un o bob chwech",)),
    Fraction(100, 5): _words(("one in five", "a fifth", "one fifth"), ("un o bob pump", "pumed ran")),
    Fraction(100, 4): _words(("one in four", "a quarter", "one quarter"), ("un o bob pedwar", "chwarter")),
    Fraction(300, 10): _words(("three in ten", "three tenths"), ("tri o bob deg",)),
    Fraction(100, 3): _words(("one in three", "a third", "one third"), ("un o bob tri", "traean")),
    Fraction(200, 5): _words(("two in five", "two fifths"), ("dau o bob pump", "dwy ran o bump")),
    Fraction(50): _words(("one in two", "half", "a half", "one half"), ("un o bob dau", "hanner")),
    Fraction(300, 5): _words(("three in five", "three fifths"), ("tri o bob pump", "tair rhan o bump")),
    Fraction(200, 3): _words(("two in three", "two thirds"), ("dau o bob tri", "dwy ran o dair", "deuparth")),
    Fraction(700, 10): _words(("seven in ten", "seven tenths"), ("saith o bob deg",)),
    Fraction(300, 4): _words(("three in four", "three quarters"), ("tri o bob pedwar", "tri chwarter")),
    Fraction(400, 5): _words(("four in five", "four fifths"), ("pedwar o bob pump", "pedair rhan o bump")),
    Fraction(900, 10): _words(("nine in ten", "nine tenths"), ("naw o bob deg",)),
}
"""Fractions in per cents, and what they are called."""


def _range(low: int, high: int, open_low: bool = False, open_high: bool = False) -> Range:
    return Range(Fraction(low), Fraction(high), open_low, open_high)


STANDING: tuple[tuple[Mapping[str, tuple[str, ...]], Tolerance], ...] = (
    (
        _words(("all", "every", "everyone", "everybody"), ("pob", "pawb", "i gyd")),
        Tolerance(_range(100, 100), _range(100, 100)),
    ),
    (
        _words(("almost all", "nearly all", "almost every"), ("bron pob", "bron pawb")),
        Tolerance(_range(95, 100, open_high=True), _range(90, 100, open_high=True)),
    ),
    (
        _words(("a large majority", "the large majority", "the great majority"), ("mwyafrif mawr",)),
        Tolerance(_range(80, 100, open_high=True), _range(75, 100, open_high=True)),
    ),
    (
        _words(("a reasonable majority",), ("mwyafrif rhesymol",)),
        Tolerance(_range(65, 80, open_high=True), _range(60, 85)),
    ),
    (
        _words(("most", "a majority", "the majority"), ("y rhan fwyaf", "mwyafrif", "y mwyafrif")),
        Tolerance(_range(55, 95), _range(50, 100, open_low=True, open_high=True)),
    ),
    (
        _words(("a minority", "the minority"), ("lleiafrif", "y lleiafrif")),
        Tolerance(_range(5, 45), _range(0, 50, open_low=True, open_high=True)),
    ),
    (
        _words(("a small minority",), ("lleiafrif bach",)),
        Tolerance(_range(0, 15, open_low=True), _range(0, 20, open_low=True)),
    ),
    (
        _words(("few", "a few", "very few"), ("ychydig", "ychydig iawn")),
        Tolerance(_range(0, 10, open_low=True), _range(0, 15, open_low=True)),
    ),
    (
        _words(("almost none", "hardly any", "hardly anyone"), ("bron neb", "prin neb")),
        Tolerance(_range(0, 5, open_low=True), _range(0, 8, open_low=True)),
    ),
    (
        _words(("none", "no one", "nobody", "not one"), ("dim un", "neb")),
        Tolerance(_range(0, 0), _range(0, 0)),
    ),
)
