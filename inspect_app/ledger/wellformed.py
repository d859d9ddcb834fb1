"""Tells a save from what is none; whether a well-formed entry counts is for `replay` to say."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from inspect_app.ledger.entries import EntryKind, MalformedSave, Save

MAXIMUM_ENTRIES = 1_000
LATEST_REVISION = 2**31 - 1
"""What a database holds as a whole number."""
MAXIMUM_BYTES = 200_000
"""Of all entries of a save together, as canonical JSON."""

_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = r"[a-z][a-z0-9_]{0,59}"
_SUBJECT = re.compile(_ID)
_KEYED = re.compile(_ID + r"/[0-9a-f]{8,32}")
_SUBJECTS = {EntryKind.STATE: re.compile(""), EntryKind.EVIDENCE: _KEYED, EntryKind.ALERT: _KEYED}
_ENTRY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(0|[1-9][0-9]{0,2})")

_KIND_WORDS = {
    EntryKind.ANSWER: "an answer",
    EntryKind.COMMENT: "a comment",
    EntryKind.EVIDENCE: "a piece of evidence",
    EntryKind.VISIT: "a visit",
    EntryKind.ALERT: "an alert",
    EntryKind.STATE: "a change of state",
}


def check_well_formed(save: Save) -> None:
    """Raises MalformedSave, naming everything that is wrong, unless a save can be stored."""
    if faults := list(_faults(save)):
        raise MalformedSave(f"This save cannot be read: {'; '.join(faults)}.")


def _faults(save: Save) -> Iterator[str]:
    if not _is_uuid(save.id, version=7):
        yield "its id is not a version 7 UUID"
    if not _is_uuid(save.assessment):
        yield "its assessment is not a UUID"
    if not (_NAME.fullmatch(save.author) and _NAME.fullmatch(save.device)):
        yield "its author or device is not a name"
    if not _is_utc(save.made_at):
        yield "it does not say in UTC when it was made"
    if not _HASH.fullmatch(save.definition_hash) or not 1 <= save.text_revision <= LATEST_REVISION:
        yield "it does not name a definition and its text revision"
    yield from _entry_faults(save)


def _entry_faults(save: Save) -> Iterator[str]:
    entries = save.entries
    if not 1 <= len(entries) <= MAXIMUM_ENTRIES:
        yield f"it has {len(entries):,} entries, where 1 to {MAXIMUM_ENTRIES:,} are allowed"
    for place, entry in enumerate(entries):
        if not _SUBJECTS.get(entry.kind, _SUBJECT).fullmatch(entry.subject):
            yield f"entry {place} is not about what {_KIND_WORDS[entry.kind]} is about"
        if not all(_ENTRY_ID.fullmatch(parent) for parent in entry.parents):
            yield f"entry {place} names a parent that is not an entry"
    try:
        length = len(save.entries_text.encode())
    except (TypeError, ValueError, RecursionError):
        yield "it holds something that JSON cannot"
    else:
        if length > MAXIMUM_BYTES:
            yield f"its entries are longer than {MAXIMUM_BYTES:,} bytes"


def _is_uuid(text: str, version: int | None = None) -> bool:
    try:
        parsed = UUID(text)
    except ValueError:
        return False
    return str(parsed) == text and version in (None, parsed.version)


def _is_utc(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False
