import pytest
from pydantic import ValidationError

from inspect_app.questionnaire.text import Text


def test_a_text_is_in_one_language_or_several() -> None:
    plain, both = Text("Yes"), Text({"en": "Yes", "cy": "Ydy"})
    assert (plain.into("cy"), both.into("cy"), both.into("fr"), str(both)) == ("Yes", "Ydy", "Yes", "Yes")
    assert (plain.languages(), both.languages()) == (frozenset(), frozenset({"en", "cy"}))


@pytest.mark.parametrize("words", ["", " ", {}, {"en": " "}])
def test_a_text_has_words(words: str | dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="must not be empty"):
        Text(words)
