"""Queries on the browsers in which people are signed in."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, WebSessionRow


def token_hash(token: str) -> str:
    """What the database keeps of a token: its SHA-256, from which nobody gets the token back."""
    return sha256(token.encode()).hexdigest()


def add(session: Session, row: WebSessionRow) -> None:
    """Stores that somebody has signed in."""
    session.add(row)
    session.flush()


def recognise(session: Session, token: str, now: datetime) -> tuple[WebSessionRow, AccountRow] | None:
    """Where a token is signed in, and who; None once that is over or the account is disabled."""
    found = session.execute(_RECOGNISE, {"token": token_hash(token), "now": now}).one_or_none()
    return (found[0], found[1]) if found else None


# Each page asks this: built once, it takes half as long.
_RECOGNISE = (
    select(WebSessionRow, AccountRow)
    .join(AccountRow, AccountRow.id == WebSessionRow.account_id)
    .where(
        WebSessionRow.token_hash == bindparam("token"),
        WebSessionRow.ended_at.is_(None),
        WebSessionRow.expires_at > bindparam("now"),
        AccountRow.disabled_at.is_(None),
    )
)


def open_of(session: Session, account: str, now: datetime) -> Sequence[WebSessionRow]:
    """Where an account is signed in now, the newest first."""
    query = select(WebSessionRow).where(
        WebSessionRow.account_id == account, WebSessionRow.ended_at.is_(None), WebSessionRow.expires_at > now
    )
    return session.scalars(query.order_by(WebSessionRow.started_at.desc())).all()


def last_started(session: Session) -> dict[str, datetime]:
    """When each account was last signed in to; one that never was is missing."""
    query = select(WebSessionRow.account_id, func.max(WebSessionRow.started_at))
    return dict(session.execute(query.group_by(WebSessionRow.account_id)).all())


def prove(session: Session, web_session: str, now: datetime) -> None:
    """Notes that somebody proved again who they are."""
    session.execute(update(WebSessionRow).where(WebSessionRow.id == web_session).values(proved_at=now))


def end(
    session: Session, account: str, now: datetime, *, web_session: str | None = None, but: str | None = None
) -> None:
    """Signs an account out: in one browser, or in all of them `but` one."""
    change = update(WebSessionRow).where(
        WebSessionRow.account_id == account, WebSessionRow.ended_at.is_(None)
    )
    if web_session is not None:
        change = change.where(WebSessionRow.id == web_session)
    if but is not None:
        change = change.where(WebSessionRow.id != but)
    session.execute(change.values(ended_at=now))


def end_token(session: Session, token: str, now: datetime) -> None:
    """Ends being signed in with a token, whoever it is that was."""
    same = WebSessionRow.token_hash == token_hash(token), WebSessionRow.ended_at.is_(None)
    session.execute(update(WebSessionRow).where(*same).values(ended_at=now))


def account_of(session: Session, token: str) -> str | None:
    """Whose token it is or was, over or not; None when it is nobody's."""
    query = select(WebSessionRow.account_id).where(WebSessionRow.token_hash == token_hash(token))
    return session.scalar(query)
