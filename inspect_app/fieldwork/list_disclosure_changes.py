"""How the settings that keep people from being recognised have changed: when, by whom and why."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.set_disclosure import ACTION
from inspect_app.findings.disclosure import Disclosure
from inspect_app.records import access_log
from inspect_app.records.access_log import Filter
from inspect_app.records.engine import Session

MOST = 200


@dataclass(frozen=True)
class DisclosureChange:
    """One change of the settings."""

    at: datetime
    author: str
    reason: str
    before: Disclosure
    after: Disclosure


def list_disclosure_changes(session: Session, ref: str) -> list[DisclosureChange]:
    """The changes of an inspection's settings as the access log tells them, newest first, 200 at most."""
    lines, _ = access_log.search(session, Filter(inspection=ref, action=ACTION), limit=MOST)
    return [
        DisclosureChange(
            line.event.at,
            line.event.actor.name,
            line.event.reason or "",
            Disclosure(**line.event.detail["before"]),
            Disclosure(**line.event.detail["after"]),
        )
        for line in lines
    ]
