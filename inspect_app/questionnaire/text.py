"""Text shown to people, in one language or several."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Discriminator, RootModel, StringConstraints, Tag, field_validator

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def _form(value: object) -> str | None:
    if isinstance(value, str):
        return "plain text"
    return "text by language" if isinstance(value, Mapping) else None


Wording = Annotated[
    Annotated[str, Tag("plain text")] | Annotated[Mapping[Language, str], Tag("text by language")],
    Discriminator(
        _form,
        custom_error_type="wording",
        custom_error_message="this must be a text, or texts by language such as {en: ..., cy: ...}",
    ),
]


class Text(RootModel[Wording]):
    """A string, or a mapping from language code ("en", "cy") to string."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root")
    @classmethod
    def _not_empty(cls, value: str | Mapping[str, str]) -> str | Mapping[str, str]:
        texts = [value] if isinstance(value, str) else list(value.values())
        if not texts or not all(text.strip() for text in texts):
            raise ValueError("a text must not be empty")
        return value

    def languages(self) -> frozenset[str]:
        """The languages this text is written in; empty when it is a plain string."""
        return frozenset() if isinstance(self.root, str) else frozenset(self.root)

    def into(self, language: str = "en") -> str:
        """The text in a language, or the first one there is when that language is missing."""
        if isinstance(self.root, str):
            return self.root
        return self.root.get(language) or next(iter(self.root.values()))

    def __str__(self) -> str:
        return self.into()
