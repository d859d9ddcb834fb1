"""Queries on the browsers in which people are signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Date, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from inspect_app.records.memberships import HELD, Held, holds
from inspect_app.records.models import AccountRow, InspectionRow, MembershipRow, WebSessionRow


def token_hash(token: str) -> str:
    """What the database keeps of a token: its SHA-256, from which nobody gets the token back."""
    return sha256(token.encode()).hexdigest()


def add(session: Session, row: WebSessionRow) -> None:
    """Stores that somebody has signed in."""
    session.add(row)
    session.flush()


@dataclass(frozen=True)
class SignedIn:
    """Where a token is signed in, and who, with the roles they hold."""

    web_session: str
    device: str
    proved_at: datetime
    account: str
    name: str
    email: str
    administrator: bool
    password_alone: bool
    roles: list[Held]


def recognise(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Who is signed in with a token; None once that is over or the account is disabled."""
    about = {"token": token_hash(token), "now": now, "today": now.date()}
    rows: Sequence[Any] = session.connection().execute(_RECOGNISE, about).all()  # nothing is scoped yet
    if not rows:
        return None
    where, device, proved_at, account, name, email, administrator, password, secret = rows[0][: len(_WHO)]
    return SignedIn(
        web_session=where,
        device=device,
        proved_at=proved_at,
        account=account,
        name=name,
        email=email,
        administrator=administrator,
        password_alone=password is not None and secret is None,
        roles=[Held(*held) for held in (row[len(_WHO) :] for row in rows) if held[0] is not None],
    )


_WHO = (
    WebSessionRow.id,
    WebSessionRow.device,
    WebSessionRow.proved_at,
    AccountRow.id,
    AccountRow.name,
    AccountRow.email,
    AccountRow.administrator,
    AccountRow.password_hash,
    AccountRow.totp_secret,
)
# Each page asks this: one query, built once.
_RECOGNISE = (
    select(*_WHO, *HELD)
    .select_from(WebSessionRow)
    .join(AccountRow, AccountRow.id == WebSessionRow.account_id)
    .outerjoin(
        MembershipRow, and_(MembershipRow.account_id == AccountRow.id, *holds(bindparam("today", type_=Date)))
    )
    .outerjoin(InspectionRow, InspectionRow.id == MembershipRow.inspection_id)
    .order_by(MembershipRow.id)
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
