"""One's own account: the password, and where one is signed in."""

import pytest
from flask import Flask

from inspect_app.records.engine import Engine
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.house_rules import Page
from tests.integration.web.office import (
    PASSWORD,
    Hand,
    actions,
    change,
    employ,
    events,
    give,
    hand,
    office,
    sam,
    signed_in,
)
from tests.integration.web.test_routes import contents

__all__ = ["hand", "office", "sam"]

NEW = "seven green paper boats"


def ask(browser: Browser, old: str, new: str, status: int = 200) -> str:
    """The page that follows when somebody asks for another password."""
    return browser.send("/account/password", {"old_password": old, "new_password": new}, status)


@pytest.fixture
def elsewhere(office: Flask, sam: Browser, hand: Hand) -> Browser:
    """Another browser in which Sam is signed in, since before; somebody else is signed in beside them."""
    other = Browser(office.test_client())
    other.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/139.0"
    give(other, "sam")
    employ(office, "kim")
    give(Browser(office.test_client()), "kim")
    hand.turn(minutes=3)
    give(sam, "sam")
    return other


def test_the_account_says_who_and_where(sam: Browser, elsewhere: Browser) -> None:
    html = sam.get("/account")
    assert "sam@example.org" in html
    assert html.count("This browser") == 1
    assert "Firefox on Windows" in html
    assert "6 June 2016 at 09:03" in html
    assert "Sign out everywhere else" in html
    assert "Kim" not in html
    assert signed_in(elsewhere.get("/account"))


def where(html: str) -> list[str]:
    """The browsers that the page offers to sign out of."""
    buttons = Page(html).all("button")
    values = [str(each.get("value")) for each in buttons if each.get("name") == "where"]
    return [value for value in values if value != "others"]


def test_one_browser_is_signed_out_at_once(office: Flask, sam: Browser, elsewhere: Browser) -> None:
    places = where(sam.get("/account"))
    assert len(places) == 1
    html = sam.send("/account/sign-out", {"where": places[0]}, page="/account")
    assert "You are signed out of Firefox on Windows." in html
    assert elsewhere.client.get("/").location == "/sign-in?next=/"
    assert signed_in(sam.get("/"))
    assert actions(office)[-1] == "sign_out"
    assert events(office)[-1].detail == {"everywhere": False}


def test_everywhere_else_is_signed_out_at_once(office: Flask, sam: Browser, elsewhere: Browser) -> None:
    sam.send("/account/sign-out", {"where": "others"}, page="/account")
    assert elsewhere.client.get("/").location == "/sign-in?next=/"
    assert "Sign out everywhere else" not in sam.get("/account")
    assert events(office)[-1].detail == {"everywhere": True}


def test_nobody_signs_others_out(office: Flask, sam: Browser, elsewhere: Browser) -> None:
    theirs = where(sam.get("/account"))[0]
    thief = Browser(office.test_client())
    give(thief, "kim")
    before = actions(office)
    for place in (theirs, "", "none", "%"):
        thief.send("/account/sign-out", {"where": place}, 422, page="/account")
    assert signed_in(elsewhere.get("/"))
    assert actions(office) == before


@pytest.mark.both_databases
def test_a_password_is_changed_and_everywhere_else_is_signed_out(
    office: Flask, sam: Browser, elsewhere: Browser
) -> None:
    assert "Your password is changed" in ask(sam, PASSWORD, NEW)
    assert signed_in(sam.get("/"))
    assert elsewhere.client.get("/").location == "/sign-in?next=/"
    assert actions(office)[-1] == "password_change"
    again = Browser(office.test_client())
    give(again, "sam", PASSWORD, 422)
    assert signed_in(give(again, "sam", NEW))


def test_the_old_password_must_be_right(office: Flask, sam: Browser) -> None:
    give(sam, "sam")
    html = ask(sam, "not the right words", NEW, 422)
    assert "This is not your password" in html
    assert NEW not in html
    failed = events(office, "account.sign_in_failed")
    assert [(each.detail, each.actor.name) for each in failed] == [
        ({"wrong": "password"}, "Sam (sam@example.org)")
    ]
    assert signed_in(give(Browser(office.test_client()), "sam"))


def test_the_old_password_is_not_guessed_without_end(sam: Browser) -> None:
    give(sam, "sam")
    for _ in range(5):
        ask(sam, "not the right words", NEW, 422)
    assert "too many attempts" in ask(sam, PASSWORD, NEW, 429)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "Use at least 12 characters"),
        ("sam-and-nobody-else", ""),
        ("password123456", "common password"),
        ("", "Enter a new password"),
    ],
)
def test_the_new_password_must_be_a_good_one(sam: Browser, new: str, said: str) -> None:
    give(sam, "sam")
    assert said in ask(sam, PASSWORD, new, 422 if said else 200)


def test_whoever_signs_in_elsewhere_has_no_password_to_change(office: Flask) -> None:
    from tests.integration.web.people import sign_in

    employ(office, "lee", password=None)
    browser = sign_in(office, "account-lee")
    html = browser.get("/account")
    assert "None: you sign in elsewhere" in html
    assert "Authenticator app" not in html
    browser.get("/account/password")
    assert list(browser.titles) == ["/account"]


def test_looking_at_the_account_changes_nothing(sam: Browser, engine: Engine) -> None:
    give(sam, "sam")
    before = contents(engine)
    for path in ("/account", "/account/password", "/account/second-factor", "/sign-in", "/sign-in/code"):
        sam.get(path)
    assert contents(engine) == before


def test_the_pages_have_titles_that_tell_them_apart(sam: Browser) -> None:
    give(sam, "sam")
    for path in ("/", "/account", "/account/password", "/account/second-factor"):
        sam.get(path)
    assert len(set(sam.titles.values())) == len(sam.titles)


@pytest.mark.parametrize("path", ["/account/sign-out", "/account/recovery-codes", "/sign-out"])
def test_nothing_is_done_without_a_token(sam: Browser, path: str) -> None:
    html = give(sam, "sam")
    form = form_of(html)
    assert sam.post(path, {"where": "others"}).status_code == 400
    assert sam.post("/sign-out", form).status_code == 200


def test_a_name_is_text(office: Flask, sam: Browser) -> None:
    change(office, "account-sam", name="Sam <b>")
    html = give(sam, "sam")
    assert "Sam &lt;b&gt;" in html
    assert "<b>" not in html
