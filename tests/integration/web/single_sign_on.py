"""An office that signs in by a real small provider, and the way there and back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
from flask import Flask

from inspect_app.cli.context import utc_now
from inspect_app.records import accounts
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow
from inspect_app.web.app import create_app
from inspect_app.web.site import SignInRules, SingleSignOn, loopback_site
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.identity_provider import CLIENT, SECRET, IdentityProvider, running
from tests.integration.web.people import make_account


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    """An OpenID provider that knows ada@example.org."""
    with running() as started:
        yield started


@pytest.fixture
def office(engine: Engine, provider: IdentityProvider) -> Flask:
    """The application of an office that signs in by the provider, now; it knows Ada and Noise."""
    chosen = SingleSignOn(provider.issuer, CLIENT, SECRET, "Work ID")
    site = replace(loopback_site(), rules=SignInRules(single_sign_on=chosen))
    made = create_app(engine, clock=utc_now, owner=None, site=site)
    made.testing = False
    for name in ("noise", "ada"):
        make_account(made, name)
    return made


@pytest.fixture
def browser(office: Flask) -> Browser:
    """The browser of somebody who isn't signed in."""
    return Browser(office.test_client())


def account(engine: Engine, name: str = "ada") -> AccountRow:
    with transaction(engine) as session:
        row = accounts.find(session, f"account-{name}")
        assert row is not None
        session.expunge(row)
    return row


def change(engine: Engine, name: str, **values: Any) -> None:
    with transaction(engine) as session:
        row = accounts.find(session, f"account-{name}")
        assert row is not None
        for attribute, value in values.items():
            setattr(row, attribute, value)


def come_back(browser: Browser, query: str = "") -> str:
    """The path by which the provider sends somebody back who was sent to it."""
    gone = browser.client.get(f"/sign-in/sso{query}")
    assert gone.status_code == 302, gone.text
    returned = requests.get(gone.location, allow_redirects=False, timeout=5)
    return returned.headers["Location"].removeprefix("http://localhost")


def continue_from(browser: Browser, path: str) -> Any:
    """The response, before any redirect, to the button of the page that somebody comes back to."""
    return browser.client.post("/sign-in/sso/back", data=form_of(browser.get(path)))


def whole_way(browser: Browser, query: str = "") -> Any:
    return continue_from(browser, come_back(browser, query))


def kinds_of_failure(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the server's log tells an administrator of failures."""
    told = [getattr(record, "fields", {}) for record in caplog.records]
    return [fields["kind"] for fields in told if fields.get("event") == "single_sign_on_failed"]
