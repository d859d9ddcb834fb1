"""Who gets in where, and that looking changes nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from inspect_app.fieldwork.decide_rating import decide_rating
from inspect_app.fieldwork.declare_conflict import About, declare_conflict
from inspect_app.fieldwork.freeze_report import Wish, freeze_report
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.output_files import begin_folder, finish_folder
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.raise_alert import NewAlert, raise_alert
from inspect_app.fieldwork.release_report import release_report
from inspect_app.fieldwork.request_cases import request_cases
from inspect_app.fieldwork.start_report import start_report
from inspect_app.records import access_log
from inspect_app.records.base import Base
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.jobs import JobStatus, Lease
from inspect_app.records.models import AccountRow, AreaRow, CaseRow, JobRow, OneTimeLinkRow
from inspect_app.records.web_sessions import token_hash
from tests.integration.shelf import Prepared
from tests.integration.web.conftest import Browser
from tests.integration.web.people import HOURS, inspection_id, join, make_account, sign_in
from tests.integration.web.route_table import PEOPLE, Line, read_table

TABLE = read_table()
OWN = {
    "<ref>": "north",
    "<reference>": "001",
    "<section_id>": "home",
    "<point_id>": "custody",
    "<what>": "unanswered",
    "<question_id>": "visits",
    "<kind>": "answer",
    "<path:subject>": "visits",
    "<subject>": "all",
    "<row>": "home_found.yes",
    "<behind>": "numerator",
    "<file>": "table.csv",
    "<int:row>": "6",
    "<int:number>": "1",
    "<int:request>": "1",
    "<instrument>": "small",
    "<version>": "1",
    "<int:membership>": "3",
    "<int:area>": "4",
    "<int:release>": "1",
    "<int:conflict>": "1",
    "<name>": "report.pdf",
    "<path:filename>": "app.css",
    "<token>": "a link that works once",
    "<account_id>": "account-invited",
    "<step>": "promote",
    # Whose assessment may be saved to has tests of its own (test_saves.py).
    "<assessment>": "0190a000-0000-4000-8000-000000000001",
    "<question>": "home_found",
    "<language>": "en",
    "<chapter>": "foreword",
    "<part>": "chapter",
    "<text>": "foreword",
    "<example>": "0190a000-0000-7000-8000-000000000001",
    "<recommendation>": "0190a000-0000-7000-8000-000000000002",
    "<key>": "3f2a9c01",
    "<job>": "0190a000-0000-4000-8000-000000000002",
}
"""What stands for each part of a rule; rows, requests, cases, alerts, members, areas, releases are there."""
ROLES = dict(zip("ALITCQWYR", Role, strict=True))


def test_the_table_and_the_map_of_addresses_have_the_same_routes(app: Flask) -> None:
    mapped = sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )
    assert sorted((line.method, line.rule) for line in TABLE) == mapped


def test_every_line_of_the_table_is_whole() -> None:
    for line in TABLE:
        assert len(line.own) == len(PEOPLE), line
        assert len(line.other) == (len(PEOPLE) if "<ref>" in line.rule else 0), line
        assert len(line.area) == (2 if "<reference>" in line.rule else 0), line


def address(line: Line, **instead: str) -> str:
    """A path of a route."""
    path = line.rule
    for part, value in {**OWN, **{f"<{part}>": value for part, value in instead.items()}}.items():
        path = path.replace(part, value)
    return path


@dataclass
class House:
    """The application with an inspection of two areas, and everybody who comes there."""

    app: Flask
    accounts: dict[str, str]

    def visit(self, who: str, method: str, path: str) -> str:
        """What somebody who is newly signed in gets there, as the table's letter."""
        client = self.app.test_client() if who == "N" else sign_in(self.app, self.accounts[who]).client
        return outcome(client.open(path, method=method))


def outcome(response: TestResponse) -> str:
    """A response as the table's letter; what is wrong with a form is none of the table's business."""
    if response.status_code == 302 and response.location.startswith("/sign-in"):
        return "s"
    known = {401: "s", 403: "f", 404: "n", 200: "o", 302: "o", 400: "o", 422: "o"}
    return known.get(response.status_code, str(response.status_code))


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JobRow:
    """A report that is ready, with its file."""
    monkeypatch.setenv("INSPECT_OUTPUTS", str(tmp_path))
    lease = Lease(OWN["<job>"], "a worker", 1)
    made = begin_folder(tmp_path, lease)
    (made / OWN["<name>"]).write_bytes(b"%PDF-")
    return JobRow(
        id=lease.job,
        inspection_id=0,
        kind=JobKind.REPORT,
        wanted="{}",
        asked_at=datetime(2016, 6, 6, tzinfo=UTC),
        author="Somebody",
        device="a test",
        account_id=None,
        status=JobStatus.DONE,
        attempts=lease.attempt,
        files=finish_folder(made),
    )


@pytest.fixture
def house(app: Flask, prepared: Prepared, signed_off: str, outputs: JobRow) -> House:
    """Case 001 is of area 1 and case 002 of area 2; the same people have no role in "noise"."""
    assert signed_off
    accounts = prepared(("house",), lambda: fill(app, outputs))
    app.config["WTF_CSRF_ENABLED"] = False  # tokens have tests of their own; here they would hide the answer
    return House(app, accounts)


def fill(app: Flask, outputs: JobRow) -> dict[str, str]:
    """Puts everything and everybody there; answers the accounts by their letters."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        inspection = inspection_id(session, "north")
        areas = [AreaRow(inspection_id=inspection, parent_id=None, name=name) for name in ("First", "Second")]
        outputs.inspection_id = inspection
        session.add_all([*areas, outputs])
        session.flush()
        for reference, area in (("001", areas[0]), ("002", areas[1])):
            of_case = (CaseRow.inspection_id == inspection) & (CaseRow.reference == reference)
            session.execute(update(CaseRow).where(of_case).values(area_id=area.id))
        first, second = (area.id for area in areas)
        actor = setting.owner
        told_at = setting.clock().replace(tzinfo=None)
        alert = NewAlert("home_found", OWN["<key>"], "Seen.", "Somebody", told_at)
        raise_alert(session, actor, setting.clock, ref="north", reference="001", alert=alert)
        period = date(2016, 1, 1), date(2016, 3, 31)
        request_cases(session, actor, setting.clock, ref="north", period=period)
        decide_rating(
            session, actor, setting.clock, ref="north", subject="all", band="good", reason="We looked."
        )
        start_report(session, actor, setting.clock, ref="north", language="en", style="inspection-report")
    with transaction(setting.engine) as session:
        release_report(session, actor, setting.clock, ref="north", area=first, reason="It is ready.")
        freeze_report(session, actor, setting.clock, ref="north", language="en", wish=Wish())
    accounts = {"S": make_account(app, "server", administrator=True)}
    for letter, role in ROLES.items():
        accounts[letter] = make_account(app, role.value)
        # A local assessor is kept from an area, a reviewer is confined to one.
        join(app, accounts[letter], "north", role, {"C": second, "R": first}.get(letter))
    with transaction(setting.engine) as session:
        about = About(area=first)
        declare_conflict(
            session, actor, setting.clock, ref="north", account=accounts["I"], about=about, reason="A cousin."
        )
    with transaction(setting.engine) as session:
        link = OneTimeLinkRow(
            token_hash=token_hash(OWN["<token>"]),
            account_id=make_account(app, "invited"),
            created_at=setting.clock(),
            expires_at=setting.clock() + HOURS,
            made_by="the tests",
        )
        session.add(link)
        # A password and an app, so that the pages about them are there; nobody signs in with them here.
        theirs = update(AccountRow).where(AccountRow.id.in_(accounts.values()))
        session.execute(theirs.values(dict.fromkeys(("password_hash", "totp_secret"), "none")))
    return accounts


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_in_where_the_table_says(house: House, who: str) -> None:
    place = PEOPLE.index(who)
    expected, found = {}, {}
    for line in TABLE:
        expected[line.method, line.rule, "own"] = line.own[place]
        found[line.method, line.rule, "own"] = house.visit(who, line.method, address(line))
        if line.other:
            expected[line.method, line.rule, "other"] = line.other[place]
            path = address(line, ref="noise")
            found[line.method, line.rule, "other"] = house.visit(who, line.method, path)
    assert found == expected


@pytest.mark.parametrize("who", "CR")
def test_an_area_keeps_out_where_the_table_says(house: House, who: str) -> None:
    lines = [line for line in TABLE if line.area]
    expected = {(line.method, line.rule): line.area["CR".index(who)] for line in lines}
    found = {
        (line.method, line.rule): house.visit(who, line.method, address(line, reference="002"))
        for line in lines
    }
    assert found == expected


def test_an_inspection_that_is_not_theirs_looks_like_one_that_is_not_there(house: House) -> None:
    for who in "LIR":
        client = sign_in(house.app, house.accounts[who]).client
        pages = [without_marks(client.get(f"/inspections/{ref}/").text) for ref in ("noise", "nothing")]
        assert pages[0] == pages[1]


def without_marks(html: str) -> str:
    """A page without what is new each time."""
    return re.sub(r'nonce="[^"]+"|name="csrf_token"[^>]*>', "", html)


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table."""
    with transaction(engine) as session:
        return {
            table.name: sorted(map(repr, session.execute(table.select())))
            for table in Base.metadata.sorted_tables
        }


LOG = {"access_log", "access_log_head"}


@pytest.fixture
def lead(house: House) -> Callable[[str], TestResponse]:
    """Looks at a path as the lead, in one browser."""
    client = sign_in(house.app, house.accounts["L"]).client
    return lambda path: client.get(path, follow_redirects=True)


@pytest.mark.both_databases
@pytest.mark.parametrize("who", "SLR")
def test_looking_changes_nothing_but_the_access_log(house: House, engine: Engine, who: str) -> None:
    client = sign_in(house.app, house.accounts[who]).client
    before = contents(engine)
    for line in TABLE:
        if line.method == "GET":
            client.get(address(line), follow_redirects=True)
    after = contents(engine)
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert changed == (LOG if who == "L" else set())
    assert set(before["access_log"]) <= set(after["access_log"])


LOOKS = {
    "/inspections/north/long-list": ("cases.look", "long list"),
    "/inspections/north/long-list/rows/6": ("cases.look", "row 6"),
    "/inspections/north/long-list/rows/6/why": ("cases.look", "row 6"),
    "/inspections/north/sample/draws/1/officers": ("cases.look", "long list"),
    "/inspections/north/cases/001/": ("case.look", "case 001"),
    "/inspections/north/cases/001/check": ("case.look", "case 001"),
    "/inspections/north/cases/001/find": ("case.look", "case 001"),
    "/inspections/north/cases/001/history": ("case.look", "case 001"),
    "/inspections/north/cases/001/questions/visits/history": ("case.look", "case 001"),
    # What is in conflict no longer leads to its history.
    "/inspections/north/cases/001/conflicts/answer/visits": ("case.look", "case 001"),
    # The case is signed off, so that its sections lead to its answers and the steps that are not open to it.
    "/inspections/north/cases/001/sections/home": ("case.look", "case 001"),
    "/inspections/north/cases/001/points/custody": ("case.look", "case 001"),
    "/inspections/north/cases/001/next/unanswered": ("case.look", "case 001"),
    "/inspections/north/cases/001/sign-off": ("case.look", "case 001"),
    "/inspections/north/cases/001/return": ("case.look", "case 001"),
    "/inspections/north/cases/001/withdraw": ("case.look", "case 001"),
    "/inspections/north/cases/001/replace": ("case.look", "case 001"),
    "/inspections/north/cases/001/alerts/home_found/3f2a9c01/close": ("case.look", "case 001"),
    "/inspections/north/alerts": ("alerts.look", "alerts"),
    "/inspections/north/explore/cases/home_found.yes/numerator": (
        "figure.cases",
        "numerator of home_found.yes",
    ),
}
"""The pages that tell of identifiable people, and what the access log says of a look at them."""


@pytest.mark.both_databases
def test_looks_at_identifiable_people_are_logged_and_no_others(
    lead: Callable[[str], TestResponse], engine: Engine
) -> None:
    for path in {address(line) for line in TABLE if line.method == "GET"}:
        with transaction(engine) as session:
            before = access_log.lines(session)
        lead(path)
        with transaction(engine) as session:
            new = [line.event for line in access_log.lines(session)[len(before) :]]
        expected = [LOOKS[path]] if path in LOOKS else []
        assert [(event.action, event.subject) for event in new] == expected, path
        assert {event.inspection for event in new} <= {"north"}
        assert all(event.detail == {} for event in new if event.action != "figure.cases")


def test_what_is_not_shown_is_not_logged(browser: Browser, drawn: str, engine: Engine) -> None:
    with transaction(engine) as session:
        before = len(access_log.lines(session))
    browser.get(f"{drawn}cases/999/", 404)
    browser.get("/inspections/none/long-list", 404)
    with transaction(engine) as session:
        assert len(access_log.lines(session)) == before


REDIRECTED = (
    "sign-off",
    "return",
    "001/withdraw",
    "001/replace",
    "sections/home",
    "points/custody",
    "next/unanswered",
    "conflicts/answer/visits",
    "conflicts/chapter/foreword",
)
FOR_SCRIPTS = ("saves/pass", "/state")
NO_PAGES = ("/static/", "/health", "/ready", "/inspections/north/long-list/requests/")


@pytest.fixture
def everywhere(house: House) -> Browser:
    """The browser of somebody who may see every page but those of reviewers."""
    join(house.app, house.accounts["S"], "north", Role.LEAD)
    return sign_in(house.app, house.accounts["S"])


def test_titles_tell_pages_apart(everywhere: Browser) -> None:
    for line in TABLE:
        path = address(line)
        theirs = line.method == "GET" and "o" in (line.own[1], line.own[PEOPLE.index("L")])
        if theirs and not path.endswith((*REDIRECTED, *FOR_SCRIPTS)) and not path.startswith(NO_PAGES):
            everywhere.get(path)
    titles = list(everywhere.titles.values())
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.usefixtures("inspection")
@pytest.mark.parametrize(
    "path",
    ["/inspections/none/", "/inspections/north/cases/999/", "/questionnaires/none/1", "/nothing"],
)
def test_what_is_not_there_is_a_page(browser: Browser, path: str) -> None:
    browser.get(path, 404)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    "path",
    [
        "/inspections/north/cases/?status=lost",
        "/inspections/north/cases/001/sections/none",
        "/inspections/north/explore/cases/home_found.yes/nobody",
        "/inspections/north/explore/cases/home_found.yes/numerator?rows=nothing",
    ],
)
def test_an_unknown_part_of_a_case_list_is_a_page(browser: Browser, path: str) -> None:
    assert "Page not found" in browser.get(path, 404)


@pytest.mark.usefixtures("inspection")
def test_an_address_without_its_last_stroke_leads_to_the_page(browser: Browser) -> None:
    assert "north &lt;area&gt;" in browser.get("/inspections/north")
