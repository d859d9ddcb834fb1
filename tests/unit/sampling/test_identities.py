from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sampling.identities import Identity, Kind, Likeness, Matcher
from tests.unit.sampling.narratives import Sentence, matcher, sentences

LIST = matcher()


class Score(NamedTuple):
    """How many marked words there are, how many of them were found, and how many words were found at all."""

    marked: int
    hit: int
    found: int

    @property
    def recall(self) -> float:
        """Of the words marked, the share found."""
        return self.hit / self.marked

    @property
    def precision(self) -> float:
        """Of the words found, the share marked."""
        return self.hit / self.found


def score(labelled: list[Sentence]) -> Score:
    marked = hit = found = 0
    for sentence in labelled:
        likenesses = list(LIST.find(sentence.text))
        marked += len(sentence.spans)
        found += len(likenesses)
        for span in sentence.spans:
            right = next(
                (
                    each
                    for each in likenesses
                    if each.kind == span.kind and each.start < span.end > span.start < each.end
                ),
                None,
            )
            if right:
                hit += 1
                likenesses.remove(right)
    return Score(marked, hit, found)


@pytest.mark.parametrize(
    ("name", "at_least", "recall", "precision"),
    [("sentences", 300, 0.96, 0.98), ("unseen", 60, 0.87, 0.96)],
)
def test_what_the_guard_finds_in_labelled_sentences_is_no_less_than_its_page_says(
    name: str, at_least: int, recall: float, precision: float
) -> None:
    labelled = list(sentences(name))
    reached = score(labelled)
    assert len(labelled) >= at_least
    assert reached.recall >= recall, reached
    assert reached.precision >= precision, reached


def test_the_labelled_sentences_hold_every_kind_and_as_many_that_hold_nothing() -> None:
    labelled = list(sentences("sentences"))
    assert {span.kind for sentence in labelled for span in sentence.spans} == set(Kind)
    assert sum(not sentence.spans for sentence in labelled) >= len(labelled) / 3


SMALL = Matcher(
    [Identity("Llewellyn", "Ben", date(1972, 6, 14)), Identity("Young", "Will", None)], ["Rees, Jo (N01)"]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ben Llewellyn was 43.", [(Kind.NAME, "Ben Llewellyn", 0, 13)]),
        ("\U0001f600 and Ben Llewellyn’s plan", [(Kind.NAME, "Ben Llewellyn", 6, 19)]),
        ("14/6/72, X123456", [(Kind.BIRTH, "14/6/72", 0, 7), (Kind.CRN, "X123456", 9, 16)]),
        ("Jo Rees told B. Llewellyn.", [(Kind.STAFF, "Jo Rees", 0, 7), (Kind.NAME, "B. Llewellyn", 13, 25)]),
        ("Will Young people go?", [(Kind.NAME, "Will Young", 0, 10)]),
        ("Will young people go?", []),
        ("14/7/72", []),
    ],
)
def test_it_says_which_words_of_what_kind_and_where(
    text: str, found: list[tuple[Kind, str, int, int]]
) -> None:
    assert SMALL.find(text) == tuple(Likeness(*each) for each in found)


def test_a_list_that_hides_a_name_or_names_nobody_finds_numbers_only() -> None:
    hidden = Matcher(
        [Identity("*****", "*****", date(1982, 2, 2)), Identity("", "", None)], ["", "Unallocated"]
    )
    found = hidden.find("***** unallocated Unallocated X123456 2.2.82")
    assert [each.kind for each in found] == [Kind.CRN, Kind.BIRTH]
    assert Matcher([]).find("Ben Llewellyn, born in Leeds") == ()


PIECES = st.sampled_from(
    [
        *(
            "Llewellyn",
            "Ben",
            "will",
            "YOUNG",
            "O’Dell",
            "d'Souza",
            "Żukowski",
            "Siân",
            "Sia\u0302n",
            "Mr",
            "A.",
            "B",
            "the",
        ),
        *(
            "27/11/93",
            "27th",
            "of",
            "November",
            "1993",
            "00/00/0000",
            "2001/1403199F",
            "X877982",
            "born",
            "may",
        ),
        *(" ", "  ", "\n", ", ", ". ", "-", "'", "’s", "(", "\U0001f600", "\0"),
    ]
)


@given(st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join))
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    end = 0
    for each in LIST.find(text):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.words
        end = each.end


@given(st.text(), st.text(), st.dates(), st.lists(st.text(max_size=20), max_size=3), st.text())
def test_any_list_can_be_looked_for(family: str, first: str, born: date, staff: list[str], text: str) -> None:
    Matcher([Identity(family, first, born)], staff).find(f"{text} {first} {family} {born} {text}")
