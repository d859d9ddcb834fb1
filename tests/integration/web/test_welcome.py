"""A one-time link lets whoever was given it choose a password, once."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from inspect_app.fieldwork.passwords import is_password
from inspect_app.records import access_log, accounts
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow
from inspect_app.web import welcome
from inspect_app.web.app import create_app
from tests.integration.conftest import Clock
from tests.integration.web.conftest import Browser, Fields, form_of
from tests.integration.web.people import link_for, make_account, sign_in, signed_in
from tests.integration.web.test_routes import contents

GOOD = "correct horse battery staple"


def twice(password: str) -> Fields:
    return {"password": password, "again": password}


@pytest.fixture
def office(engine: Engine, clock: Clock) -> Flask:
    """The application without an owner of the computer."""
    made = create_app(engine, clock=clock, owner=None)
    made.testing = False
    return made


@pytest.fixture
def stranger(office: Flask) -> Browser:
    """The browser of somebody who isn't signed in."""
    return Browser(office.test_client())


def account_of(engine: Engine, email: str) -> AccountRow:
    with transaction(engine) as session:
        found = accounts.by_email(session, email)
        assert found is not None
        session.expunge(found)
    return found


def test_a_password_is_chosen_and_signs_in(office: Flask, stranger: Browser, engine: Engine) -> None:
    account = make_account(office, "ada")
    link = link_for(office, account)
    page = stranger.get(link)
    assert "Welcome, Ada" in page
    assert "ada@example.org" in page
    stranger.send(link, twice(GOOD))
    assert is_password(account_of(engine, "ada@example.org").password_hash, GOOD)
    visitor = signed_in(office, stranger)
    assert visitor is not None
    assert (visitor.account, visitor.administrator) == (account, False)
    with transaction(engine) as session:
        last = [(event.action, event.subject, event.actor.name) for event in access_log.events(session)[-2:]]
    ada = ("account ada@example.org", "Ada (ada@example.org)")
    assert last == [("account.welcome", *ada), ("account.sign_in", *ada)]


def test_whoever_was_signed_in_there_before_is_so_no_longer(office: Flask) -> None:
    browser = sign_in(office, make_account(office, "other"))
    with browser.client.session_transaction() as cookie:
        before = dict(cookie)
    account = make_account(office, "ada")
    browser.send(link_for(office, account), twice(GOOD))
    visitor = signed_in(office, browser)
    assert visitor is not None
    assert visitor.account == account
    with browser.client.session_transaction() as cookie:
        cookie.update(before)
    assert signed_in(office, browser) is None


def test_looking_at_a_link_neither_uses_it_nor_writes(
    office: Flask, stranger: Browser, engine: Engine
) -> None:
    link = link_for(office, make_account(office, "ada"))
    before = contents(engine)
    stranger.get(link)
    stranger.get("/welcome/nothing", 404)
    assert contents(engine) == before
    stranger.send(link, twice(GOOD))


def test_every_link_that_opens_nothing_shows_the_same_page(
    office: Flask, stranger: Browser, engine: Engine, clock: Clock
) -> None:
    used, ended, expired, disabled, usable, first = (
        link_for(office, make_account(office, "used")),
        link_for(office, make_account(office, "ended")),
        link_for(office, make_account(office, "expired"), timedelta(0)),
        link_for(office, make_account(office, "disabled")),
        link_for(office, make_account(office, "usable")),
        link_for(office, None),
    )
    stranger.send(used, twice(GOOD))
    link_for(office, "account-ended")
    with transaction(engine) as session:
        gone, there = accounts.find(session, "account-disabled"), accounts.find(session, "account-usable")
        assert gone is not None
        assert there is not None
        gone.disabled_at, there.single_sign_on = clock(), "https://id.example ada"
    fresh = Browser(office.test_client())
    links = [used, ended, expired, disabled, usable, first, "/welcome/unknown"]
    pages = {without_marks(fresh.get(link, 404)) for link in links}
    assert len(pages) == 1
    assert "This link doesn’t work" in pages.pop()


def without_marks(html: str) -> str:
    """A page without what is random in it."""
    return "\n".join(line for line in html.splitlines() if "nonce" not in line)


def test_a_link_used_in_another_window_meanwhile_is_used_up(
    office: Flask, stranger: Browser, engine: Engine
) -> None:
    link = link_for(office, make_account(office, "ada"))
    form = form_of(stranger.get(link))
    Browser(office.test_client()).send(link, twice(GOOD))
    assert stranger.post(link, {**form, **twice("another good password")}).status_code == 404
    assert is_password(account_of(engine, "ada@example.org").password_hash, GOOD)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "", "again": ""}, "Enter a password"),
        (twice("short"), "Use at least 12 characters"),
        (twice("password1234"), "This is a common password"),
        (twice("ada-quill-ada-quill"), "Leave your name and email address out of the password"),
        ({"password": GOOD, "again": "correct horse battery stable"}, "Type the same password twice"),
        ({"password": GOOD, "again": ""}, "Type the password again"),
    ],
)
def test_what_will_not_do_is_said_and_the_link_still_works(
    office: Flask, stranger: Browser, fields: Fields, words: str
) -> None:
    link = link_for(office, make_account(office, "ada-quill"))
    page = stranger.send(link, fields, 422)
    assert words in page
    assert GOOD not in page
    stranger.send(link, twice(GOOD))


FIRST = {"name": "Pat First", "email": "Pat@Example.org", **twice(GOOD)}


def test_the_first_administrator_says_who_they_are(office: Flask, stranger: Browser, engine: Engine) -> None:
    link = link_for(office, None)
    assert "Make the first administrator" in stranger.get(link)
    stranger.send(link, FIRST)
    row = account_of(engine, "pat@example.org")
    assert (row.name, row.administrator, row.disabled_at) == ("Pat First", True, None)
    assert is_password(row.password_hash, GOOD)
    visitor = signed_in(office, stranger)
    assert visitor is not None
    assert visitor.administrator
    stranger.get(link, 404)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({**FIRST, "name": ""}, "Enter your name"),
        ({**FIRST, "name": "a" * 101}, "Enter a name of at most 100 characters"),
        ({**FIRST, "email": "pat"}, "Enter an email address, such as"),
        ({**FIRST, **twice("Pat First is first")}, "Leave your name and email address out"),
    ],
)
def test_a_wrong_first_administrator_is_not_made(
    office: Flask, stranger: Browser, engine: Engine, fields: Fields, words: str
) -> None:
    link = link_for(office, None)
    assert words in stranger.send(link, fields, 422)
    with transaction(engine) as session:
        assert not accounts.exist(session)
    stranger.send(link, FIRST)


def test_there_is_no_second_first_administrator(office: Flask, stranger: Browser) -> None:
    link = link_for(office, None)
    make_account(office, "somebody")
    stranger.get(link, 404)


def test_a_token_is_in_no_log_even_when_the_page_breaks(
    office: Flask,
    stranger: Browser,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ProgrammingError("select", {}, ValueError("nothing"))

    link = link_for(office, make_account(office, "ada"))
    monkeypatch.setattr(welcome, "read_link", broken)
    with caplog.at_level(logging.DEBUG):
        stranger.get(link, 500)
    assert "/welcome/<token>" in caplog.text
    assert link.rpartition("/")[2] not in caplog.text


def test_the_address_is_told_to_no_other_site(office: Flask, stranger: Browser) -> None:
    link = link_for(office, make_account(office, "ada"))
    response = stranger.client.get(link)
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"
