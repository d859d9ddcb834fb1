"""The versions of a report's texts, each following those that its author saw, and which of them stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from inspect_app.questionnaire.canonical import canonical_json

Value = Mapping[str, Any]


class ThingKind(StrEnum):
    """What of a report has a history of its own."""

    CHAPTER = "chapter"
    EXAMPLE = "example"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class TextSave:
    """One version of a thing ("chapter:foreword"), and the versions of it that its author had seen.

    `id` is a UUIDv7 made by the client, `made_at` its clock's time. `seen` is what each link of a chapter
    showed when its author last read it, by the link as typed.
    """

    id: str
    thing: str
    parents: tuple[str, ...]
    value: Value
    author: str
    device: str
    made_at: str
    received_at: datetime
    seen: Mapping[str, str]

    @cached_property
    def content(self) -> str:
        """What it says, as canonical JSON: versions that say the same are not in conflict."""
        return canonical_json(self.value)


@dataclass(frozen=True)
class Thing:
    """A chapter, an example or a recommendation: the versions that nobody has replaced, oldest first."""

    name: str
    heads: tuple[TextSave, ...]

    @property
    def kind(self) -> ThingKind:
        """What it is."""
        return ThingKind(self.name.partition(":")[0])

    @property
    def subject(self) -> str:
        """Which of its kind it is: the chapter's id, or a key."""
        return self.name.partition(":")[2]

    @property
    def in_conflict(self) -> bool:
        """Whether versions stand beside each other that say different things."""
        return len({each.content for each in self.heads}) > 1

    @property
    def value(self) -> Value | None:
        """What it says; None where versions are in conflict or nothing was said yet."""
        return None if self.in_conflict or not self.heads else self.heads[-1].value


def heads_of(ids: Iterable[tuple[str, Collection[str]]]) -> tuple[str, ...]:
    """Of versions, each with its parents and in order of receipt, those that no other follows."""
    versions = tuple(ids)
    followed = {parent for _, parents in versions for parent in parents}
    return tuple(id_ for id_, _ in versions if id_ not in followed)
