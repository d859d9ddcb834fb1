"""The hash chain of an assessment's saves, and the digest that names a set of saves."""

from collections.abc import Iterable
from datetime import UTC, datetime

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex


def beginning(assessment: str) -> str:
    """What the chain of an assessment starts from, before any save."""
    return sha256_hex(canonical_json({"assessment": assessment}))


def link(previous: str, content: str, received_at: datetime) -> str:
    """The chain after one more save: SHA-256 of the chain before, the save's content hash, when it came."""
    received = received_at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256_hex(canonical_json({"previous": previous, "content": content, "received_at": received}))


def position(save_ids: Iterable[str]) -> str:
    """The digest of a set of saves: whoever names it has seen exactly these, in whatever order they came."""
    return sha256_hex(canonical_json(sorted(set(save_ids))))
