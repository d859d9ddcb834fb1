"""Proving again who somebody is before what matters is done."""

import re

import pytest
from flask import Flask

from inspect_app.web import checks
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    Hand,
    actions,
    employ,
    events,
    give,
    hand,
    office,
    sam,
    signed_in,
)
from tests.integration.web.test_second_factor import CODES, SET_UP, offered, shown

__all__ = ["hand", "office", "sam"]

KIMS = "another four quiet words"
WRONG = "not the right words"


@pytest.fixture
def set_up(sam: Browser, hand: Hand) -> str:
    """The page on which Sam sets up an app, with a proof that has just become too old."""
    give(sam, "sam")
    html = sam.get(SET_UP)
    hand.turn(minutes=15, seconds=1)
    return html


def asked(sam: Browser, html: str, hand: Hand) -> str:
    """The page that asks for a proof instead of acting on the form."""
    response = sam.post(SET_UP, {**form_of(html), "code": shown(html, hand)})
    page = response.get_data(as_text=True)
    assert response.status_code == 401, page
    assert "Confirm it is you" in page
    return page


def test_a_proof_is_good_for_a_quarter_of_an_hour(sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    hand.turn(minutes=15)
    html = sam.get(SET_UP)
    page = sam.post(SET_UP, {**form_of(html), "code": shown(html, hand)}).get_data(as_text=True)
    assert "Keep your recovery codes" in page


def test_the_form_is_carried_and_acted_on_as_if_it_had_been_sent_at_once(
    office: Flask, sam: Browser, set_up: str, hand: Hand
) -> None:
    page = asked(sam, set_up, hand)
    assert actions(office) == ["sign_in"]
    carried = {"sealed": form_of(set_up)["sealed"], "code": shown(set_up, hand)}
    assert form_of(page).items() >= carried.items()
    done = sam.post(SET_UP, {**form_of(page), "proof_password": PASSWORD}).get_data(as_text=True)
    assert "Keep your recovery codes" in done
    assert actions(office) == ["sign_in", "second_factor_set"]


def test_once_proved_it_is_not_asked_for_again(sam: Browser, set_up: str, hand: Hand) -> None:
    page = asked(sam, set_up, hand)
    sam.post(SET_UP, {**form_of(page), "proof_password": PASSWORD})
    again = sam.send("/account/recovery-codes", {}, page="/account")
    assert "Keep your recovery codes" in again


@pytest.mark.parametrize(
    ("password", "said"), [(WRONG, "The password is not right"), ("", "Enter your password")]
)
def test_a_wrong_password_loses_nothing(
    office: Flask, sam: Browser, set_up: str, hand: Hand, password: str, said: str
) -> None:
    page = asked(sam, set_up, hand)
    response = sam.post(SET_UP, {**form_of(page), "proof_password": password})
    wrong = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in wrong
    assert WRONG not in wrong
    assert form_of(wrong)["sealed"] == form_of(page)["sealed"]
    done = sam.post(SET_UP, {**form_of(wrong), "proof_password": PASSWORD}).get_data(as_text=True)
    assert "Keep your recovery codes" in done
    assert len(events(office, "account.sign_in_failed")) == (1 if password else 0)


def test_after_too_many_wrong_passwords_nothing_is_hashed_and_nothing_lost(
    sam: Browser, set_up: str, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = asked(sam, set_up, hand)
    for _ in range(5):
        sam.post(SET_UP, {**form_of(page), "proof_password": WRONG})
    monkeypatch.delattr(checks, "is_password")
    response = sam.post(SET_UP, {**form_of(page), "proof_password": PASSWORD})
    html = response.get_data(as_text=True)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "300")
    assert "Try again in 5 minutes." in html
    assert form_of(html)["sealed"] == form_of(page)["sealed"]


def test_somebody_elses_password_proves_nothing(office: Flask, sam: Browser, set_up: str, hand: Hand) -> None:
    employ(office, "kim", KIMS)
    page = asked(sam, set_up, hand)
    sent = {**form_of(page), "proof_password": KIMS}
    assert sam.post(SET_UP, sent).status_code == 422


def test_a_proof_in_one_browser_is_none_in_another(
    office: Flask, sam: Browser, set_up: str, hand: Hand
) -> None:
    give(Browser(office.test_client()), "sam")
    asked(sam, set_up, hand)


def test_looking_needs_no_proof(sam: Browser, set_up: str) -> None:
    assert offered(set_up)
    assert signed_in(sam.get(SET_UP))


def test_whoever_has_no_password_is_told_to_sign_in_once_more(office: Flask, hand: Hand) -> None:
    from tests.integration.web.people import sign_in

    employ(office, "lee", password=None)
    browser = sign_in(office, "account-lee")
    hand.turn(minutes=16)
    html = browser.get(SET_UP)
    response = browser.post(SET_UP, {**form_of(html), "code": "123456", "proof_password": ""})
    assert response.status_code == 401
    assert "sign in once more, and send the form again" in response.get_data(as_text=True)


def test_the_owner_of_the_computer_proves_nothing(browser: Browser) -> None:
    html = browser.get("/inspections/new")
    assert browser.post("/account/recovery-codes", form_of(html)).status_code == 403


def test_recovery_codes_are_not_shown_without_a_proof(sam: Browser, hand: Hand) -> None:
    give(sam, "sam")
    html = sam.get(SET_UP)
    sam.post(SET_UP, {**form_of(html), "code": shown(html, hand)})
    hand.turn(minutes=16)
    page = sam.send("/account/recovery-codes", {}, 401, page="/account")
    assert not re.findall(CODES, page)
