"""Queries on one-time links."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, OneTimeLinkRow


def add(session: Session, row: OneTimeLinkRow) -> None:
    """Stores a new link."""
    session.add(row)
    session.flush()


def find(session: Session, token_hash: str, now: datetime) -> tuple[OneTimeLinkRow, AccountRow | None] | None:
    """A link that still works, and whose it is; no link of a disabled account works."""
    query = (
        select(OneTimeLinkRow, AccountRow)
        .outerjoin(AccountRow, AccountRow.id == OneTimeLinkRow.account_id)
        .where(OneTimeLinkRow.token_hash == token_hash, *_works(now), AccountRow.disabled_at.is_(None))
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def use(session: Session, token_hash: str, now: datetime) -> bool:
    """Uses a link up; False when somebody else just did, or it had expired."""
    change = update(OneTimeLinkRow).where(OneTimeLinkRow.token_hash == token_hash, *_works(now))
    return (
        session.execute(change.values(used_at=now).returning(OneTimeLinkRow.token_hash)).first() is not None
    )


def end(session: Session, account: str | None, now: datetime) -> None:
    """Lets an account's links expire, or those that have none."""
    change = update(OneTimeLinkRow).where(OneTimeLinkRow.account_id == account, *_works(now))
    session.execute(change.values(expires_at=now))


def last_maker(session: Session, account: str) -> str | None:
    """Who made an account's latest link; None when it never had one."""
    query = select(OneTimeLinkRow.made_by).where(OneTimeLinkRow.account_id == account)
    return session.scalars(query.order_by(OneTimeLinkRow.created_at.desc()).limit(1)).one_or_none()


def _works(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return OneTimeLinkRow.used_at.is_(None), OneTimeLinkRow.expires_at > now
