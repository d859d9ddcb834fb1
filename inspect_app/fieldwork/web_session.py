"""Begins and ends being signed in, and says who is signed in with a token."""

import secrets
from datetime import date, datetime, timedelta
from uuid import uuid4

from inspect_app.fieldwork.permissions import Membership, Role, Visitor
from inspect_app.ledger.entries import Actor, Clock, account_name
from inspect_app.records import access_log, accounts, areas, memberships, web_sessions
from inspect_app.records.areas import Area
from inspect_app.records.engine import Session
from inspect_app.records.memberships import Held
from inspect_app.records.models import AccountRow, WebSessionRow


def begin(
    session: Session,
    clock: Clock,
    account: AccountRow,
    device: str,
    longest: timedelta,
    *,
    instead_of: str | None = None,
    proved_at: datetime | None = None,
) -> str:
    """Sign an account in and answer the token that says so, which is kept nowhere; `longest` is how long.

    `instead_of` is the token of whoever was signed in in the same browser before; that is over. `proved_at`
    is when they last proved who they are, if it wasn't just now.
    """
    now = clock()
    if instead_of:
        web_sessions.end_token(session, instead_of, now)
    token = secrets.token_urlsafe(32)
    row = WebSessionRow(
        id=str(uuid4()),
        token_hash=web_sessions.token_hash(token),
        account_id=account.id,
        device=device,
        started_at=now,
        proved_at=proved_at or now,
        expires_at=now + longest,
    )
    web_sessions.add(session, row)
    access_log.record(session, now, actor_of(account, row), "account.sign_in", None, subject_of(account), {})
    return token


def end(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    account: str,
    web_session: str | None = None,
    but: str | None = None,
) -> None:
    """Sign an account out in one browser, or everywhere `but` in one."""
    now = clock()
    found = accounts.find(session, account)
    web_sessions.end(session, account, now, web_session=web_session, but=but)
    detail = {"everywhere": web_session is None}
    if found:
        access_log.record(session, now, actor, "account.sign_out", None, subject_of(found), detail)


def note_failure(session: Session, actor: Actor, clock: Clock, *, account: str, proof: str) -> None:
    """Note that somebody gave the wrong `proof` of being an account's owner: its password, or a code."""
    found = accounts.find(session, account)
    if found:
        detail = {"wrong": proof}
        access_log.record(session, clock(), actor, "account.sign_in_failed", None, subject_of(found), detail)


def recognise(session: Session, token: str, now: datetime) -> Visitor | None:
    """Who is signed in with a token, with what is theirs to do; None when nobody is."""
    found = web_sessions.recognise(session, token, now)
    if found is None:
        return None
    return Visitor(
        actor=_actor(found.name, found.email, found.device, found.web_session),
        account=found.account,
        administrator=found.administrator,
        memberships=_memberships(session, found.roles),
        web_session=found.web_session,
        proved_at=found.proved_at,
        name=found.name,
        password_alone=found.password_alone,
    )


def visitor_of(session: Session, account: AccountRow, actor: Actor, today: date) -> Visitor:
    """Somebody who is not there, with what is theirs to do on a day: for what is done on their behalf."""
    return Visitor(
        actor=actor,
        account=account.id,
        administrator=account.administrator,
        memberships=_memberships(session, memberships.held_by(session, account.id, today)),
        name=account.name,
    )


def actor_of(account: AccountRow, where: WebSessionRow) -> Actor:
    """An account as the ledger and the access log name it, where it is signed in."""
    return _actor(account.name, account.email, where.device, where.id)


def _actor(name: str, email: str, device: str, web_session: str) -> Actor:
    return Actor(account_name(name, email), f"{device}, {web_session[:8]}")


def name_of(account: AccountRow) -> str:
    """An account by its name and email address."""
    return account_name(account.name, account.email)


def subject_of(account: AccountRow) -> str:
    """An account as the access log says what a line is about."""
    return f"account {account.email}"


def _memberships(session: Session, held: list[Held]) -> tuple[Membership, ...]:
    about_areas = {each.inspection for each in held if each.area is not None}
    tree = areas.of_inspections(session, about_areas) if about_areas else []
    return tuple(
        Membership(
            each.inspection,
            each.ref,
            Role(each.role),
            each.area,
            _of_area(tree, Role(each.role), each.area) if each.area is not None else frozenset(),
        )
        for each in held
    )


def _of_area(tree: list[Area], role: Role, area: int) -> frozenset[int]:
    return areas.kept_from(tree, area) if role is Role.LOCAL_ASSESSOR else areas.within(tree, area)
