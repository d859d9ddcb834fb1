"""A line of the access log, and the hash chain that the lines about one inspection form."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex


@dataclass(frozen=True)
class Event:
    """What a line tells: who did or looked at what, and when.

    `inspection` is its ref, None where the event concerns no single one. `reason` is why, where one was
    asked for; `recipient` is who was given what was disclosed.
    """

    at: datetime
    actor: Actor
    action: str
    inspection: str | None
    subject: str
    detail: dict[str, Any]
    reason: str | None = None
    recipient: str | None = None


def content(event: Event) -> dict[str, object]:
    """Everything that a line tells, in the form that is hashed; the time is in UTC, to the microsecond."""
    return {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "author": event.actor.name,
        "device": event.actor.device,
        "action": event.action,
        "inspection": event.inspection,
        "subject": event.subject,
        "detail": event.detail,
        "reason": event.reason,
        "recipient": event.recipient,
    }


def beginning(inspection: str | None) -> str:
    """What the chain of an inspection's lines starts from; None is the chain of lines about no single one."""
    return sha256_hex(canonical_json({"access_log": inspection}))


def link(previous: str, event: Event) -> str:
    """The chain after one more line: SHA-256 of the chain before and of what the line tells."""
    told = sha256_hex(canonical_json(content(event)))
    return sha256_hex(canonical_json({"previous": previous, "content": told}))
