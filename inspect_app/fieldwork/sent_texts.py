"""Reads versions of a report's texts as a browser sends them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
)

from inspect_app.ledger.entries import MalformedSave
from inspect_app.ledger.texts import ThingKind
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex


def _in_utc(moment: str) -> str:
    if datetime.fromisoformat(moment).utcoffset() != timedelta(0):
        raise ValueError("this must be a moment in UTC")
    return moment


_HEX = "[0-9a-f]"
_SaveId = Annotated[
    str, StringConstraints(pattern=rf"^{_HEX}{{8}}-{_HEX}{{4}}-7{_HEX}{{3}}-[89ab]{_HEX}{{3}}-{_HEX}{{12}}$")
]
_EntryId = Annotated[str, StringConstraints(pattern=rf"^{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}/0$")]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Entry(_Sent):
    kind: ThingKind
    subject: Annotated[str, StringConstraints(max_length=130)]
    value: dict[str, JsonValue]
    parents: Annotated[tuple[_EntryId, ...], Field(max_length=100)] = ()


class _Save(_Sent):
    id: _SaveId
    made_at: Annotated[str, StringConstraints(max_length=40), AfterValidator(_in_utc)]
    entries: Annotated[tuple[_Entry, ...], Field(min_length=1, max_length=1)]


@dataclass(frozen=True)
class SentText:
    """A version of a thing as its author's browser made it; whose it is, the server knows itself."""

    id: str
    made_at: str
    thing: str
    value: Mapping[str, Any]
    parents: tuple[str, ...]

    @property
    def content_hash(self) -> str:
        """SHA-256, in hex, of all that it says."""
        return sha256_hex(canonical_json([self.id, self.made_at, self.thing, self.value, self.parents]))


def read_text(sent: object) -> tuple[SentText, str]:
    """A version from the JSON that was sent, and its digest as it was sent; MalformedSave if it is none.

    It has the form of a save of answers: one entry, whose id is the save's with "/0".
    """
    try:
        read = _Save.model_validate(sent)
        sent_hash = sha256_hex(canonical_json(sent))
    except ValidationError as error:
        places = (".".join(str(step) for step in fault["loc"]) for fault in error.errors())
        raise MalformedSave(f"This save cannot be read: look at {', '.join(places)}.") from error
    except (ValueError, RecursionError) as error:
        raise MalformedSave("This save cannot be read: it holds something that JSON cannot.") from error
    entry = read.entries[0]
    parents = tuple(parent.removesuffix("/0") for parent in entry.parents)
    return SentText(read.id, read.made_at, f"{entry.kind}:{entry.subject}", entry.value, parents), sent_hash
