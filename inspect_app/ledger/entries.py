"""What a save is: the entries somebody made at one moment about one assessment, immutable once made."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.problems import UserError

Json = str | int | float | bool | None | list[Any] | dict[str, Any]

Clock = Callable[[], datetime]
"""What answers the present moment, in UTC."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_EMAIL = re.compile(r" \([^ ()]+@[^ ()]+\)$")


class MalformedSave(UserError):
    """A save that is not stored, because it cannot be read as one."""


class EntryKind(StrEnum):
    """What an entry is about."""

    ANSWER = "answer"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    VISIT = "visit"
    ALERT = "alert"
    STATE = "state"


@dataclass(frozen=True)
class Actor:
    """Who does something, and on which device."""

    name: str
    device: str


def account_name(name: str, email: str) -> str:
    """An account as the ledger and the access log name it: a name alone may be two people's."""
    return f"{name} ({email})"


def same_author(one: str, other: str) -> bool:
    """Whether two authors are one, perhaps an account that got another name: its email address it keeps."""
    mine, yours = _EMAIL.search(one), _EMAIL.search(other)
    return one == other or (mine is not None and yours is not None and mine[0] == yours[0])


@dataclass(frozen=True)
class Entry:
    """One thing said: a value for a subject, and the entries about it that its author had seen.

    `subject` is a question id; of a piece of evidence or an alert, the question's id and a key of its own
    ("accommodation_found/3f2a9c01"); of a visit, an assessment point; of a change of state, "". `value` None
    clears; `parents` are entry ids.
    """

    kind: EntryKind
    subject: str
    value: Json
    parents: tuple[str, ...] = ()

    @cached_property
    def thing(self) -> str:
        """What the entry is about, as one word: "answer:accommodation_found", "state:"."""
        return f"{self.kind}:{self.subject}"

    @property
    def question(self) -> str:
        """The question that it is about; of a visit the assessment point, of a change of state ""."""
        return self.subject.partition("/")[0]


@dataclass(frozen=True)
class Save:
    """One row of the ledger. `id` is a UUIDv7 made by the client, `made_at` its clock's time (ISO, UTC)."""

    id: str
    assessment: str
    author: str
    device: str
    made_at: str
    definition_hash: str
    text_revision: int
    entries: tuple[Entry, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The entries by their ids: the save's id and the entry's place, counted from 0."""
        return {f"{self.id}/{place}": entry for place, entry in enumerate(self.entries)}

    @cached_property
    def entries_text(self) -> str:
        """Its entries as they are stored and hashed."""
        return entries_json(self.entries)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256, in hex, of everything it says."""
        return sha256_hex(
            canonical_json(
                {
                    "id": self.id,
                    "assessment": self.assessment,
                    "author": self.author,
                    "device": self.device,
                    "made_at": self.made_at,
                    "definition_hash": self.definition_hash,
                    "text_revision": self.text_revision,
                    "entries": self.entries_text,
                }
            )
        )


def text_digest(salt: str, text: str) -> str:
    """The digest that stands for a text in an entry: SHA-256, in hex, of salt and text as canonical JSON."""
    return sha256_hex(canonical_json([salt, text]))  # just joined, the end of a salt could pass for text


def digest_value(digest: str) -> dict[str, str]:
    """A digest as it stands in an entry."""
    return {"digest": digest}


def digest_of(value: Json) -> str | None:
    """The digest in an entry's value, or None when the value is anything else."""
    if isinstance(value, dict) and value.keys() == {"digest"}:
        digest = value["digest"]
        if isinstance(digest, str) and _DIGEST.fullmatch(digest):
            return digest
    return None


TEXT_IN = {
    EntryKind.EVIDENCE: "record",
    EntryKind.VISIT: "note",
    EntryKind.ALERT: "words",
    EntryKind.STATE: "reason",
}
"""Where in its value an entry holds the digest of its free text; the value of the others is the digest."""


def text_of(entry: Entry) -> str | None:
    """The digest of the free text that an entry carries, or None."""
    place = TEXT_IN.get(entry.kind)
    if place is None:
        return digest_of(entry.value)
    return digest_of(entry.value.get(place)) if isinstance(entry.value, dict) else None


def with_text(kind: EntryKind, value: Json, digest: str) -> Json:
    """An entry's value with the digest of its free text put in its place."""
    place = TEXT_IN.get(kind)
    if place is None:
        return digest_value(digest)
    return {**value, place: digest_value(digest)} if isinstance(value, dict) else value


def entries_json(entries: tuple[Entry, ...]) -> str:
    """Entries as canonical JSON: the form that is stored and hashed."""
    return canonical_json(
        [
            {"kind": entry.kind, "subject": entry.subject, "value": entry.value, "parents": entry.parents}
            for entry in entries
        ]
    )


def entries_from_json(text: str) -> tuple[Entry, ...]:
    """The entries that `entries_json` wrote."""
    return tuple(
        Entry(EntryKind(entry["kind"]), entry["subject"], entry["value"], tuple(entry["parents"]))
        for entry in json.loads(text)
    )
