"""The code after the password: from an app, or a recovery code; and setting up the app."""

import re
from html import unescape

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.records import recovery_codes
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    SECRET,
    Hand,
    actions,
    change,
    code_at,
    employ,
    enter,
    events,
    found,
    give,
    hand,
    make_office,
    office,
    signed_in,
)

__all__ = ["hand", "office"]

NOT_RIGHT = "The code is not right"
CODES = r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}"


@pytest.fixture
def ada(office: Flask) -> Browser:
    """The browser of Ada, who has an app and has given her password."""
    employ(office, "ada", app_secret=SECRET)
    browser = Browser(office.test_client())
    give(browser, "ada", query="?next=/account")
    return browser


def test_a_password_alone_opens_nothing(office: Flask, ada: Browser) -> None:
    assert list(ada.titles) == ["/sign-in", "/sign-in/code"]
    assert ada.client.get("/").location == "/sign-in?next=/"
    assert actions(office) == []


def test_the_code_lets_in_and_leads_on(ada: Browser, office: Flask, hand: Hand) -> None:
    form = form_of(ada.get("/sign-in/code?next=/account"))
    html = ada.post("/sign-in/code?next=/account", {**form, "code": code_at(hand)}).get_data(as_text=True)
    assert signed_in(html, "Ada")
    assert "Your account" in html
    assert actions(office) == ["sign_in"]


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 200), (0, 200), (1, 200), (2, 422)])
def test_the_clock_of_a_telephone_may_be_wrong_by_a_step(
    ada: Browser, hand: Hand, steps: int, status: int
) -> None:
    enter(ada, code_at(hand, steps), status)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "......", "１２３４５６", "x" * 5000, "\0"]
)
def test_anything_else_is_not_right(ada: Browser, code: str) -> None:
    enter(ada, code, 422)


def test_apps_write_codes_with_a_space(ada: Browser, hand: Hand) -> None:
    code = code_at(hand)
    assert signed_in(enter(ada, f" {code[:3]} {code[3:]} "), "Ada")


def test_a_code_is_taken_once_and_so_is_none_before_it(office: Flask, ada: Browser, hand: Hand) -> None:
    enter(ada, code_at(hand))
    thief = Browser(office.test_client())
    give(thief, "ada")
    assert NOT_RIGHT in enter(thief, code_at(hand), 422)
    assert NOT_RIGHT in enter(thief, code_at(hand, -1), 422)
    hand.turn(seconds=30)
    assert signed_in(enter(thief, code_at(hand)), "Ada")


def test_a_code_is_asked_for_five_minutes_long(ada: Browser, hand: Hand) -> None:
    hand.turn(minutes=5)
    form = form_of(ada.get("/sign-in/code"))
    hand.turn(seconds=1)
    late = ada.post("/sign-in/code", {**form, "code": code_at(hand)}).get_data(as_text=True)
    assert "More than 5 minutes have passed" in late
    assert ada.client.get("/sign-in/code?next=/account").location == "/sign-in?next=/account"


def test_nobody_comes_to_the_code_without_a_password(office: Flask) -> None:
    assert office.test_client().get("/sign-in/code").location == "/sign-in"


def test_codes_are_counted_and_the_eleventh_is_not_looked_at(office: Flask, ada: Browser, hand: Hand) -> None:
    for _ in range(10):
        enter(ada, "000000", 422)
        hand.turn(seconds=20)
    give(ada, "ada")
    assert "Try again in 57 minutes" in enter(ada, code_at(hand), 429)
    failed = events(office, "account.sign_in_failed")
    assert [(each.subject, each.detail) for each in failed] == [
        ("account ada@example.org", {"wrong": "code"})
    ] * 10
    hand.turn(minutes=58)
    give(ada, "ada")
    assert signed_in(enter(ada, code_at(hand)), "Ada")


def test_an_account_disabled_in_between_is_not_let_in(office: Flask, ada: Browser, hand: Hand) -> None:
    change(office, "account-ada", disabled_at=hand())
    enter(ada, code_at(hand), 422)


def test_another_accounts_secret_put_in_its_place_opens_nothing(
    ada: Browser, engine: Engine, hand: Hand
) -> None:
    with transaction(engine) as session:
        found(session, "account-ada").totp_secret = found(session, "account-noise-person").totp_secret
    enter(ada, code_at(hand), 422)


@pytest.fixture
def codes(ada: Browser, hand: Hand) -> list[str]:
    """Ada's recovery codes; she is signed in."""
    enter(ada, code_at(hand))
    return re.findall(CODES, ada.send("/account/recovery-codes", {}, page="/account"))


def test_ten_recovery_codes_are_shown_once_and_kept_as_hashes(
    ada: Browser, codes: list[str], engine: Engine, office: Flask
) -> None:
    assert len(set(codes)) == 10
    with transaction(engine) as session:
        rows = str(session.execute(text("SELECT * FROM recovery_code")).all())
        assert recovery_codes.left(session, "account-ada") == 10
    assert not any(code in rows or code.replace("-", "") in rows for code in codes)
    account = ada.get("/account")
    assert not re.findall(CODES, account)
    assert "You have 10 recovery codes left" in account
    assert actions(office) == ["sign_in", "recovery_codes"]


@pytest.mark.both_databases
def test_a_recovery_code_lets_in_once(office: Flask, codes: list[str]) -> None:
    lost = Browser(office.test_client())
    give(lost, "ada")
    assert signed_in(enter(lost, f" {codes[3].upper().replace('-', ' ')}"), "Ada")
    assert "You have 9 recovery codes left" in lost.get("/account")
    used = events(office, "account.recovery_code_used")
    assert [(each.subject, each.detail, each.actor.name) for each in used] == [
        ("account ada@example.org", {"left": 9}, "Ada (ada@example.org)")
    ]
    again = Browser(office.test_client())
    give(again, "ada")
    enter(again, codes[3], 422)
    assert signed_in(enter(again, codes[4]), "Ada")


def test_a_recovery_code_is_its_owners(office: Flask, codes: list[str]) -> None:
    thief = Browser(office.test_client())
    give(thief, "noise-person")
    enter(thief, codes[0], 422)


def test_new_recovery_codes_end_the_old(office: Flask, ada: Browser, codes: list[str]) -> None:
    new = re.findall(CODES, ada.send("/account/recovery-codes", {}, page="/account"))
    assert not set(new) & set(codes)
    lost = Browser(office.test_client())
    give(lost, "ada")
    enter(lost, codes[0], 422)
    assert signed_in(enter(lost, new[0]), "Ada")


SET_UP = "/account/second-factor"


def offered(html: str) -> str:
    """The secret that the page offers to an app."""
    return re.findall(r"<code>([A-Z2-7 ]+)</code>", html)[0].replace(" ", "")


def shown(html: str, hand: Hand) -> str:
    """The code that an app shows once it has the page's secret."""
    return pyotp.TOTP(offered(html)).at(int(hand.now.timestamp()))


@pytest.fixture
def strict(engine: Engine, hand: Hand) -> Flask:
    """An office where everybody needs a second factor; Sam has none yet."""
    app = make_office(engine, hand)
    employ(app, "sam")
    return app


def test_whoever_has_no_second_factor_is_led_to_set_one_up_before_anything_else(
    strict: Flask, hand: Hand
) -> None:
    browser = Browser(strict.test_client())
    html = give(browser, "sam", query="?next=/questionnaires/")
    assert "Set up an authenticator app" in html
    for path in ("/", "/account", "/account/password", "/questionnaires/", "/inspections/none/"):
        assert browser.client.get(path).location == SET_UP
    sent = browser.post("/account/sign-out", {**form_of(html), "where": "others"})
    assert sent.status_code == 403
    assert "Set up an authenticator app first" in sent.get_data(as_text=True)
    done = browser.send(SET_UP, {}, 422)
    assert "Enter the code that the app shows" in done
    codes = browser.post(SET_UP, {**form_of(done), "code": shown(done, hand)}).get_data(as_text=True)
    assert len(re.findall(CODES, codes)) == 10
    assert signed_in(browser.get("/"))
    assert actions(strict) == ["sign_in", "second_factor_set"]


def test_whoever_got_in_before_the_app_was_set_up_is_out(strict: Flask, hand: Hand) -> None:
    """Somebody who knew the password, and waited until its owner had set up an app."""
    waiting, owner = Browser(strict.test_client()), Browser(strict.test_client())
    give(waiting, "sam")
    html = give(owner, "sam")
    assert waiting.client.get("/").location == SET_UP
    owner.post(SET_UP, {**form_of(html), "code": shown(html, hand)})
    assert signed_in(owner.get("/"))
    assert waiting.client.get("/").location == "/sign-in?next=/"


def test_whoever_signs_in_elsewhere_needs_none_here(strict: Flask) -> None:
    from tests.integration.web.people import sign_in

    employ(strict, "lee", password=None)
    assert signed_in(sign_in(strict, "account-lee").get("/"), "Lee")


def test_the_app_that_was_set_up_is_asked_for_from_then_on(strict: Flask, hand: Hand, engine: Engine) -> None:
    browser = Browser(strict.test_client())
    html = give(browser, "sam")
    secret = offered(html)
    browser.post(SET_UP, {**form_of(html), "code": shown(html, hand)})
    with transaction(engine) as session:
        assert secret not in str(session.execute(text("SELECT * FROM account")).all())
    other = Browser(strict.test_client())
    give(other, "sam")
    enter(other, pyotp.TOTP(secret).at(int(hand.now.timestamp())), 422)  # it was taken when it was confirmed
    hand.turn(seconds=30)
    assert signed_in(enter(other, pyotp.TOTP(secret).at(int(hand.now.timestamp()))))


def test_nothing_is_set_up_before_a_code_confirms_it(strict: Flask) -> None:
    browser = Browser(strict.test_client())
    html = give(browser, "sam")
    wrong = browser.post(SET_UP, {**form_of(html), "code": "000000"})
    assert wrong.status_code == 422
    assert offered(wrong.get_data(as_text=True)) == offered(html)
    assert browser.client.get("/").location == SET_UP


def test_a_secret_sealed_for_somebody_else_is_not_taken_up(strict: Flask, hand: Hand) -> None:
    employ(strict, "kim")
    theirs, mine = Browser(strict.test_client()), Browser(strict.test_client())
    given = give(theirs, "kim")
    form = {**form_of(give(mine, "sam")), "sealed": form_of(given)["sealed"], "code": shown(given, hand)}
    assert mine.post(SET_UP, form).status_code == 422


def test_each_page_offers_another_secret_as_picture_and_text(strict: Flask) -> None:
    browser = Browser(strict.test_client())
    first, second = give(browser, "sam"), browser.get(SET_UP)
    assert offered(first) != offered(second)
    assert len(offered(first)) == 32
    assert unescape(first).count("<svg") == 1
    assert 'aria-label="QR code' in first


@pytest.mark.both_databases
def test_an_app_is_replaced_and_the_old_one_is_over(office: Flask, ada: Browser, hand: Hand) -> None:
    enter(ada, code_at(hand))
    hand.turn(minutes=1)
    html = ada.get(SET_UP)
    assert "the one you use now goes on working" in html
    ada.post(SET_UP, {**form_of(html), "code": shown(html, hand)})
    hand.turn(minutes=1)
    other = Browser(office.test_client())
    give(other, "ada")
    enter(other, code_at(hand), 422)
    assert signed_in(enter(other, shown(html, hand)), "Ada")


@pytest.mark.both_databases
def test_an_app_is_removed_where_it_is_left_to_everybody(
    office: Flask, ada: Browser, codes: list[str], engine: Engine
) -> None:
    ada.send("/account/second-factor/remove", {}, page="/account")
    assert signed_in(give(Browser(office.test_client()), "ada", PASSWORD), "Ada")
    with transaction(engine) as session:
        assert recovery_codes.left(session, "account-ada") == 0
    assert actions(office)[-2:] == ["second_factor_removed", "sign_in"]
    assert len(codes) == 10
    without = {"csrf_token": form_of(ada.get("/account"))["csrf_token"]}
    for path in ("/account/second-factor/remove", "/account/recovery-codes"):
        assert ada.post(path, without).status_code == 422


def test_an_app_is_not_removed_where_everybody_needs_one(strict: Flask, hand: Hand) -> None:
    employ(strict, "ada", app_secret=SECRET)
    browser = Browser(strict.test_client())
    give(browser, "ada")
    enter(browser, code_at(hand))
    account = browser.get("/account")
    assert "Remove the app" not in account
    token = {"csrf_token": form_of(account)["csrf_token"]}
    assert browser.post("/account/second-factor/remove", token).status_code == 422
