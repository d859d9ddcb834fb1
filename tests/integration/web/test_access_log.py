"""Searching the access log, and who looked at a case."""

import re
from html import unescape

import pytest

from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser

LOG = "/access-log"


def rows(html: str) -> list[str]:
    """What was done, line by line."""
    return re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html)


@pytest.fixture
def long(engine: Engine, inspection: str, clock: Clock) -> str:
    """The path of an inspection with 120 lines about case 001 in the access log, and one about 002."""
    with transaction(engine) as session:
        for _ in range(120):
            access_log.record(session, clock(), Actor("sam", "desk"), "case.look", "north", "case 001", {})
        event = Event(
            clock(), Actor("Kim", "desk"), "case.identify", "north", "case 002", {}, "A <call>", "Court"
        )
        access_log.write(session, event)
    return inspection


def test_the_footer_leads_to_the_log(browser: Browser) -> None:
    assert f'href="{LOG}"' in browser.get("/")
    assert "1 line." in browser.get(LOG)
    assert rows(browser.get(LOG)) == ["Added a questionnaire"]


@pytest.mark.usefixtures("long")
def test_lines_come_newest_first_fifty_to_a_page(browser: Browser) -> None:
    first = browser.get(LOG)
    assert "124 lines. Page 1 of 3." in first
    assert rows(first) == ["Looked up whose case it is", *["Looked at the case"] * 49]
    assert "A &lt;call&gt;" in first
    assert "Court" in first
    second = browser.get(f"{LOG}{unescape(re.findall('href=.([^ ]*). rel=.next.', first)[0])}")
    assert len(rows(second)) == 50
    assert "Newer lines" in second
    last = browser.get(f"{LOG}?page=3")
    assert rows(last)[-3:] == ["Made the inspection", "Made the inspection", "Added a questionnaire"]
    assert "Older lines" not in last


@pytest.mark.both_databases
@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(
    ("search", "number"),
    [
        ("inspection=north", 122),
        ("inspection=north&action=case.look&page=3", 20),
        ("action=questionnaire.add", 1),
        ("person=KI", 1),
        ("subject=case+002", 1),
        ("since-day=6&since-month=6&since-year=2016&subject=case+002", 1),
        ("until-day=6&until-month=6&until-year=2016&subject=case+002", 1),
        ("since-day=7&since-month=6&since-year=2016", 0),
        ("until-day=5&until-month=6&until-year=2016", 0),
    ],
)
def test_lines_are_found_by_what_they_tell(browser: Browser, search: str, number: int) -> None:
    html = browser.get(f"{LOG}?{search}")
    assert len(rows(html)) == min(number, 50)
    assert ("No line matches." in html) == (number == 0)


@pytest.mark.usefixtures("long")
def test_the_next_page_keeps_the_search(browser: Browser) -> None:
    html = browser.get(f"{LOG}?inspection=north&action=case.look&person=&page=2")
    assert "?inspection=north&amp;action=case.look&amp;page=3" in html
    assert "?inspection=north&amp;action=case.look&amp;page=1" in html


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("since-day=31&since-month=2&since-year=2016", "Enter a real date"),
        ("until-day=x", "Enter a real date"),
        ("until-day=31&until-month=12&until-year=9999", "Enter a real date"),
        ("inspection=none", "Not a valid choice"),
        ("action=else", "Not a valid choice"),
    ],
)
def test_a_search_that_makes_no_sense_says_so(browser: Browser, search: str, words: str) -> None:
    assert words in browser.get(f"{LOG}?{search}", 422)


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "9999999999", "²"])
def test_a_page_that_is_not_there_is_not_found(browser: Browser, number: str) -> None:
    browser.get(f"{LOG}?page={number}", 404)


def test_a_case_tells_who_looked_at_it(browser: Browser, drawn: str) -> None:
    case = f"{drawn}cases/001/"
    assert "Nobody has looked at the case yet." in browser.get(f"{case}looks")
    browser.get(case)
    browser.get(f"{drawn}cases/002/")
    browser.send(f"{case}person", {}, page=case)
    assert f'href="{case}looks"' in browser.get(f"{case}history")
    assert rows(browser.get(f"{case}looks")) == [
        "Looked at the case",
        "Looked up whose case it is",
        "Looked at the case",
        "Looked at the case",
    ]
    browser.get(f"{drawn}cases/999/looks", 404)


def test_who_looked_is_paged(browser: Browser, drawn: str, long: str) -> None:
    assert "Page 2 of 3" in browser.get(f"{long}cases/001/looks?page=2")
    browser.get(f"{drawn}cases/001/looks?page=4", 404)
