"""The team's pages: days, conflicts of interest, sharing out, giving by hand, workloads, the timetable."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, memberships
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AreaRow, CaseRow
from tests.integration.drawing import draw_sample
from tests.integration.web.conftest import Browser
from tests.integration.web.instrument import LONG_LIST
from tests.integration.web.people import inspection_id, join, make_account, member, sign_in

TEAM = "/inspections/north/team"
WORKLOAD = "/inspections/north/workload"
OFFICER = LONG_LIST.decode().splitlines()[1].split(",")[13]


@pytest.fixture
def lead(app: Flask, inspection: str, actor: Actor, clock: Clock) -> Browser:
    """A browser of the lead inspector of an inspection with cases 001 and 002."""
    assert inspection
    with transaction(app.extensions["inspect_app"].engine) as session:
        common = (session, actor, clock)
        import_cases(*common, ref="north", filename="list.csv", data=LONG_LIST, as_at=date(2016, 6, 6))
        draw_sample(*common, ref="north", size=2, seed="an agreed seed", make_seed=str)
    return member(app, Role.LEAD)


@pytest.fixture
def ada(app: Flask, lead: Browser) -> int:
    """The membership of an inspector."""
    assert lead
    return join(app, make_account(app, "ada"), "north", Role.INSPECTOR)


def share(lead: Browser, ada: int) -> str:
    lead.send(f"{TEAM}/{ada}", {"days": "3"})
    return lead.send(TEAM, {})


def last_action(app: Flask) -> tuple[str, str, str | None]:
    with transaction(app.extensions["inspect_app"].engine) as session:
        event = access_log.events(session)[-1]
    return event.action, event.subject, event.reason


def test_a_lead_says_days_and_shares_the_cases_out(app: Flask, lead: Browser, ada: int) -> None:
    html = lead.get(TEAM)
    assert "Nobody has working days yet" in html
    assert "Share out the cases</button>" not in html
    html = share(lead, ada)
    assert "2 cases shared out." in html
    assert last_action(app)[:2] == ("cases.allocate", "cases")
    assert "Every case is with somebody" in lead.send(TEAM, {}, 422)
    assert "No cases shared out." in lead.send(TEAM, {"anew": "yes"})


def test_whoever_has_a_case_finds_it_and_whose_it_is(app: Flask, lead: Browser, ada: int) -> None:
    own = sign_in(app, "account-ada")
    assert "You have no cases yet" in own.get(WORKLOAD)
    case = "/inspections/north/cases/001/"
    html = own.get(case)
    assert "Nobody has been given this case." in html
    assert "Show whose case this is" not in html
    refused = own.client.post(f"{case}person", data={"csrf_token": csrf(html)})
    assert refused.status_code == 403
    assert "Whose case 001 is can be looked up by whoever has been given it" in refused.text
    share(lead, ada)
    html = own.get(WORKLOAD)
    assert "<title>Your cases" in html
    assert "2 cases, 2 still to read" in html
    assert "Your cases" in own.get("/inspections/north/")
    assert "Ada" in own.get(case)
    assert "Family name" in own.send(f"{case}person", {}, page=case)


def csrf(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    return found[1] if found else ""


def test_nobody_sees_the_cases_of_others_but_who_shares_out(app: Flask, lead: Browser, ada: int) -> None:
    share(lead, ada)
    bea = member(app, Role.INSPECTOR)
    html = bea.get(WORKLOAD)
    assert "You have no cases yet" in html
    assert "Ada" not in html
    every = lead.get(WORKLOAD)
    assert "Ada: 2 cases, 2 still to read" in every


def test_cases_of_who_has_left_are_marked(app: Flask, lead: Browser, ada: int, engine: Engine) -> None:
    share(lead, ada)
    words = "No longer in the team"
    assert words not in lead.get(WORKLOAD)
    with transaction(engine) as session:
        memberships.end(session, ada, datetime(2016, 6, 6, tzinfo=UTC), "the tests")
    html = lead.get(WORKLOAD)
    assert words in html
    assert "2 cases to be read are with people who are no longer in the team." in " ".join(html.split())
    bea = join(app, make_account(app, "bea"), "north", Role.INSPECTOR)
    share(lead, bea)
    assert words not in lead.get(WORKLOAD)


def test_a_case_is_given_by_hand_with_a_reason(app: Flask, lead: Browser, ada: int) -> None:
    bea = make_account(app, "bea")
    join(app, bea, "north", Role.ASSISTANT)
    share(lead, ada)
    page = "/inspections/north/cases/002/assign"
    assert "Ada has it now" in lead.get(page)
    html = lead.send(page, {"account": bea, "reason": "Knows the prison"})
    assert "Case 002 is given to Bea." in html
    assert "Bea: 1 case, 1 still to read" in html
    assert last_action(app) == ("case.assign", "case 002", "Knows the prison")
    html = lead.get(page)
    assert "Bea has it now" in html
    assert "Ada, from" in html
    for fields, words in (({"reason": "x"}, "Choose somebody"), ({"account": bea}, "Enter the reason")):
        assert words in lead.send(page, fields, 422)
    assert "has case 002 already" in lead.send(page, {"account": bea, "reason": "Again"}, 422)
    lead.get("/inspections/north/cases/099/assign", 404)


def test_a_conflict_of_interest_takes_cases_away_and_is_ended(app: Flask, lead: Browser, ada: int) -> None:
    share(lead, ada)
    page = f"{TEAM}/{ada}/conflict"
    html = lead.send(page, {"about": "case", "case": "001", "reason": "Lives next door"})
    assert "The conflict of interest is declared. Ada no longer has 001" in html
    assert "Lives next door" in html
    assert last_action(app)[0] == "conflict.declare"
    assert "These people can’t have it" in lead.get("/inspections/north/cases/001/assign")
    assert "Nobody with working days may read 001: give these by hand." in lead.send(TEAM, {})
    [end] = re.findall(rf'action="({TEAM}/{ada}/conflict/\d+/end)"', lead.get(f"{TEAM}/{ada}"))
    assert "None is declared" in lead.send(end, {}, page=f"{TEAM}/{ada}")
    assert last_action(app)[0] == "conflict.end"
    assert "1 case shared out" in lead.send(TEAM, {})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": "x"}, "Choose what the conflict is about"),
        ({"about": "none", "reason": "x"}, "Choose what the conflict is about"),
        ({"about": "area", "reason": "x"}, "Choose the area"),
        ({"about": "case", "reason": "x"}, "Enter the reference of the case"),
        ({"about": "case", "case": "099", "reason": "x"}, "There is no case 099"),
        ({"about": "case", "case": "001"}, "Enter the reason"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said(
    lead: Browser, ada: int, fields: dict[str, str], words: str
) -> None:
    assert words in lead.send(f"{TEAM}/{ada}/conflict", fields, 422)
    assert "None is declared" in lead.get(f"{TEAM}/{ada}")


def test_conflicts_about_an_area_and_an_officer(app: Flask, lead: Browser, ada: int) -> None:
    with transaction(app.extensions["inspect_app"].engine) as session:
        area = AreaRow(inspection_id=inspection_id(session, "north"), parent_id=None, name="Westshire")
        session.add(area)
        session.flush()
        number = str(area.id)
        session.execute(update(CaseRow).values(officer_group=1))
    page = f"{TEAM}/{ada}/conflict"
    assert "Cases of Westshire" in lead.send(
        page, {"about": "area", "area": number, "reason": "Grew up there"}
    )
    html = lead.send(page, {"about": "officer_of", "case": "001", "reason": "A cousin"})
    assert "Cases of the officer of 001, 002" in html


def test_days_must_be_a_number_of_days(lead: Browser, ada: int) -> None:
    for days, words in (
        ("", "Enter the number of days"),
        ("many", "Enter a whole number"),
        ("101", "Enter 0 to"),
    ):
        assert words in lead.send(f"{TEAM}/{ada}", {"days": days}, 422)
    html = lead.send(f"{TEAM}/{ada}", {"days": "2", "officer_name": OFFICER})
    assert "their own cases" in html


def test_only_those_who_read_cases_are_in_the_team(app: Flask, lead: Browser) -> None:
    analyst = join(app, make_account(app, "yan"), "north", Role.ANALYST)
    olga = join(app, make_account(app, "olga"), "noise", Role.INSPECTOR)
    html = lead.get(TEAM)
    assert "Yan" not in html
    assert "Olga" not in html
    for number in (analyst, olga):
        assert lead.client.get(f"{TEAM}/{number}").status_code == 404


def test_at_ones_own_computer_there_is_no_team(browser: Browser, drawn: str) -> None:
    assert "You are at your own computer" in browser.get(f"{drawn}team")
    assert "Nobody has been given a case yet" in browser.get(f"{drawn}workload")


def test_the_timetable_is_exported_and_logged(app: Flask, lead: Browser, ada: int) -> None:
    page = "/inspections/north/timetable"
    first = {"first-day": "6", "first-month": "6", "first-year": "2016"}
    assert "Share the cases out first" in lead.send(page, first, 422)
    assert "Enter the first day" in lead.send(page, {}, 422)
    share(lead, ada)
    sent = lead.post(page, {"csrf_token": csrf(lead.get(page)), **first})
    assert sent.headers["Content-Disposition"] == "attachment; filename=north-timetable.xlsx"
    sheet = load_workbook(BytesIO(sent.data)).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[:4] for row in cells[-2:]] == [
        ["Monday 6 June 2016", "09:30", "Ada", "001"],
        ["Monday 6 June 2016", "11:15", "Ada", "002"],
    ]
    assert all(str(row[4]).startswith("Officer ") for row in cells[-2:])
    assert last_action(app)[:2] == ("timetable.export", "timetable")


def test_the_board_says_who_has_a_case(lead: Browser, ada: int) -> None:
    share(lead, ada)
    html = lead.get("/inspections/north/board?sort=given_to")
    assert html.count("<td>Ada</td>") == 2
