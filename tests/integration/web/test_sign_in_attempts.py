"""How often signing in may be attempted, and what a failure tells."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.records.engine import Engine, transaction
from inspect_app.web import checks
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    WRONG,
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
)

pytestmark = pytest.mark.both_databases

__all__ = ["hand", "office", "sam"]

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
