"""The People page: inviting somebody, changing what they are, and ending it."""

import re

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import access_log
from inspect_app.records.engine import transaction
from inspect_app.records.models import AreaRow
from tests.integration.web.conftest import Browser, Fields
from tests.integration.web.people import inspection_id, join, make_account, member, sign_in

PEOPLE = "/inspections/north/people"
PAT: Fields = {"name": "Pat Jones", "email": "pat@example.org", "role": "inspector"}


@pytest.fixture
def lead(app: Flask, inspection: str) -> Browser:
    """A browser of the lead inspector of an inspection."""
    assert inspection
    return member(app, Role.LEAD)


def test_a_lead_invites_an_inspector_who_is_then_on_the_list(lead: Browser) -> None:
    html = lead.send(f"{PEOPLE}/invite", PAT)
    assert re.search(r"http://localhost/welcome/[\w-]{43}<", html)
    people = lead.get(PEOPLE)
    assert "Pat Jones" in people
    assert "pat@example.org" in people
    assert "Who had a role before" not in people


def test_somebody_with_an_account_gets_the_role_and_no_link(app: Flask, lead: Browser) -> None:
    account = make_account(app, "pat", arrived=True)
    html = lead.send(f"{PEOPLE}/invite", {**PAT, "email": "PAT@example.org"})
    assert "/welcome/" not in html
    assert "north &lt;area&gt;" in sign_in(app, account).get("/")


def test_a_last_day_is_shown(lead: Browser) -> None:
    until = {"until-day": "6", "until-month": "6", "until-year": "2016"}
    lead.send(f"{PEOPLE}/invite", {**PAT, **until})
    assert "6 June 2016" in lead.get(PEOPLE)


@pytest.mark.both_databases
def test_a_role_is_changed_and_the_old_one_stays_on_record(app: Flask, lead: Browser) -> None:
    account = make_account(app, "pat")
    number = join(app, account, "north", Role.INSPECTOR)
    lead.send(f"{PEOPLE}/{number}", {"role": "analyst"})
    html = lead.get(PEOPLE)
    now, _, before = html.partition("Who had a role before")
    assert "Analyst" in now
    assert "Inspector" in before
    pat = sign_in(app, account)
    assert pat.client.get("/inspections/north/cases/").status_code == 403
    assert pat.client.get("/inspections/north/findings").status_code == 200


def test_a_role_that_is_ended_is_over_at_the_next_page(app: Flask, lead: Browser) -> None:
    account = make_account(app, "pat")
    number = join(app, account, "north", Role.INSPECTOR)
    pat = sign_in(app, account)
    pat.get("/inspections/north/cases/")
    lead.send(f"{PEOPLE}/{number}/end", {}, page=f"{PEOPLE}/{number}")
    assert pat.client.get("/inspections/north/cases/").status_code == 404
    assert "You have no role" in pat.get("/")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Enter their name"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"email": ""}, "Enter their email address"),
        ({"email": "nobody"}, "email address"),
        ({"role": ""}, "Choose a role"),
        ({"role": "area_reviewer"}, "Choose the area"),
        ({"role": "local_assessor"}, "Choose the area"),
        ({"until-day": "31", "until-month": "2", "until-year": "2016"}, "Enter a real date"),
        ({"until-day": "1", "until-month": "6", "until-year": "2016"}, "The last day is over already"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_nothing_is_kept(
    app: Flask, lead: Browser, fields: Fields, words: str
) -> None:
    assert words in lead.send(f"{PEOPLE}/invite", {**PAT, **fields}, 422)
    assert "pat@example.org" not in lead.get(PEOPLE)
    with transaction(app.extensions["inspect_app"].engine) as session:
        actions = {event.action for event in access_log.events(session)}
    assert actions.isdisjoint({"account.invite", "role.give"})


def test_a_lead_makes_no_administrator(app: Flask, lead: Browser) -> None:
    assert "administrator" not in lead.get(f"{PEOPLE}/invite").lower()
    lead.send(f"{PEOPLE}/invite", {**PAT, "role": "administrator"}, 422)
    number = join(app, make_account(app, "ada"), "north", Role.ADMINISTRATOR)
    assert lead.client.get(f"{PEOPLE}/{number}").status_code == 403
    assert f"people/{number}" not in lead.get(PEOPLE)


def test_an_administrator_makes_a_lead(app: Flask, lead: Browser) -> None:
    assert lead
    administrator = member(app, Role.ADMINISTRATOR)
    administrator.send(f"{PEOPLE}/invite", {**PAT, "role": "lead"})
    assert administrator.get(PEOPLE).count("Lead inspector") == 2


def test_the_same_role_is_not_given_twice(lead: Browser) -> None:
    lead.send(f"{PEOPLE}/invite", PAT)
    assert "They are inspector already" in lead.send(f"{PEOPLE}/invite", PAT, 422)


def test_the_people_of_another_inspection_are_out_of_reach(app: Flask, lead: Browser) -> None:
    number = join(app, make_account(app, "olga"), "noise", Role.INSPECTOR)
    assert "Olga" not in lead.get(PEOPLE)
    for path in (f"{PEOPLE}/{number}", "/inspections/noise/people", f"/inspections/noise/people/{number}"):
        assert lead.client.get(path).status_code == 404


def test_at_ones_own_computer_there_is_nobody_to_invite(browser: Browser, inspection: str) -> None:
    html = browser.get(f"{inspection}people")
    assert "You are at your own computer" in html
    assert "Invite" not in html


def test_a_role_that_is_not_offered_is_refused(lead: Browser) -> None:
    for role in ("bogus", "administrator", "LEAD"):
        assert "Choose a role" in lead.send(f"{PEOPLE}/invite", {**PAT, "role": role}, 422)


def test_nobody_is_given_more_by_another_than_who_made_their_link(app: Flask, lead: Browser) -> None:
    """Whoever holds a link that is still about would get what others give the account."""
    lead.send(f"{PEOPLE}/invite", PAT)
    other = member(app, Role.LEAD, "noise")
    html = other.send("/inspections/noise/people/invite", PAT, 422)
    assert "invited by somebody else" in html
    assert "Pat Jones" not in other.get("/inspections/noise/people")


def test_an_administrator_of_the_server_reviews_no_area(app: Flask, lead: Browser) -> None:
    make_account(app, "pat", administrator=True, arrived=True)
    with transaction(app.extensions["inspect_app"].engine) as session:
        area = AreaRow(inspection_id=inspection_id(session, "north"), parent_id=None, name="North")
        session.add(area)
        session.flush()
        chosen = str(area.id)
    html = lead.send(f"{PEOPLE}/invite", {**PAT, "role": "area_reviewer", "area": chosen}, 422)
    assert "so can review none" in html
