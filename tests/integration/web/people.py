"""People with accounts, at browsers of their own, without going through the pages that sign them in."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from inspect_app.fieldwork.one_time_links import make_link
from inspect_app.fieldwork.permissions import Role, Visitor
from inspect_app.fieldwork.web_session import begin, recognise
from inspect_app.ledger.entries import Actor
from inspect_app.records import accounts, memberships
from inspect_app.records.engine import Session, transaction
from inspect_app.records.models import AccountRow, InspectionRow, MembershipRow
from inspect_app.web.visitors import SEEN, TOKEN
from tests.integration.web.conftest import Browser

HOURS = timedelta(hours=12)


def make_account(app: Flask, name: str, *, administrator: bool = False, arrived: bool = False) -> str:
    """An account of somebody at example.org, who may have come by single sign-on; answers its id."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        row = AccountRow(
            id=f"account-{name}",
            email=f"{name}@example.org",
            name=name.replace("-", " ").title(),
            created_at=setting.clock(),
            administrator=administrator,
            single_sign_on=f"https://id.example.org {name}" if arrived else None,
        )
        accounts.add(session, row)
        return row.id


def link_for(app: Flask, account: str | None, lifetime: timedelta = timedelta(days=7)) -> str:
    """The path of a new one-time link for an account, or for the first administrator."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        maker = Actor("the tests", "a test")
        token = make_link(session, maker, setting.clock, account=account, lifetime=lifetime)
    return f"/welcome/{token}"


def join(app: Flask, account: str, ref: str, role: Role, area: int | None = None) -> int:
    """Gives an account a role in an inspection."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        row = MembershipRow(
            inspection_id=inspection_id(session, ref),
            account_id=account,
            role=role,
            since=setting.clock(),
            granted_by="the tests",
            area_id=area,
        )
        return memberships.add(session, row)


def inspection_id(session: Session, ref: str) -> int:
    """The id of an inspection by its ref."""
    return session.scalars(select(InspectionRow.id).where(InspectionRow.ref == ref)).one()


def sign_in(app: Flask, account: str) -> Browser:
    """A browser in which an account is signed in and has just proved who it is."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        row = accounts.find(session, account)
        assert row is not None
        token = begin(session, setting.clock, row, "a test", HOURS)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN], cookie[SEEN] = token, int(setting.clock().timestamp())
    return Browser(client)


def member(app: Flask, role: Role, ref: str = "north", area: int | None = None) -> Browser:
    """The browser of somebody new who has one role in one inspection."""
    account = make_account(app, f"{role.value}-of-{ref}-{area or 'all'}".replace("_", "-"))
    join(app, account, ref, role, area)
    return sign_in(app, account)


def signed_in(app: Flask, browser: Browser) -> Visitor | None:
    """Who is signed in at a browser, if anybody is."""
    setting = app.extensions["inspect_app"]
    with browser.client.session_transaction() as cookie:
        token = cookie.get(TOKEN, "")
    with transaction(setting.engine) as session:
        return recognise(session, token, setting.clock())
