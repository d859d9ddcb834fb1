"""What an area reviewer sees on pages and in downloads: their own area's, and nothing of any other."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import event

from inspect_app.fieldwork.change_areas import add_area, rename_area
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.raise_alert import NewAlert
from inspect_app.fieldwork.release_report import release_report, withdraw_report
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action
from inspect_app.records import access_log
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Engine, transaction
from tests.integration.conftest import Clock
from tests.integration.fieldwork.alerts import raise_one
from tests.integration.reports.conftest import read_pages
from tests.integration.shelf import Prepared
from tests.integration.two_areas import (
    CANARY,
    GOOD,
    KESTREL,
    POOR,
    REF,
    SEED,
    TITLE,
    World,
    kept_regions,
    sorted_by_person,
)
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.people import inspection_id, join, make_account, sign_in

HOME = f"/inspections/{REF}/"
REGION, ELSEWHERE = f"{KESTREL}Cluster", f"{CANARY}Cluster"
PAGES = (
    "/",
    HOME,
    f"{HOME}results",
    f"{HOME}results?by=sex",
    f"{HOME}results?by=part_of_area",
    f"{HOME}results/report",
    "/questionnaires/",
    "/questionnaires/small/1",
)
REFUSED = {
    f"{HOME}results?by=cluster": 404,
    f"{HOME}results?area=2": 404,
    f"{HOME}results?area=x": 404,
    f"{HOME}cases/": 403,
    f"{HOME}cases/001/": 403,
    f"{HOME}findings": 403,
    f"{HOME}outputs": 403,
    f"{HOME}data": 403,
    f"{HOME}outputs/1": 403,
    f"{HOME}writing/en": 403,
    f"{HOME}writing/en/editions": 403,
    f"{HOME}writing/en/editions/1": 403,
    f"{HOME}areas": 403,
    f"{HOME}areas/1": 403,
    f"{HOME}releases": 403,
    f"{HOME}sample": 403,
    f"{HOME}long-list": 403,
    f"{HOME}people": 403,
    "/access-log": 403,
    "/inspections/nothing/": 404,
}
FILES = ("report.pdf", "findings.xlsx")


@dataclass
class House:
    """Two regions with a reviewer each, and a report released to each of them."""

    app: Flask
    world: World
    reviewer: Browser

    def release(self, name: str, actor: Actor | None = None) -> None:
        """Releases an area's report."""
        area = self.world.area(name).id
        with transaction(self.world.engine) as session:
            by = actor or self.world.actor
            release_report(session, by, self.world.clock, ref=REF, area=area, reason=f"{name} is ready.")

    def page(self, path: str, status: int = 200) -> str:
        """A page as the reviewer sees it, without what is new each time."""
        html = self.reviewer.get(path, status)
        return re.sub(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"', "", html)

    def download(self, name: str) -> bytes:
        """A file of the current release, with its headers."""
        fields = form_of(self.reviewer.get(f"{HOME}results/report"))
        response = self.reviewer.post(f"{HOME}results/report/{name}", fields)
        assert response.status_code == 200
        new_each_time = ("Set-Cookie", "Date", "X-Request-ID")
        kept = [f"{key}: {value}" for key, value in response.headers if key not in new_each_time]
        policy = re.sub(r"nonce-[^']+", "", "\n".join(kept))
        return policy.encode() + b"\n" + response.data

    def everything(self) -> dict[str, bytes]:
        """All that the reviewer can get."""
        pages = {path: self.page(path).encode() for path in PAGES}
        refused = {path: self.page(path, status).encode() for path, status in REFUSED.items()}
        return pages | refused | {name: self.download(name) for name in FILES}


@pytest.fixture
def house(app: Flask, engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> House:
    """The reviewer is of Kestrel; Osprey has another."""
    world = kept_regions(prepared, engine, actor, clock)
    for name, region in (("kestrel", REGION), (f"{CANARY}reviewer", ELSEWHERE)):
        join(app, make_account(app, name), REF, Role.AREA_REVIEWER, world.area(region).id)
    made = House(app, world, sign_in(app, "account-kestrel"))
    made.release(REGION)
    made.release(ELSEWHERE, Actor(f"{CANARY}Lead", f"{CANARY}-laptop"))
    return made


def texts(data: bytes) -> Iterator[str]:
    """Every text in a download: all objects of a PDF, all parts of a workbook."""
    if b"%PDF-" in data[:2000]:
        with pikepdf.open(BytesIO(data[data.index(b"%PDF-") :])) as pdf:
            yield str(pdf.docinfo)
            for stream in pdf.objects:
                if isinstance(stream, pikepdf.Stream):
                    yield stream.read_bytes().decode("latin-1")
                    yield str(dict(stream.stream_dict))
                else:
                    yield repr(stream)
        return
    with zipfile.ZipFile(BytesIO(data[data.index(b"PK\x03\x04") :])) as book:
        for name in book.namelist():
            yield name + book.read(name).decode("utf-8", "replace")


@pytest.mark.both_databases
def test_no_canary_of_the_other_area_is_anywhere(house: House) -> None:
    for path, data in house.everything().items():
        assert CANARY.casefold() not in data.decode("utf-8", "replace").casefold(), path
        if path in FILES:
            assert not [text for text in texts(data) if CANARY.casefold() in text.casefold()], path
    assert REGION in house.page(f"{HOME}results")


def test_no_word_of_an_alert_is_anywhere(house: House) -> None:
    """Neither of an alert about a case of the area, nor of a withdrawn one or of an open one."""
    words = "Gannet"
    open_case, other = sorted_by_person(house.world)[-2:]
    told_at = datetime.fromisoformat("2016-06-05T14:30")
    with transaction(house.world.engine) as session:
        scorer = house.world.scorer(session)
        for place, reference in enumerate((sorted_by_person(house.world)[0], open_case, other)):
            raise_one(scorer, NewAlert("home_found", f"{place}" * 8, words, words, told_at), reference)
        scorer.move(Action.WITHDRAW, "Closed to us.", reference=other)
    house.release(REGION)
    for path, data in house.everything().items():
        assert words not in data.decode("utf-8", "replace"), path
        if path in FILES:
            assert not [text for text in texts(data) if words in text], path
    assert "10 of 11 cases signed off" in house.page(HOME)


def test_the_files_hold_no_whole_and_no_case(house: House, tmp_path: Path) -> None:
    """Nineteen cases are in the whole inspection, and 16 are signed off: from either the others' follow."""
    saved, data = tmp_path / "report.pdf", house.download("report.pdf")
    saved.write_bytes(data[data.index(b"%PDF-") :])
    report = "".join(read_pages(saved))
    assert re.findall(r"(\d+) of (\d+) cases", report)[0] == ("10", "12")
    for told in ("of 19", "16 of", "19 cases", SEED, "Reserves", "long list,"):
        assert told not in report, told
    workbook = "".join(texts(house.download("findings.xlsx")))
    for told in (SEED, "Eligible", "answers file", "osprey"):
        assert told not in workbook, told
    assert f"{TITLE}: {REGION}" in workbook


def test_whatever_happens_elsewhere_every_byte_stays_the_same(house: House) -> None:
    before = house.everything()
    disturb(house)
    after = house.everything()
    assert [path for path in before if after[path] != before[path]] == []


def disturb(house: House) -> None:
    """Everything that can change in the other area, changes."""
    osprey = house.world.as_somebody(f"{CANARY}Later")
    first, *_, last = osprey.cases(ELSEWHERE)
    area = osprey.area(ELSEWHERE).id
    osprey.score(last, GOOD, f"{CANARY}New")
    with transaction(osprey.engine) as session:
        common = (session, osprey.actor, osprey.clock)
        osprey.scorer(session).move(Action.REOPEN, f"{CANARY} again", reference=first)
        inspection = inspection_id(session, REF)
        for reference in ("000", "777"):
            add_case(session, inspection, reference, {"cluster": f"{CANARY}New"}, area=area)
        add_area(*common, ref=REF, name=f"{CANARY}Added", within=area)
        add_area(*common, ref=REF, name=f"{CANARY}Top", within=None)
        rename_area(*common, ref=REF, area=area, name=f"{CANARY}Renamed")
    osprey.score("777", POOR, f"{CANARY}Fresh")
    join(house.app, make_account(house.app, f"{CANARY}late"), REF, Role.AREA_REVIEWER, area)
    join(house.app, make_account(house.app, f"{CANARY}kept"), REF, Role.LOCAL_ASSESSOR, area)
    house.release(f"{CANARY}Renamed", osprey.actor)
    with transaction(osprey.engine) as session:
        withdraw_report(session, osprey.actor, osprey.clock, ref=REF, release=2, reason=f"{CANARY} wrong")


def test_what_happens_in_the_own_area_is_seen(house: House) -> None:
    before = house.everything()
    house.world.score(sorted_by_person(house.world)[-1], GOOD)
    after = house.everything()
    changed = {path for path in before if after[path] != before[path]}
    assert changed == {"/", HOME, *PAGES[2:5]}  # not what was released


def test_the_pages_offer_what_is_theirs_and_nothing_else(house: House) -> None:
    for path in PAGES[1:6]:
        links = set(re.findall(r'href="([^"#]+)"', house.page(path)))
        own = {link for link in links if link.startswith("/inspections/")}
        assert own <= {HOME, f"{HOME}results", f"{HOME}results?area=1", f"{HOME}results/report",
                       f"{HOME}results/report?area=1"}, path  # fmt: skip
    overview = house.page(HOME)
    assert "10 of 12 cases signed off" in overview
    assert "released on 6 June 2016" in " ".join(overview.split())
    assert "10 of 12 cases signed off" in house.page("/")


def test_figures_about_few_are_suppressed_with_the_reason(house: House) -> None:
    html = house.page(f"{HOME}results")
    assert "fewer than 5 cases" in html
    assert ">suppressed<" in html


def test_a_download_is_logged_with_who_got_it(house: House) -> None:
    house.download("findings.xlsx")
    with transaction(house.world.engine) as session:
        last = access_log.events(session, REF)[-1]
    area = house.world.area(REGION).id
    who = "Kestrel (kestrel@example.org)"
    assert (last.action, last.subject, last.recipient) == ("release.read", f"area {area}", who)
    assert (last.actor.name, last.detail["file"]) == (who, "findings.xlsx")


def test_nothing_else_is_sent(house: House) -> None:
    fields = form_of(house.reviewer.get(f"{HOME}results/report"))
    for name in ("data.csv", "secrets.txt"):
        assert house.reviewer.post(f"{HOME}results/report/{name}", fields).status_code == 404


def test_what_a_withdrawn_report_took_the_place_of_stays_closed(house: House) -> None:
    house.world.score(sorted_by_person(house.world)[-1], GOOD)
    house.release(REGION)
    with transaction(house.world.engine) as session:
        withdraw_report(session, house.world.actor, house.world.clock, ref=REF, release=3, reason="Wrong.")
    form = form_of(house.reviewer.get(f"{HOME}results"))
    sent = house.reviewer.post(f"{HOME}results/report/report.pdf", form)
    assert sent.status_code in (404, 422)
    assert b"%PDF" not in sent.data


def test_before_a_release_and_after_its_withdrawal_there_is_nothing_to_download(house: House) -> None:
    fields = form_of(house.reviewer.get(f"{HOME}results/report"))
    with transaction(house.world.engine) as session:
        withdraw_report(session, house.world.actor, house.world.clock, ref=REF, release=1, reason="Wrong.")
    assert "No report is released to this area any more." in house.page(f"{HOME}results/report")
    assert house.reviewer.post(f"{HOME}results/report/report.pdf", fields).status_code == 422
    house.release(REGION)
    html = house.page(f"{HOME}results/report")
    assert "Released on 6 June 2016" in html
    assert "withdrawn on 6 June 2016" in html


def test_whoever_reviews_two_areas_chooses_one_by_its_place_among_them(house: House) -> None:
    unit = house.world.area(f"{KESTREL}Unit").id
    join(house.app, "account-kestrel", REF, Role.AREA_REVIEWER, unit)
    assert f"{KESTREL}Unit" in house.page(f"{HOME}results?area=2&by=sex")
    assert "No report is released to this area yet." in house.page(f"{HOME}results/report?area=2")
    assert 'name="area" value="2"' in house.page(f"{HOME}results?area=2")
    assert [f"/results?area={number}" in house.page(HOME) for number in (1, 2, 3)] == [True, True, False]


def test_a_reviewer_of_an_area_without_signed_off_cases_is_told_so(house: House) -> None:
    with transaction(house.world.engine) as session:
        common = (session, house.world.actor, house.world.clock)
        area = add_area(*common, ref=REF, name="New", within=None)
    join(house.app, make_account(house.app, "new"), REF, Role.AREA_REVIEWER, area)
    browser = sign_in(house.app, "account-new")
    assert "No cases yet." in browser.get(HOME)
    assert "They appear here when the lead inspector" in browser.get(f"{HOME}results")
    assert "No report is released to this area yet." in browser.get(f"{HOME}results/report")
    assert TITLE in browser.get("/")


def test_pages_ask_the_database_as_often_however_many_cases_there_are(house: House) -> None:
    paths = ("/", HOME, f"{HOME}results", f"{HOME}results/report")
    few = {path: queries(house, path) for path in paths}
    area = house.world.area(f"{KESTREL}Unit").id
    with transaction(house.world.engine) as session:
        for number in range(500, 520):
            add_case(session, inspection_id(session, REF), str(number), {"sex": "male"}, area=area)
    for number in range(500, 505):
        house.world.score(str(number), GOOD)
    assert {path: queries(house, path) for path in paths} == few
    assert max(few.values()) <= 18


def queries(house: House, path: str) -> int:
    """How many statements a page takes."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(house.world.engine, "before_cursor_execute", note)
    house.reviewer.get(path)
    event.remove(house.world.engine, "before_cursor_execute", note)
    return len(asked)
