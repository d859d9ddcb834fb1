"""What single sign-on does not believe of a provider, and one that fails."""

import logging
import socket
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import OctKey, RSAKey

from inspect_app.cli.context import utc_now
from inspect_app.records.engine import Engine
from inspect_app.web.app import create_app
from inspect_app.web.site import SignInRules, SingleSignOn, loopback_site
from tests.integration.web.conftest import Browser
from tests.integration.web.identity_provider import CLIENT, SECRET, IdentityProvider, running
from tests.integration.web.people import signed_in
from tests.integration.web.single_sign_on import (
    browser,
    come_back,
    continue_from,
    kinds_of_failure,
    office,
    provider,
    whole_way,
)
from tests.integration.web.test_routes import contents

__all__ = ["browser", "office", "provider"]
NOT_BELIEVED = "Work ID can’t be reached, or gave no proper answer."


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": "another-client", "azp": CLIENT},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://another.example"},
        {"iss": None},
        {"exp": 1_400_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"sub": 7},
        {"auth_time": 10**30},
    ],
    ids=str,
)
def test_a_wrong_claim_is_not_believed(
    office: Flask, browser: Browser, engine: Engine, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert_not_believed(office, browser, engine)


def assert_not_believed(office: Flask, browser: Browser, engine: Engine) -> None:
    """Whoever comes the whole way now gets a plain page, and is not signed in."""
    before = contents(engine)
    response = whole_way(browser)
    assert response.status_code == 502
    assert NOT_BELIEVED in response.text
    assert contents(engine) == before
    assert signed_in(office, browser) is None


@pytest.mark.filterwarnings("ignore:JWS algorithm")  # the provider of this test does what it shouldn't
@pytest.mark.parametrize(
    ("key", "header"),
    [
        (RSAKey.generate_key(2048, {"kid": "one"}), {"alg": "RS256", "kid": "one"}),
        (RSAKey.generate_key(2048, {"kid": "two"}), {"alg": "RS256", "kid": "two"}),
        (OctKey.import_key(SECRET), {"alg": "HS256", "kid": "one"}),
        (OctKey.import_key(SECRET), {"alg": "HS256"}),
        (OctKey.import_key(SECRET), {"alg": "none"}),
    ],
    ids=["another key", "an unknown key", "our secret", "our secret without its name", "no signature"],
)
def test_a_wrong_signature_is_not_believed(
    office: Flask,
    browser: Browser,
    engine: Engine,
    provider: IdentityProvider,
    key: RSAKey | OctKey,
    header: dict[str, str],
) -> None:
    provider.key, provider.header = key, header
    assert_not_believed(office, browser, engine)


def test_a_provider_may_change_its_keys(office: Flask, browser: Browser, provider: IdentityProvider) -> None:
    whole_way(browser)
    provider.keys = [RSAKey.generate_key(2048, {"kid": "new", "use": "sig"})]
    provider.header = {"alg": "RS256", "kid": "new"}
    other = Browser(office.test_client())
    whole_way(other)
    assert signed_in(office, other)


@pytest.mark.parametrize(
    "reply",
    ["", "no json", "[]", "null", "{}", '{"id_token": 7}', '{"id_token": "a.b.c", "access_token": "x"}'],
)
def test_a_reply_of_another_form_is_a_plain_page(
    office: Flask, browser: Browser, engine: Engine, provider: IdentityProvider, reply: str
) -> None:
    provider.token_reply = reply
    assert_not_believed(office, browser, engine)


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://another.example"},
        {"issuer": None},
        {"authorization_endpoint": None},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
    ],
    ids=str,
)
def test_a_provider_that_publishes_something_else_is_not_asked(
    browser: Browser, provider: IdentityProvider, published: dict[str, Any]
) -> None:
    provider.published = published
    assert NOT_BELIEVED in browser.get("/sign-in/sso", 502)
    assert provider.asked == []


def test_a_provider_that_is_down_is_a_plain_page(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        down = SingleSignOn(f"http://127.0.0.1:{taken.getsockname()[1]}", CLIENT, SECRET, "Work ID")
        site = replace(loopback_site(), rules=SignInRules(single_sign_on=down))
        browser = Browser(create_app(engine, clock=utc_now, owner=None, site=site).test_client())
        with caplog.at_level(logging.WARNING):
            assert NOT_BELIEVED in browser.get("/sign-in/sso", 502)
    assert kinds_of_failure(caplog) == ["ConnectionError"]
    assert SECRET not in caplog.text


def test_a_provider_that_goes_down_on_the_way_is_a_plain_page(engine: Engine) -> None:
    with running() as provider:
        chosen = SingleSignOn(provider.issuer, CLIENT, SECRET, "Work ID")
        site = replace(loopback_site(), rules=SignInRules(single_sign_on=chosen))
        browser = Browser(create_app(engine, clock=utc_now, owner=None, site=site).test_client())
        path = come_back(browser)
    assert continue_from(browser, path).status_code == 502


def test_a_wrong_client_secret_is_a_plain_page(
    browser: Browser, office: Flask, provider: IdentityProvider
) -> None:
    setting = office.extensions["inspect_app"]
    chosen = SingleSignOn(provider.issuer, CLIENT, "another secret", "Work ID")
    rules = SignInRules(single_sign_on=chosen)
    office.extensions["inspect_app"] = setting._replace(site=replace(setting.site, rules=rules))
    assert whole_way(browser).status_code == 502
