"""Single sign-on, against a real small provider: who is let in, and how."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from inspect_app.cli.context import utc_now
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from inspect_app.web.visitors import TOKEN
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.identity_provider import SECRET, IdentityProvider
from tests.integration.web.people import link_for, sign_in, signed_in
from tests.integration.web.single_sign_on import (
    account,
    browser,
    change,
    come_back,
    continue_from,
    kinds_of_failure,
    office,
    provider,
    whole_way,
)
from tests.integration.web.test_routes import contents

__all__ = ["browser", "office", "provider"]
NOT_MADE = "Your account here has not been made yet; ask your administrator."
NOT_BELIEVED = "Work ID can’t be reached, or gave no proper answer."


@pytest.mark.both_databases
def test_somebody_signs_in_by_a_verified_address_the_first_time(
    office: Flask, browser: Browser, engine: Engine, provider: IdentityProvider
) -> None:
    response = whole_way(browser)
    assert (response.status_code, response.location) == (302, "/")
    visitor = signed_in(office, browser)
    assert visitor is not None
    assert visitor.account == "account-ada"
    assert account(engine).single_sign_on == f"{provider.issuer} ada-at-the-provider"
    with transaction(engine) as session:
        told = [(event.action, event.subject, event.detail) for event in access_log.events(session)]
    assert told == [
        ("account.single_sign_on", "account ada@example.org", {"issuer": provider.issuer}),
        ("account.sign_in", "account ada@example.org", {}),
    ]
    assert account(engine, "noise").single_sign_on is None


def test_whatever_let_in_before_the_first_time_does_so_no_longer(
    office: Flask, browser: Browser, engine: Engine
) -> None:
    """Whoever invited somebody may have opened their link and chosen a password in their place."""
    change(engine, "ada", **dict.fromkeys(("password_hash", "totp_secret"), "planted"))
    planted = sign_in(office, "account-ada")
    whole_way(browser)
    assert signed_in(office, browser) is not None
    assert signed_in(office, planted) is None
    assert (account(engine).password_hash, account(engine).totp_secret) == (None, None)


def test_an_address_in_letters_that_look_alike_opens_nothing(
    office: Flask, browser: Browser, provider: IdentityProvider
) -> None:
    provider.claims["email"] = "ada@example.org".replace("a", "ａ", 1)
    whole_way(browser)
    assert signed_in(office, browser) is None


def test_from_then_on_the_identity_counts_and_not_the_address(
    office: Flask, browser: Browser, provider: IdentityProvider
) -> None:
    whole_way(browser)
    provider.claims = {"email": "noise@example.org"}
    other = Browser(office.test_client())
    whole_way(other)
    visitor = signed_in(office, other)
    assert visitor is not None
    assert visitor.account == "account-ada"


def test_whoever_was_signed_in_there_before_is_so_no_longer(office: Flask) -> None:
    browser = sign_in(office, "account-noise")
    with browser.client.session_transaction() as cookie:
        before = dict(cookie)
    whole_way(browser)
    with browser.client.session_transaction() as cookie:
        cookie.update(before)
    assert signed_in(office, browser) is None


def test_a_link_that_was_not_used_yet_stops_working(office: Flask, browser: Browser) -> None:
    link = link_for(office, "account-ada")
    whole_way(browser)
    Browser(office.test_client()).get(link, 404)


def test_coming_back_writes_nothing_until_the_button_is_pressed(
    office: Flask, browser: Browser, engine: Engine
) -> None:
    before = contents(engine)
    path = come_back(browser)
    page = browser.get(path)
    assert "You come from Work ID" in page
    browser.get(path)
    assert contents(engine) == before
    assert continue_from(browser, path).status_code == 302
    assert signed_in(office, browser)


def test_the_proof_key_and_the_nonce_are_new_each_time(browser: Browser, provider: IdentityProvider) -> None:
    for _ in range(2):
        come_back(browser)
    for name in ("code_challenge", "nonce", "state"):
        first, second = (asked[name] for asked in provider.asked)
        assert len(first) >= 20
        assert first != second
    assert "prompt" not in provider.asked[0]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?next=/questionnaires/", "/questionnaires/"),
        ("?next=//evil.example/", "/"),
        ("?next=https://evil.example/", "/"),
        ("?next=/%5Cevil.example", "/"),
        ("?next=/sign-in/sso", "/"),
    ],
)
def test_the_way_goes_on_to_a_page_of_ours_alone(browser: Browser, query: str, place: str) -> None:
    assert whole_way(browser, query).location == place


@pytest.mark.parametrize(
    ("claims", "values"),
    [
        ({"email": "nobody@example.org"}, {}),
        ({"email_verified": False}, {}),
        ({"email_verified": None}, {}),
        ({"email_verified": "true"}, {}),
        ({"email": None}, {}),
        ({"email": ["ada@example.org"]}, {}),
        ({}, {"disabled_at": datetime(2016, 6, 6, tzinfo=UTC)}),
        ({}, {"single_sign_on": "https://other.example ada"}),
    ],
    ids=["unknown", "unverified", "unsaid", "a word", "no address", "a list", "disabled", "somebody else’s"],
)
def test_whoever_has_no_account_to_open_is_told_so_in_the_same_words(
    office: Flask,
    browser: Browser,
    engine: Engine,
    provider: IdentityProvider,
    claims: dict[str, Any],
    values: dict[str, Any],
) -> None:
    change(engine, "ada", **values)
    before = contents(engine)
    provider.claims = claims
    response = whole_way(browser)
    assert response.status_code == 403
    assert NOT_MADE in response.text
    assert contents(engine) == before
    assert signed_in(office, browser) is None


def test_a_known_identity_does_not_open_a_disabled_account(
    office: Flask, browser: Browser, engine: Engine
) -> None:
    whole_way(browser)
    change(engine, "ada", disabled_at=utc_now())
    other = Browser(office.test_client())
    response = whole_way(other)
    assert (response.status_code, NOT_MADE in response.text) == (403, True)
    assert signed_in(office, other) is None


@pytest.mark.both_databases
def test_a_code_is_good_once(office: Flask, browser: Browser) -> None:
    path = come_back(browser)
    form = form_of(browser.get(path))
    assert browser.client.post("/sign-in/sso/back", data=form).status_code == 302
    with browser.client.session_transaction() as cookie:
        cookie.pop(TOKEN)
    browser.get(path, 400)
    again = come_back(browser)
    with browser.client.session_transaction() as cookie:
        state = cookie["single_sign_on"]["state"]
    replayed = {**form_of(browser.get(again)), "code": form["code"], "state": state}
    assert browser.client.post("/sign-in/sso/back", data=replayed).status_code == 502
    assert signed_in(office, browser) is None


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=", "?code=x&state=another", "?state=%ff&code=x"]
)
def test_an_answer_that_nobody_asked_for_is_refused(office: Flask, browser: Browser, query: str) -> None:
    browser.get(f"/sign-in/sso/back{query}", 400)
    come_back(browser)
    assert "Single sign-on didn’t work" in browser.get(f"/sign-in/sso/back{query}", 400)
    assert signed_in(office, browser) is None


def test_an_answer_opens_nothing_in_another_browser(office: Flask, browser: Browser) -> None:
    path = come_back(browser)
    Browser(office.test_client()).get(path, 400)


def test_a_form_without_its_token_is_refused(browser: Browser, office: Flask) -> None:
    form = form_of(browser.get(come_back(browser)))
    del form["csrf_token"]
    assert browser.client.post("/sign-in/sso/back", data=form).status_code == 400
    assert signed_in(office, browser) is None


def test_a_refusal_of_the_provider_is_a_plain_page(browser: Browser) -> None:
    state = come_back(browser).partition("state=")[2]
    page = browser.get(f"/sign-in/sso/back?error=access_denied&error_description=%3Cb%3E&state={state}", 502)
    assert "Work ID didn’t sign you in" in page


def test_without_a_provider_there_are_no_such_pages(app: Flask) -> None:
    browser = Browser(app.test_client())
    browser.get("/sign-in/sso", 404)
    browser.get("/sign-in/sso/back", 404)


def test_proving_again_asks_the_provider_for_a_new_proof(office: Flask, provider: IdentityProvider) -> None:
    browser = sign_in(office, "account-ada")
    response = whole_way(browser, "?again=1&next=/access-log")
    assert (response.status_code, response.location) == (302, "/access-log")
    assert (provider.asked[0]["prompt"], provider.asked[0]["max_age"]) == ("login", "0")
    visitor = signed_in(office, browser)
    assert visitor is not None
    assert visitor.proved_at is not None
    assert utc_now() - visitor.proved_at < timedelta(minutes=1)


@pytest.mark.parametrize("ago", [None, timedelta(minutes=16)])
def test_an_old_proof_is_none(browser: Browser, provider: IdentityProvider, ago: timedelta | None) -> None:
    provider.claims = {"auth_time": ago and int((utc_now() - ago).timestamp())}
    response = whole_way(browser, "?again=1")
    assert response.status_code == 403
    assert "Work ID didn’t ask you again who you are" in response.text


@pytest.mark.parametrize(
    ("ago", "proved_ago"),
    [
        (None, timedelta(days=365)),
        (timedelta(hours=3), timedelta(hours=3)),
        (-timedelta(hours=3), timedelta(0)),
    ],
)
def test_signing_in_where_the_provider_asks_nobody_is_no_fresh_proof(
    office: Flask,
    browser: Browser,
    provider: IdentityProvider,
    ago: timedelta | None,
    proved_ago: timedelta,
) -> None:
    provider.claims = {"auth_time": None if ago is None else int((utc_now() - ago).timestamp())}
    whole_way(browser)
    visitor = signed_in(office, browser)
    assert visitor is not None
    assert visitor.proved_at is not None
    assert utc_now() - visitor.proved_at >= proved_ago
    assert visitor.proved_at <= utc_now()


def test_nothing_of_the_answer_is_logged(
    browser: Browser, engine: Engine, caplog: pytest.LogCaptureFixture, provider: IdentityProvider
) -> None:
    with caplog.at_level(logging.INFO):
        path = come_back(browser)
        continue_from(browser, path)
        provider.claims = {"nonce": "another"}
        whole_way(browser)
    assert kinds_of_failure(caplog) == ["InvalidClaimError"]
    kept = str(contents(engine)["access_log"])
    for secret in (SECRET, *path.partition("?")[2].replace("code=", "").split("&state=")):
        assert secret not in caplog.text
        assert secret not in kept
