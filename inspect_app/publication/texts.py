"""What can be said of the texts of a report: of its chapters, examples and recommendations."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from inspect_app.ledger.texts import ThingKind, Value
from inspect_app.publication.frozen import ExampleKind
from inspect_app.questionnaire.tidy_text import UNSEEN

MOST_CHARACTERS = 200_000
"""Of one chapter; a long one has some 30,000."""
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


_Long = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
_Line = Annotated[str, StringConstraints(max_length=500)]


class _Chapter(_Said):
    body: _Long


class _Example(_Said):
    kind: Annotated[ExampleKind, Field(strict=False)]
    case: _Line
    chapter: _Line
    title: _Line
    body: _Long
    names_changed: bool
    withdrawn: bool


class _Recommendation(_Said):
    addressee: _Line
    text: _Long
    supports: Annotated[tuple[_Line, ...], Field(strict=False, max_length=100)]
    place: Annotated[int, Field(ge=0, le=10_000)]
    withdrawn: bool


_MODELS: Mapping[ThingKind, type[_Said]] = {
    ThingKind.CHAPTER: _Chapter,
    ThingKind.EXAMPLE: _Example,
    ThingKind.RECOMMENDATION: _Recommendation,
}


def is_thing(name: str, chapters: Collection[str]) -> bool:
    """Whether a report with these chapters has, or can have, a thing called that."""
    kind, _, subject = name.partition(":")
    if kind == ThingKind.CHAPTER:
        return subject in chapters
    return kind in set(ThingKind) and _KEY.fullmatch(subject) is not None


def why_no_value(kind: ThingKind, value: object) -> str | None:
    """Why something can't be said of a thing; None when it can."""
    try:
        said = _MODELS[kind].model_validate(value)
    except ValidationError as error:
        places = ", ".join(".".join(str(step) for step in fault["loc"]) or "it" for fault in error.errors())
        return f"This cannot be read as what is said of a {kind}: look at {places}."
    if any(UNSEEN.search(text) for text in _texts(said.model_dump().values())):
        return "This holds unseen characters."
    return None


def why_too_long(value: Mapping[str, object]) -> str | None:
    """Why what is said can't be stored that has too long a text, and by how much; None when it has none."""
    text = max((each for each in value.values() if isinstance(each, str)), key=len, default="")
    over = len(text) - MOST_CHARACTERS
    if over <= 0:
        return None
    return (
        f"This text is too long. It can have {MOST_CHARACTERS:,} characters and has {len(text):,}: "
        f"shorten it by {over:,}."
    )


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Sequence):
            yield from (each for each in value if isinstance(each, str))


def words_of(kind: ThingKind, value: Value) -> str:
    """A version in words, for people who compare it with others."""
    if kind is ThingKind.CHAPTER:
        return str(value["body"])
    withdrawn = "Withdrawn\n\n" if value["withdrawn"] else ""
    if kind is ThingKind.EXAMPLE:
        names = "names changed" if value["names_changed"] else "names not yet changed"
        told = f"{value['kind']} practice, case {value['case']}, {names}".capitalize()
        return f"{withdrawn}{value['title']}\n{told}\n\n{value['body']}"
    supports = "\n".join(f"Rests on: {link}" for link in value["supports"])
    return f"{withdrawn}To {value['addressee']}\n\n{value['text']}\n\n{supports}".strip()
