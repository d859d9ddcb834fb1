"""Notes in the access log that somebody looked at what tells of identifiable people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Look:
    """A kind of look: its action, and its subject with the places to be filled in, such as "row {row}"."""

    action: str
    subject: str


LONG_LIST = Look("cases.look", "long list")
LONG_LIST_ROW = Look("cases.look", "row {row}")
ALERTS = Look("alerts.look", "alerts")
CASE = Look("case.look", "case {reference}")
CHANGES = Look("changes.look", "what changed")
FIGURE = Look("figure.cases", "{behind} of {row}")


def log_look(
    session: Session,
    actor: Actor,
    clock: Clock,
    look: Look,
    detail: Mapping[str, Any] | None = None,
    *,
    ref: str,
    **places: object,
) -> None:
    """Write one line about a look at something of inspection `ref`; `places` fill in the subject."""
    subject = look.subject.format(**places)
    access_log.record(session, clock(), actor, look.action, ref, subject, dict(detail or {}))
