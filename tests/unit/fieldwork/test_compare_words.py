import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.fieldwork.compare_words import Comparison, Part, compare_words


@pytest.mark.parametrize(
    ("left", "right", "comparison"),
    [
        (
            "He saw the plan once.",
            "He never saw the plan.",
            Comparison(
                (Part("He ", True), Part("saw the ", True), Part("plan once.", False)),
                (Part("He ", True), Part("never ", False), Part("saw the ", True), Part("plan.", False)),
            ),
        ),
        ("Same.", "Same.", Comparison((Part("Same.", True),), (Part("Same.", True),))),
        ("", "New.", Comparison((), (Part("New.", False),))),
    ],
)
def test_words_that_only_one_text_has_stand_apart(left: str, right: str, comparison: Comparison) -> None:
    assert compare_words(left, right) == comparison


@given(st.text(), st.text())
def test_both_texts_are_there_whole(left: str, right: str) -> None:
    comparison = compare_words(left, right)
    assert "".join(part.words for part in comparison.left) == left
    assert "".join(part.words for part in comparison.right) == right
    shared = (" ".join(part.words for part in side if part.shared).split() for side in comparison)
    assert next(shared) == next(shared)
