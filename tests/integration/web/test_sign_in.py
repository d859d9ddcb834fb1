"""Signing in and out."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    WRONG,
    Hand,
    actions,
    employ,
    give,
    hand,
    make_office,
    office,
    sam,
    signed_in,
    token_in,
)

__all__ = ["hand", "office", "sam"]


def test_signing_in_leads_to_the_page_that_was_asked_for(sam: Browser) -> None:
    response = sam.client.get("/questionnaires/?by=name")
    assert response.location == "/sign-in?next=/questionnaires/?by%3Dname"
    html = give(sam, "sam", query="?next=/questionnaires/?by%3Dname")
    assert sam.titles.keys() == {"/sign-in", "/questionnaires/"}
    assert signed_in(html)
    assert 'href="/account"' in html


def test_nobody_is_offered_an_account_before_signing_in(sam: Browser) -> None:
    assert "Sign out" not in sam.get("/sign-in")


def test_the_owner_of_the_computer_neither_signs_in_nor_out(browser: Browser) -> None:
    html = browser.get("/sign-in")
    assert list(browser.titles) == ["/"]
    assert "Sign out" not in html
    browser.get("/account", 403)


def test_an_address_is_the_same_in_capitals(sam: Browser) -> None:
    fields = {"email": " SAM@Example.org ", "password": PASSWORD}
    assert signed_in(sam.send("/sign-in", fields))


def test_signing_out_ends_it_in_the_database_too(office: Flask, sam: Browser) -> None:
    give(sam, "sam")
    kept = sam.client.get_cookie("inspect-app")
    assert kept is not None
    html = sam.send("/sign-out", {}, page="/")
    assert "You have signed out" in html
    assert actions(office) == ["sign_in", "sign_out"]
    sam.client.set_cookie("inspect-app", kept.value)
    assert sam.client.get("/").location == "/sign-in?next=/"


def test_signing_out_too_late_is_no_error(sam: Browser, hand: Hand) -> None:
    html = give(sam, "sam")
    hand.turn(hours=13)
    assert "You have signed out" in sam.post("/sign-out", form_of(html)).get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "", "password": PASSWORD}, "Enter your email address"),
        ({"email": "sam", "password": PASSWORD}, "Enter an email address like"),
        ({"email": "s\0am@example.org", "password": PASSWORD}, "Enter an email address like"),
        ({"email": f"{'s' * 250}@example.org", "password": PASSWORD}, "at most 254 characters"),
        ({"email": "sam@example.org", "password": ""}, "Enter your password"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_counted(
    sam: Browser, engine: Engine, fields: dict[str, str], said: str
) -> None:
    assert said in sam.send("/sign-in", fields, 422)
    with transaction(engine) as session:
        assert session.execute(text("SELECT count(*) FROM attempts")).scalar() == 0


def test_a_password_is_never_repeated(sam: Browser) -> None:
    assert WRONG not in give(sam, "sam", WRONG, 422)


def test_nothing_that_was_planted_in_the_cookie_outlives_signing_in(sam: Browser) -> None:
    before = token_in(sam.get("/sign-in"))
    with sam.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        secret = cookie["csrf_token"]
    give(sam, "sam")
    with sam.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["csrf_token"] != secret
        first = cookie["token"]
    assert sam.post("/sign-out", {"csrf_token": before}).status_code == 400
    sam.send("/sign-out", {}, page="/")
    give(sam, "sam")
    with sam.client.session_transaction() as cookie:
        assert cookie["token"] != first


def test_the_database_holds_no_token(sam: Browser, engine: Engine) -> None:
    give(sam, "sam")
    with sam.client.session_transaction() as cookie:
        token = cookie["token"]
    with transaction(engine) as session:
        assert token not in str(session.execute(text("SELECT * FROM web_session")).all())


def test_whoever_is_signed_in_and_comes_to_sign_in_goes_on(sam: Browser) -> None:
    give(sam, "sam")
    assert sam.client.get("/sign-in?next=/account").location == "/account"


def test_rules_can_be_other(engine: Engine, hand: Hand) -> None:
    app = make_office(engine, hand, second_factor=False, idle=timedelta(minutes=5))
    employ(app, "sam")
    browser = Browser(app.test_client())
    give(browser, "sam")
    hand.turn(minutes=6)
    assert browser.client.get("/").location == "/sign-in?next=/"
