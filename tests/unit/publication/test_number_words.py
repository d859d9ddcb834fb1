import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.publication.number_words import Fit, Verdict, fitting, judge, mutated, tolerances
from inspect_app.publication.tolerances import FRACTIONS, MODIFIERS, STANDING, Range

PAGE = (Path(__file__).parents[3] / "docs/report-writer/number-words.md").read_text(encoding="utf-8")
SHARES = st.fractions(min_value=0, max_value=100, max_denominator=500)


def per_cent(numerator: int, denominator: int) -> Fraction:
    return Fraction(100 * numerator, denominator)


@pytest.mark.parametrize(
    ("words", "of", "fit"),
    [
        ("a quarter", (22, 86), Fit.FITS),
        ("A quarter of", (22, 86), Fit.FITS),
        ("one quarter of the", (22, 86), Fit.FITS),
        ("three out of four", (64, 86), Fit.FITS),
        ("about three out of four of the", (64, 86), Fit.FITS),
        ("a quarter", (24, 86), Fit.ROUGHLY),
        ("a quarter", (28, 86), Fit.WRONG),
        ("about a quarter", (24, 86), Fit.FITS),
        ("one in three", (29, 86), Fit.FITS),
        ("more than one-third", (29, 86), Fit.FITS),
        ("more than a third", (28, 84), Fit.WRONG),
        ("at least a third", (28, 84), Fit.FITS),
        ("less than a third", (28, 84), Fit.WRONG),
        ("more than half", (52, 85), Fit.ROUGHLY),
        ("more than half", (49, 86), Fit.FITS),
        ("more than half", (43, 86), Fit.WRONG),
        ("nearly two thirds", (53, 85), Fit.ROUGHLY),
        ("almost all", (82, 86), Fit.FITS),
        ("almost all", (86, 86), Fit.WRONG),
        ("all", (86, 86), Fit.FITS),
        ("none", (0, 86), Fit.FITS),
        ("few", (0, 86), Fit.WRONG),
        ("most", (86, 86), Fit.WRONG),
        ("most", (45, 86), Fit.ROUGHLY),
    ],
)
def test_words_are_held_against_the_exact_share(words: str, of: tuple[int, int], fit: Fit) -> None:
    verdict = judge(words, per_cent(*of), "en")
    assert verdict
    assert verdict.fit is fit


@pytest.mark.parametrize(
    ("words", "of", "fit"),
    [
        ("chwarter", (22, 86), Fit.FITS),
        ("un o bob tri", (29, 86), Fit.FITS),
        ("mwy na thraean", (29, 86), Fit.FITS),
        ("mwy na hanner", (43, 86), Fit.WRONG),
        ("bron i ddwy ran o dair", (55, 85), Fit.FITS),
        ("ychydig dros draean", (35, 100), Fit.FITS),
        ("tua thri chwarter", (75, 100), Fit.FITS),
        ("dim un", (0, 86), Fit.FITS),
    ],
)
def test_welsh_words_are_told_with_their_mutations(words: str, of: tuple[int, int], fit: Fit) -> None:
    verdict = judge(words, per_cent(*of), "cy")
    assert verdict
    assert verdict.fit is fit


def test_how_far_off_words_are_is_told_in_percentage_points() -> None:
    assert judge("half", Fraction(60), "en") == Verdict(
        Fit.WRONG, Fraction(9), Range(Fraction(49), Fraction(51))
    )


def test_words_that_the_table_does_not_have_are_not_judged() -> None:
    assert judge("a good few", Fraction(60), "en") is None
    assert judge("chwarter", Fraction(25), "en") is None


@given(share=SHARES, language=st.sampled_from(["en", "cy"]))
def test_words_that_are_offered_fit(share: Fraction, language: str) -> None:
    for words in fitting(share, language):
        verdict = judge(words, share, language)
        assert verdict
        assert verdict.fit is Fit.FITS


@given(share=SHARES, words=st.sampled_from(sorted(tolerances("en"))))
def test_nothing_is_off_that_fits_and_what_fits_is_roughly_true(share: Fraction, words: str) -> None:
    tolerance, verdict = tolerances("en")[words], judge(words, share, "en")
    assert verdict
    if verdict.fit is Fit.FITS:
        assert verdict.points_off == 0
        assert share in tolerance.roughly


def test_the_words_that_say_most_are_offered_first() -> None:
    assert fitting(per_cent(29, 86), "en")[0] in ("one in three", "just over one in three")
    assert "most" in fitting(Fraction(60), "en")


@pytest.mark.parametrize(
    ("word", "mutation", "after"),
    [
        *[("traean", "aspirate", "thraean"), ("traean", "soft", "draean"), ("dwy ran", "soft", "ddwy ran")],
        *[("chwarter", "soft", "chwarter"), ("hanner", "aspirate", "hanner"), ("pedwar", "soft", "bedwar")],
        ("dau", "", "dau"),
    ],
)
def test_welsh_words_are_mutated(word: str, mutation: str, after: str) -> None:
    assert mutated(word, mutation) == after


def _number(number: Fraction) -> str:
    return f"{float(number):.1f}".removesuffix(".0")


def _range(of: Range) -> str:
    low = f"over {_number(of.low)}" if of.open_low else _number(of.low)
    high = f"under {_number(of.high)}" if of.open_high else _number(of.high)
    return low if of.low == of.high else f"{low} to {high}"


def _rows() -> Iterator[str]:
    for modifier in MODIFIERS:
        names = (", ".join(filter(None, modifier.words[language])) for language in ("en", "cy"))
        en, cy = (name or "(nothing)" for name in names)
        strictly = "no" if modifier.strictly and 0 in modifier.fits else "yes"
        yield f"| {en} | {cy} | {_points(modifier.fits)} | {_points(modifier.roughly)} | {strictly} |"
    for fraction, words in FRACTIONS.items():
        yield f"| {_number(fraction)} | {', '.join(words['en'])} | {', '.join(words['cy'])} |"
    for words, tolerance in STANDING:
        en, cy = (", ".join(words[language]) for language in ("en", "cy"))
        yield f"| {en} | {cy} | {_range(tolerance.fits)} | {_range(tolerance.roughly)} |"


def _points(ends: tuple[int, int]) -> str:
    low, high = (f"−{-end}" if end < 0 else str(end) for end in ends)
    return f"{low} to {high}"


def test_the_published_page_has_the_whole_table_and_nothing_else() -> None:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| (?!---)", line)]
    heads = [line for line in lines if "English" in line]

    assert [line for line in lines if line not in heads] == list(_rows())
