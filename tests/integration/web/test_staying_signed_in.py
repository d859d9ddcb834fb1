"""How long somebody stays signed in, and what becomes of what was typed meanwhile."""

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import memberships
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.office import (
    PASSWORD,
    WRONG,
    Hand,
    change,
    employ,
    give,
    hand,
    office,
    sam,
    signed_in,
    token_in,
)
from tests.integration.web.people import join

pytestmark = pytest.mark.both_databases

__all__ = ["hand", "office", "sam"]


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
