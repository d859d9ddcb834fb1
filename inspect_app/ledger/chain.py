"""The hash chain of an assessment's saves, and the digest that names a set of saves."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex


def beginning(assessment: str) -> str:
    """What the chain of an assessment starts from, before any save."""
    return sha256_hex(canonical_json({"assessment": assessment}))


def link(previous: str, content: str, received_at: datetime) -> str:
    """The chain after one more save: SHA-256 of the chain before, the save's content hash, when it came."""
    received = received_at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256_hex(canonical_json({"previous": previous, "content": content, "received_at": received}))


class Head(NamedTuple):
    """Where the chain of an assessment ends: how many saves it has and the hash of the last."""

    assessment: str
    saves: int
    chain: str


def anchor(heads: Iterable[Head]) -> dict[str, int | str]:
    """What a ledger amounts to at one moment: assessments, saves, and a digest of where each chain ends.

    The digest is the SHA-256 of the list of [assessment, saves, chain], by assessment, as canonical JSON.
    """
    ends = sorted(heads)
    saves = sum(head.saves for head in ends)
    return {"assessments": len(ends), "saves": saves, "heads": sha256_hex(canonical_json(ends))}


def position(save_ids: Iterable[str]) -> str:
    """The digest of a set of saves: whoever names it has seen exactly these, in whatever order they came."""
    return sha256_hex(canonical_json(sorted(set(save_ids))))
