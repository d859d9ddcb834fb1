"""The access log: what was done or looked at, when and by whom; rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.ledger.entries import Actor
from inspect_app.records.base import Detail
from inspect_app.records.models import AccessLogRow


@dataclass(frozen=True)
class Event:
    """A line of the access log; `inspection` is its ref, None where the event concerns no single one."""

    at: datetime
    actor: Actor
    action: str
    inspection: str | None
    subject: str
    detail: Detail


def record(
    session: Session,
    at: datetime,
    actor: Actor,
    action: str,
    inspection: str | None,
    subject: str,
    detail: Detail,
) -> None:
    """Adds a line in the transaction of what it tells of, so that neither is kept without the other."""
    session.add(
        AccessLogRow(
            at=at,
            author=actor.name,
            device=actor.device,
            action=action,
            inspection=inspection,
            subject=subject,
            detail=detail,
        )
    )
    session.flush()


def events(session: Session, inspection: str | None = None) -> list[Event]:
    """The lines about one inspection, or all of them, oldest first."""
    query = select(AccessLogRow).order_by(AccessLogRow.id)
    if inspection is not None:
        query = query.where(AccessLogRow.inspection == inspection)
    return [
        Event(row.at, Actor(row.author, row.device), row.action, row.inspection, row.subject, row.detail)
        for row in session.scalars(query)
    ]
