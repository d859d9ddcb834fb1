"""The access log: what was done or looked at, when and by whom; rows are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.orm import Session

from inspect_app.ledger.access_chain import Event, beginning, link
from inspect_app.ledger.entries import Actor
from inspect_app.records.base import Detail
from inspect_app.records.models import AccessLogHeadRow, AccessLogRow

__all__ = ["Event", "Filter", "Line", "events", "line_of", "lines", "lock_head", "record", "search", "write"]


@dataclass(frozen=True)
class Line:
    """An event with its place in the chain of its inspection, from 1, and the chain's hash there."""

    seq: int
    chain_hash: str
    event: Event


@dataclass(frozen=True)
class Filter:
    """Which lines to find; None asks for no particular one.

    `person` may be part of a name, in capitals or not; `subject` is a whole one. `since` is the first moment
    and `until` the first moment after.
    """

    inspection: str | None = None
    action: str | None = None
    person: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def record(
    session: Session,
    at: datetime,
    actor: Actor,
    action: str,
    inspection: str | None,
    subject: str,
    detail: Detail,
) -> None:
    """Adds a line about something that has neither reason nor recipient; see `write`."""
    write(session, Event(at, actor, action, inspection, subject, detail))


def write(session: Session, event: Event) -> None:
    """Adds a line in the transaction of what it tells of, so that neither is kept without the other.

    Whoever else writes about the same inspection waits from here until the transaction ends.
    """
    head = _head(session, event.inspection)
    head.lines += 1
    head.head = link(head.head, event)
    session.add(
        AccessLogRow(
            at=event.at,
            author=event.actor.name,
            device=event.actor.device,
            action=event.action,
            inspection=event.inspection,
            subject=event.subject,
            detail=event.detail,
            seq=head.lines,
            chain_hash=head.head,
            reason=event.reason,
            recipient=event.recipient,
        )
    )
    session.flush()


def events(session: Session, inspection: str | None = None) -> list[Event]:
    """The events of one inspection, or all of them, oldest first."""
    return [line.event for line in lines(session, inspection)]


def lines(session: Session, inspection: str | None = None) -> list[Line]:
    """The lines about one inspection, or all of them, in the order they were written."""
    query = select(AccessLogRow).order_by(AccessLogRow.id)
    if inspection is not None:
        query = query.where(AccessLogRow.inspection == inspection)
    return [line_of(row) for row in session.scalars(query)]


def search(session: Session, wanted: Filter, *, limit: int, offset: int = 0) -> tuple[list[Line], int]:
    """Some of the lines that a filter finds, newest first, and how many it finds in all."""
    conditions = list(_conditions(wanted))
    query = select(AccessLogRow).where(*conditions).order_by(AccessLogRow.id.desc())
    found = session.scalars(query.limit(limit).offset(offset))
    total = session.scalar(select(func.count()).select_from(AccessLogRow).where(*conditions))
    return [line_of(row) for row in found], total or 0


def line_of(row: AccessLogRow) -> Line:
    """The line that a row holds."""
    event = Event(
        row.at,
        Actor(row.author, row.device),
        row.action,
        row.inspection,
        row.subject,
        row.detail,
        row.reason,
        row.recipient,
    )
    return Line(row.seq, row.chain_hash, event)


def lock_head(session: Session, chain: str) -> AccessLogHeadRow | None:
    """Where a chain ends, by ref or "" for that of no inspection.

    Nobody else can add to it before this transaction ends.
    """
    return session.scalars(_locked(chain)).one_or_none()


def _head(session: Session, inspection: str | None) -> AccessLogHeadRow:
    chain = inspection or ""
    if head := lock_head(session, chain):
        return head
    # two first lines at once: the second waits here for the first, and then finds its row
    begin = text(
        "INSERT INTO access_log_head (chain, lines, head) VALUES (:chain, 0, :head) ON CONFLICT DO NOTHING"
    )
    session.execute(begin, {"chain": chain, "head": beginning(inspection)})
    return session.scalars(_locked(chain)).one()


def _locked(chain: str) -> Select[AccessLogHeadRow]:
    # on SQLite a transaction that writes holds the write lock from its beginning
    query = select(AccessLogHeadRow).where(AccessLogHeadRow.chain == chain)
    return query.with_for_update().execution_options(populate_existing=True)


def _conditions(wanted: Filter) -> Iterable[ColumnElement[bool]]:
    if wanted.inspection is not None:
        yield AccessLogRow.inspection == wanted.inspection
    if wanted.action is not None:
        yield AccessLogRow.action == wanted.action
    if wanted.person is not None:
        yield AccessLogRow.author.icontains(wanted.person, autoescape=True)
    if wanted.subject is not None:
        yield AccessLogRow.subject == wanted.subject
    if wanted.since is not None:
        yield AccessLogRow.at >= wanted.since
    if wanted.until is not None:
        yield AccessLogRow.at < wanted.until
