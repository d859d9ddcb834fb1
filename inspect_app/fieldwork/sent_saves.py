"""Reads saves as a browser sends them: what can be read becomes a save for the ledger, the rest a reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from inspect_app.fieldwork.draft_answers import TEXT_LIMIT
from inspect_app.fieldwork.draft_evidence import RECORD_LIMIT
from inspect_app.ledger.entries import Actor, Entry, EntryKind, MalformedSave, Save, text_digest, with_text
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.tidy_text import UNSEEN

Text = Annotated[str, StringConstraints(min_length=1)]
Salt = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
SENT_KINDS = Literal[EntryKind.ANSWER, EntryKind.COMMENT, EntryKind.EVIDENCE, EntryKind.VISIT]
"""States change and alerts are raised on pages of their own."""


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SentEntry(_Sent):
    """An entry as sent: a free text stands in clear beside its salt, not in the value."""

    kind: SENT_KINDS
    subject: str
    value: JsonValue = None
    parents: tuple[str, ...] = ()
    text: Text | None = None
    salt: Salt | None = None


class SentSave(_Sent):
    """A save as sent; who sends it, and from which device, the server knows itself."""

    id: str
    made_at: str
    definition: str
    text_revision: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
    entries: Annotated[tuple[SentEntry, ...], Field(min_length=1, max_length=1_000)]


@dataclass(frozen=True)
class ReadSave:
    """A save ready for the ledger, the salted texts of its entries by id, and the digest of what was sent."""

    save: Save
    texts: Mapping[str, tuple[str, str]]
    sent_hash: str


def sent_id(sent: object) -> str | None:
    """The id that something sent as a save says it has, if it could be one."""
    id_ = sent.get("id") if isinstance(sent, dict) else None
    return id_ if isinstance(id_, str) and _ID.fullmatch(id_) else None


_ID = re.compile(r"[0-9a-f-]{36}")


def read_save(sent: object, assessment: str, actor: Actor) -> ReadSave:
    """A save about an assessment by an actor, from the JSON that was sent; MalformedSave if it is none."""
    try:
        read = SentSave.model_validate(sent)
        sent_hash = sha256_hex(canonical_json(sent))
    except ValidationError as error:
        places = (".".join(str(step) for step in fault["loc"]) for fault in error.errors())
        raise MalformedSave(f"This save cannot be read: look at {', '.join(places)}.") from error
    except (ValueError, RecursionError) as error:
        raise MalformedSave("This save cannot be read: it holds something that JSON cannot.") from error
    entries: list[Entry] = []
    texts: dict[str, tuple[str, str]] = {}
    for place, entry in enumerate(read.entries):
        value = entry.value
        if entry.text is not None:
            sealed = _seal(entry)
            texts[f"{read.id}/{place}"] = sealed
            value = with_text(entry.kind, value, text_digest(*sealed))
        entries.append(Entry(entry.kind, entry.subject, value, entry.parents))
    save = Save(
        id=read.id,
        assessment=assessment,
        author=actor.name,
        device=actor.device,
        made_at=read.made_at,
        definition_hash=read.definition,
        text_revision=read.text_revision,
        entries=tuple(entries),
    )
    return ReadSave(save, texts, sent_hash)


def _seal(entry: SentEntry) -> tuple[str, str]:
    text = entry.text or ""
    if entry.salt is None:
        raise MalformedSave("This save cannot be read: a text came without its salt.")
    limit = RECORD_LIMIT if entry.kind is EntryKind.EVIDENCE else TEXT_LIMIT
    if len(text) > limit:
        raise MalformedSave(
            f"The text is too long: it has {len(text):,} characters, and {limit:,} are allowed."
        )
    if UNSEEN.search(text) or not text.strip():
        raise MalformedSave("This save cannot be read: a text is blank or holds unseen characters.")
    return entry.salt, text
