"""Signing in and out, and how long somebody stays signed in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import memberships
from inspect_app.records.engine import Engine, transaction
from inspect_app.web import checks
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    Hand,
    actions,
    change,
    employ,
    events,
    give,
    hand,
    make_office,
    office,
    sam,
    signed_in,
    token_in,
)
from tests.integration.web.people import join

__all__ = ["hand", "office", "sam"]

WRONG = "not the right words"
NOT_RIGHT = "The email address or the password is not right"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Every password hash that is looked at from now on, in turn; the real check goes on behind."""
    looked_at: list[str | None] = []
    real = checks.is_password

    def counting(hashed: str | None, password: str) -> bool:
        looked_at.append(hashed)
        return real(hashed, password)

    monkeypatch.setattr(checks, "is_password", counting)
    return looked_at


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


def nameless(html: str) -> str:
    """A page without what differs each time: the token, the mark, the address that was typed."""
    return re.sub(r'nonce="[^"]+"|name="csrf_token"[^>]*>|[\w.-]+@example\.org', "", html)


@pytest.mark.parametrize("who", ["sam", "nobody", "disabled", "elsewhere"])
def test_nothing_tells_whether_an_account_exists(
    office: Flask, sam: Browser, hashes: list[str | None], hand: Hand, who: str
) -> None:
    change(office, employ(office, "disabled"), disabled_at=hand())
    employ(office, "elsewhere", password=None)
    wrong = give(sam, "noise-person", WRONG, 422)
    password = WRONG if who == "sam" else PASSWORD
    before = sam.client.get_cookie("inspect-app")
    answer = give(sam, who, password, 422)
    assert NOT_RIGHT in answer
    assert nameless(answer) == nameless(wrong)
    assert [len(hashes), hashes[-1] is None] == [2, who != "sam"]
    after = sam.client.get_cookie("inspect-app")
    assert before is not None
    assert after is not None
    assert len(before.value) == len(after.value)


def test_the_limit_comes_in_the_same_words_for_everybody_and_nothing_is_hashed(
    sam: Browser, hashes: list[str | None]
) -> None:
    pages = []
    for who in ("sam", "nobody"):
        for _ in range(5):
            give(sam, who, WRONG, 422)
        fields = {**form_of(sam.get("/sign-in")), "email": f"{who}@example.org", "password": PASSWORD}
        response = sam.post("/sign-in", fields)
        assert (response.status_code, response.headers["Retry-After"]) == (429, "300")
        pages.append(nameless(response.get_data(as_text=True)))
    assert pages[0] == pages[1]
    assert "There were too many attempts to sign in. Try again in 5 minutes." in pages[0]
    assert len(hashes) == 10


def test_the_time_to_wait_grows_shorter_and_passes(sam: Browser, hand: Hand) -> None:
    for _ in range(5):
        give(sam, "sam", WRONG, 422)
    hand.turn(minutes=4, seconds=1)
    assert "Try again in 1 minute." in give(sam, "sam", status=429)
    hand.turn(seconds=59)
    assert signed_in(give(sam, "sam"))


def test_two_workers_share_their_counts(sam: Browser, engine: Engine, hand: Hand) -> None:
    other = Browser(make_office(engine, hand, second_factor=False).test_client())
    for browser in (sam, other, sam, other, sam):
        give(browser, "sam", WRONG, 422)
    give(other, "sam", WRONG, 429)
    give(sam, "sam", status=429)
    assert signed_in(give(other, "noise-person"), "Noise Person") is False  # it asks for the code


def test_a_success_takes_back_its_own_attempt_and_no_other(sam: Browser) -> None:
    for _ in range(4):
        give(sam, "sam", WRONG, 422)
    for _ in range(3):
        give(sam, "sam")
        sam.send("/sign-out", {}, page="/")
    give(sam, "sam", WRONG, 422)
    give(sam, "sam", WRONG, 429)


def from_address(office: Flask, address: str) -> Browser:
    """A browser at an address of its own."""
    client = office.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Browser(client)


def test_one_address_is_held_to_twenty_a_minute_and_others_are_not_slowed(
    office: Flask, sam: Browser, hand: Hand, hashes: list[str | None]
) -> None:
    attacker = from_address(office, "192.0.2.7")
    for number in range(20):
        give(attacker, f"guess-{number}", WRONG, 422)
    for number in range(20, 60):  # ten a second, for a few seconds
        give(attacker, f"guess-{number}", WRONG, 429)
    assert len(hashes) == 20
    assert signed_in(give(sam, "sam"))
    hand.turn(seconds=60)
    give(attacker, "guess-60", WRONG, 422)


def test_one_account_is_held_to_a_hundred_an_hour_from_everywhere(
    office: Flask, sam: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hashing a hundred passwords would take half a minute; the hundred counts are real.
    monkeypatch.setattr(checks, "is_password", lambda _hashed, _password: False)
    for network in range(20):
        browser = from_address(office, f"198.51.100.{network}")
        for _ in range(5):
            give(browser, "sam", WRONG, 422)
    give(sam, "sam", WRONG, 429)
    give(sam, "noise-person", WRONG, 422)


def test_one_address_alone_cannot_lock_somebody_out(
    office: Flask, sam: Browser, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    attacker = from_address(office, "192.0.2.7")
    with monkeypatch.context() as patched:
        patched.setattr(checks, "is_password", lambda _hashed, _password: False)
        for _ in range(12):
            for _ in range(8):
                attacker.post("/sign-in", {**form_of(attacker.get("/sign-in")), **fields_of("sam")})
            hand.turn(minutes=4.9)
    assert signed_in(give(sam, "sam"))


def fields_of(name: str) -> dict[str, str]:
    """An address with a wrong password."""
    return {"email": f"{name}@example.org", "password": WRONG}


def test_the_counts_name_nobody_and_do_not_pile_up(
    office: Flask, sam: Browser, hand: Hand, engine: Engine
) -> None:
    def rows() -> list[Any]:
        with transaction(engine) as session:
            return list(session.execute(text("SELECT key FROM attempts")).scalars())

    for number in range(3):
        give(from_address(office, f"192.0.2.{number}"), f"guess-{number}", WRONG, 422)
    assert len(rows()) == 9
    assert {re.fullmatch("[0-9a-f]{64}", key) is not None for key in rows()} == {True}
    hand.turn(days=1, seconds=1)
    give(sam, "sam", WRONG, 422)
    assert len(rows()) == 3


def test_failures_are_logged_for_accounts_that_exist_without_what_was_typed(
    office: Flask, sam: Browser
) -> None:
    give(sam, "nobody", WRONG, 422)
    for _ in range(5):
        give(sam, "sam", WRONG, 422)
    give(sam, "sam", WRONG, 429)
    failed = events(office, "account.sign_in_failed")
    assert [(each.subject, each.detail, each.actor.name) for each in failed] == [
        ("account sam@example.org", {"wrong": "password"}, "somebody not signed in")
    ] * 5


def test_a_failure_is_logged_once_the_answer_is_sent_so_that_nobody_feels_it(
    office: Flask, sam: Browser
) -> None:
    form = {**form_of(sam.get("/sign-in")), **fields_of("sam")}
    response = sam.client.post("/sign-in", data=form)
    assert NOT_RIGHT in response.get_data(as_text=True)
    assert events(office) == []
    response.close()  # as every server does when it has sent the page
    assert actions(office) == ["sign_in_failed"]


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


def test_being_away_for_half_an_hour_signs_out_and_each_page_counts(sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    for _ in range(3):
        hand.turn(minutes=30)
        assert signed_in(sam.get("/"))
    hand.turn(minutes=30, seconds=1)
    assert "Sign in" in sam.get("/")
    assert sam.titles["/sign-in"]


def test_nobody_stays_signed_in_for_more_than_half_a_day(sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    for _ in range(25):
        hand.turn(minutes=28)
        assert signed_in(sam.get("/"))
    hand.turn(minutes=20)
    assert sam.client.get("/").location == "/sign-in?next=/"


def test_signing_in_again_after_being_away_leaves_nothing_open_behind(
    sam: Browser, hand: Hand, engine: Engine
) -> None:
    give(sam, "sam")
    hand.turn(minutes=31)
    give(sam, "sam")
    with transaction(engine) as session:
        open_ones = text("SELECT count(*) FROM web_session WHERE ended_at IS NULL")
        assert session.execute(open_ones).scalar() == 1


def test_a_disabled_account_is_out_at_the_next_request(office: Flask, sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    change(office, "account-sam", disabled_at=hand())
    assert sam.client.get("/").location == "/sign-in?next=/"


@pytest.fixture
def inspection_of_sam(office: Flask, engine: Engine) -> int:
    """Sam's membership in an inspection; another inspection stands beside it."""
    from inspect_app.fieldwork.add_definition import add_definition
    from inspect_app.fieldwork.create_inspection import create_inspection
    from inspect_app.ledger.entries import Actor
    from tests.integration.web.instrument import DEFINITION

    clock = office.extensions["inspect_app"].clock
    with transaction(engine) as session:
        add_definition(session, Actor("kim", "desk"), clock, DEFINITION)
        for ref in ("noise", "north"):
            create_inspection(session, Actor("kim", "desk"), clock, ref=ref, questionnaire="small", title=ref)
    return join(office, "account-sam", "north", Role.INSPECTOR)


def test_an_ended_role_is_over_at_the_next_request(
    sam: Browser, inspection_of_sam: int, engine: Engine, hand: Hand
) -> None:
    give(sam, "sam")
    sam.get("/inspections/north/")
    with transaction(engine) as session:
        memberships.end(session, inspection_of_sam, hand(), "kim")
    sam.get("/inspections/north/", 404)


SECTION = {"title": "Kept <text>", "ref": "kept", "questionnaire": "small@1", "threshold": "0"}
ORIGIN = {"Origin": "http://localhost"}


def test_what_was_typed_outlives_being_signed_out(office: Flask, sam: Browser, hand: Hand) -> None:
    change(office, "account-sam", administrator=True)
    give(sam, "sam")
    form = {**form_of(sam.get("/inspections/new")), **SECTION}
    hand.turn(minutes=31)
    response = sam.client.post("/inspections/new", data=form)
    out = sam._page(response, 401)  # noqa: SLF001  # it checks the house rules
    assert "You are signed out" in out
    assert "Kept &lt;text&gt;" in out
    assert 'href="/sign-in" target="_blank"' in out
    assert form_of(out).items() >= SECTION.items()
    give(sam, "sam")  # in another tab
    response = sam.client.post("/inspections/new", data=form_of(out), headers=ORIGIN)
    again = sam._page(response, 400)  # noqa: SLF001  # it checks the house rules
    assert form_of(again).items() >= SECTION.items()
    kept = sam.post("/inspections/new", form_of(again))
    assert "Kept &lt;text&gt;" in kept.get_data(as_text=True)


def test_nobody_else_sends_what_somebody_typed_before_being_signed_out(
    office: Flask, sam: Browser, hand: Hand
) -> None:
    change(office, "account-sam", administrator=True)
    change(office, employ(office, "kim"), administrator=True)
    give(sam, "sam")
    form = {**form_of(sam.get("/inspections/new")), **SECTION}
    hand.turn(minutes=31)
    out = sam.client.post("/inspections/new", data=form).get_data(as_text=True)
    give(sam, "kim")
    sent = {**form_of(out), "csrf_token": token_in(sam.get("/inspections/new"))}
    refused = sam.post("/inspections/new", sent)
    assert refused.status_code == 403
    assert "Somebody else typed this" in refused.get_data(as_text=True)


def test_passwords_are_not_carried_along(sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    form = form_of(sam.get("/account/password"))
    hand.turn(minutes=31)
    response = sam.post("/account/password", {**form, "old_password": PASSWORD, "new_password": WRONG})
    html = response.get_data(as_text=True)
    assert response.status_code == 401
    assert PASSWORD not in html
    assert WRONG not in html


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
