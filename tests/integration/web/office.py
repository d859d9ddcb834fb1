"""An office server where everybody signs in, people with passwords and apps, and a clock to turn by hand."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pyotp
import pytest
from flask import Flask

from inspect_app.fieldwork.passwords import hash_password
from inspect_app.fieldwork.second_factor import Seal
from inspect_app.ledger.access_chain import Event
from inspect_app.records import access_log, accounts
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow
from inspect_app.web.app import create_app
from inspect_app.web.site import SignInRules, Site
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.people import make_account

PASSWORD = "four quiet lemon trees"  # noqa: S105  # it opens nothing outside the tests
WRONG = "not the right words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of no app in use
KEY = "the secret of this site"


class Hand:
    """A clock that stands still until it is turned, at nine o'clock on 6 June 2016."""

    def __init__(self) -> None:
        self.now = datetime(2016, 6, 6, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        """Turns it on."""
        self.now += timedelta(**by)


def make_office(engine: Engine, hand: Hand, **rules: Any) -> Flask:
    """One of an office's workers; all of them have the same secret."""
    site = Site(frozenset({"localhost"}), secret_key=KEY, rules=SignInRules(**rules))
    return create_app(engine, clock=hand, owner=None, site=site)


@pytest.fixture
def hand() -> Hand:
    """The clock of the office."""
    return Hand()


@pytest.fixture
def office(engine: Engine, hand: Hand) -> Flask:
    """An office that leaves second factors to everybody, with Noise Person's account."""
    app = make_office(engine, hand, second_factor=False)
    employ(app, "noise-person", app_secret=SECRET)
    return app


@pytest.fixture
def sam(office: Flask) -> Browser:
    """The browser of Sam, who has a password and hasn't signed in."""
    employ(office, "sam")
    return Browser(office.test_client())


@cache
def _hashed(password: str) -> str:
    return hash_password(password)


def employ(app: Flask, name: str, password: str | None = PASSWORD, app_secret: str | None = None) -> str:
    """The account of somebody at example.org, with a password and perhaps an authenticator app."""
    id_ = make_account(app, name)
    change(app, id_, password_hash=password and _hashed(password))
    if app_secret:
        change(app, id_, totp_secret=Seal(KEY).close(id_, app_secret))
    return id_


def change(app: Flask, account: str, **values: Any) -> None:
    """Changes an account behind the scenes."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        row = found(session, account)
        for name, value in values.items():
            setattr(row, name, value)


def found(session: Any, account: str) -> AccountRow:
    """An account that is there."""
    row = accounts.find(session, account)
    assert row is not None
    return row


def give(browser: Browser, name: str, password: str = PASSWORD, status: int = 200, query: str = "") -> str:
    """The page that follows when somebody's address and a password are given."""
    fields = {"email": f"{name}@example.org", "password": password}
    return browser.send(f"/sign-in{query}", fields, status)


def code_at(hand: Hand, steps: int = 0) -> str:
    """What the app of `SECRET` shows, now or some steps off."""
    return pyotp.TOTP(SECRET).at(int(hand.now.timestamp()) + 30 * steps)


def enter(browser: Browser, code: str, status: int = 200) -> str:
    """The page that follows when a code is given."""
    return browser.send("/sign-in/code", {"code": code}, status)


def signed_in(html: str, name: str = "Sam") -> bool:
    """Whether a page says that somebody is signed in."""
    return f"{name}<span" in html and "Sign out" in html


def events(app: Flask, kind: str = "account.") -> list[Event]:
    """The lines of the access log whose action begins so."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        return [each for each in access_log.events(session) if each.action.startswith(kind)]


def actions(app: Flask) -> list[str]:
    """What the access log says was done with accounts."""
    return [event.action.removeprefix("account.") for event in events(app)]


def token_in(html: str) -> str:
    """The CSRF token of a page."""
    return str(form_of(html)["csrf_token"])
