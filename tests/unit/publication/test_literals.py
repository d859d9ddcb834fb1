import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.publication.literals import find_literals


def found(text: str, language: str = "en") -> list[str]:
    return [each.words for each in find_literals(text, language)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We read 86 cases.", ["86"]),
        ("In 52 of 85 cases, or 61 per cent, it was not.", ["52 of 85", "61 per cent"]),
        ("It was 61% in all.", ["61%"]),
        ("Debts came to £2,018.20 each.", ["£2,018.20"]),
        ("One in three had no home; a quarter were back.", ["One in three", "a quarter"]),
        ("Two-thirds had a plan, and half were blank.", ["Two-thirds", "half"]),
        ("Twelve people and twenty-three files", ["Twelve", "twenty-three"]),
        ("One case had a mentor, no one else had.", ["One case"]),
        ("Four out of 10 cases", ["Four out of 10"]),
        ("1 in 3 left with nowhere to live", ["1 in 3"]),
        ("⅓ of people, ⅔ of cases and 2½ days", ["⅓", "⅔", "2½"]),
        (
            "Twice as many left; three times as often, half as likely",
            ["Twice as many", "three times as often", "half as likely"],
        ),
        ("It was double the number, and it doubled.", ["double", "doubled"]),
        ("We read 2016 cases in 2016, of 1999 people.", ["2016", "1999"]),
        ("It said `86 cases` in `45%`.", ["86", "45%"]),
        ("One hundred and two\n\nthree hundred", ["One hundred", "two", "three hundred"]),
    ],
)
def test_numbers_typed_by_hand_are_found(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "We visited on 6 June 2016, and from 6–17 June 2016 in the community.",
        "In June 2016, in 2016, in 2016/17 and in 2016–17; on 2016-06-06 and 17/06/2016.",
        "## 2.1 What we found\n\n1. Screening\n2) Planning",
        "See table 3, tables 4 and 5, annex 2, and the Data Protection Act 2018.",
        "The meeting began at 9am and ended at 11:30.",
        '{{per_cent plan_on_file=yes}} and {{stated "12 weeks"}}',
        "[the first report](https://example.org/2016/86) on behalf of one another",
        "Case A12 of ward E1 has the number X123456.",
        "Staff double-checked it in double cells.",
        "He went half-way on the 12th day; it was the first, one of the best.",
    ],
)
def test_dates_references_and_links_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Darllenwyd 86 achos.", ["86"]),
        ("Mewn 52 o 85 o achosion, neu 61 y cant", ["52 o 85", "61 y cant"]),
        ("Un o bob tri, chwarter, mwy na thraean", ["Un o bob tri", "chwarter", "thraean"]),
        ("Dwy ran o dair o’r achosion", ["Dwy ran o dair"]),
        ("61 per cent, ⅓ a dwywaith", ["61 per cent", "⅓", "dwywaith"]),
        ("Darllenwyd 2016 achosion", ["2016"]),
        ("Ar 6 Mehefin 2016, gweler tabl 3.", []),
    ],
)
def test_welsh_numbers_are_found(text: str, words: list[str]) -> None:
    assert found(text, "cy") == words


def test_a_number_has_its_line_and_its_place() -> None:
    text = "{{cases}} cases\n\nand 12 more"
    (literal,) = find_literals(text, "en")

    assert (literal.line, text[literal.start : literal.end]) == (3, "12")


@given(text=st.text(alphabet="{}a1 2%£\n#.of-"), language=st.sampled_from(["en", "cy", "fr"]))
def test_words_always_stand_where_they_are_said_to(text: str, language: str) -> None:
    for each in find_literals(text, language):
        assert text[each.start : each.end] == each.words
        assert text.count("\n", 0, each.start) == each.line - 1
