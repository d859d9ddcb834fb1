"""Text shown to people, in one language or several."""

from collections.abc import Mapping

from pydantic import ConfigDict, RootModel, field_validator


class Text(RootModel[str | Mapping[str, str]]):
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
