"""Makes, reads and uses the links by which somebody chooses a password, once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from inspect_app.fieldwork.make_account import has_way_in, make_account
from inspect_app.fieldwork.web_session import name_of, subject_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, accounts, one_time_links
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow, OneTimeLinkRow
from inspect_app.records.web_sessions import token_hash


def make_link(
    session: Session, actor: Actor, clock: Clock, *, account: str | None, lifetime: timedelta
) -> str:
    """The token of a new link, which is kept nowhere; earlier links of the account stop working."""
    now = clock()
    one_time_links.end(session, account, now)
    token = secrets.token_urlsafe(32)
    row = OneTimeLinkRow(
        token_hash=token_hash(token),
        account_id=account,
        created_at=now,
        expires_at=now + lifetime,
        made_by=actor.name,
    )
    one_time_links.add(session, row)
    return token


@dataclass(frozen=True)
class Welcome:
    """What a link leads to: the account it is for, or the making of the first administrator's."""

    account: AccountRow | None


@dataclass(frozen=True)
class Choice:
    """What somebody chose: a password, by its hash; the first administrator also a name and an address."""

    password_hash: str
    name: str = ""
    email: str = ""


def read_link(session: Session, clock: Clock, token: str) -> Welcome | None:
    """What a link leads to, without using it; None when it is unknown, used, expired or past its purpose."""
    found = one_time_links.find(session, token_hash(token), clock())
    if found is None:
        return None
    _, account = found
    if account is None:
        return None if accounts.exist(session) else Welcome(None)
    # Else a link that lay about would be a way round the second factor.
    return None if has_way_in(account) else Welcome(account)


def use_link(session: Session, clock: Clock, token: str, choice: Choice) -> AccountRow | None:
    """Uses a link up and keeps what its owner chose; None when it no longer works."""
    welcome = read_link(session, clock, token)
    if welcome is None or not one_time_links.use(session, token_hash(token), clock()):
        return None
    account = welcome.account or make_account(
        session, clock, email=choice.email, name=choice.name, administrator=True
    )
    accounts.set_password(session, account, choice.password_hash)
    actor = Actor(name_of(account), "one-time link")
    access_log.record(session, clock(), actor, "account.welcome", None, subject_of(account), {})
    return account
