from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.lettering import text_width, wrap

WORDS = st.lists(st.text("abcmW.", min_size=1, max_size=12), min_size=1)


def test_a_line_is_about_as_wide_as_it_looks() -> None:
    assert text_width("W", 16) > text_width("i", 16) * 3
    assert 57.8 <= text_width("per cent", 16) < 61  # Liberation Sans at 16: 57.8


def test_a_line_breaks_at_its_spaces() -> None:
    assert wrap("was enough account taken", 110, 16) == ["was enough", "account taken"]
    assert wrap("", 100, 16) == [""]


@given(WORDS, st.integers(20, 400))
def test_no_word_is_lost_and_only_single_words_stick_out(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width, 16)
    assert " ".join(lines).split() == words
    assert all(text_width(line, 16) <= width for line in lines if " " in line)
