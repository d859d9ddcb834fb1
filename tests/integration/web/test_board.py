"""The board, the alerts and emerging findings as pages."""

import re

import pytest
from flask import Flask
from sqlalchemy import event

from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Engine, transaction
from tests.integration.fieldwork.scoring import Scorer
from tests.integration.web.conftest import HOME, Browser, score, submit
from tests.integration.web.making import make_outputs
from tests.integration.web.people import inspection_id, member
from tests.integration.web.test_results import texts

SEEN, TOLD, CLOSING = "GannetSeen <now>", "GannetManager", "GannetSafe"
ALERT = {
    "question": "home_found",
    "what": SEEN,
    "told": TOLD,
    "told_on-day": "5",
    "told_on-month": "6",
    "told_on-year": "2016",
    "told_at": "14:30",
}


def references(html: str) -> list[str]:
    """The cases of a board in its order."""
    return re.findall(r'<tr><th scope="row"><a href="[^"]+">(\d+)</a>', html)


def closing_pages(html: str) -> list[str]:
    """Where the open alerts on a page are closed."""
    return re.findall(r'href="([^"]+/close)"', html)


def test_the_board_has_what_needs_attention_first(browser: Browser, drawn: str) -> None:
    score(browser, f"{drawn}cases/002/")
    assert references(browser.get(f"{drawn}board")) == ["001", "002"]
    submit(browser, f"{drawn}cases/002/")
    html = browser.get(f"{drawn}board")
    assert "<td>Submitted today</td>" in html
    assert references(html) == ["002", "001"]
    assert references(browser.get(f"{drawn}board?show=attention")) == ["002"]
    assert references(browser.get(f"{drawn}board?show=allocated")) == ["001"]
    assert references(browser.get(f"{drawn}board?sort=case")) == ["001", "002"]
    assert references(browser.get(f"{drawn}board?sort=-case")) == ["002", "001"]
    assert references(browser.get(f"{drawn}board?sort=-attention")) == ["001", "002"]
    assert "There is no such case now" in browser.get(f"{drawn}board?show=returned")


@pytest.mark.parametrize("query", ["show=lost", "sort=height", "sort=--case"])
def test_an_unknown_part_of_the_board_is_a_page(browser: Browser, drawn: str, query: str) -> None:
    assert "Page not found" in browser.get(f"{drawn}board?{query}", 404)


def test_every_heading_sorts_and_turns_round(browser: Browser, drawn: str) -> None:
    score(browser, f"{drawn}cases/001/")
    html = browser.get(f"{drawn}board")
    headings = re.findall(r'<th scope="col"[^>]*><a href="([^"]+)">', html)
    assert len(headings) == 13
    for there in headings:
        again = browser.get(there.replace("&amp;", "&"))
        [way] = re.findall(r'aria-sort="(\w+)"><a href="([^"]+)"', again)
        back = browser.get(way[1].replace("&amp;", "&"))
        assert way[0] not in re.findall(r'aria-sort="(\w+)"', back), there


def test_the_board_without_cases(browser: Browser, inspection: str) -> None:
    assert "No cases yet" in browser.get(f"{inspection}board")


def test_an_alert_is_raised_from_a_question_and_closed_by_the_lead(browser: Browser, drawn: str) -> None:
    case = f"{drawn}cases/001/"
    new = f"{case}alerts/new?question=home_found"
    assert '<option value="home_found" selected>' in browser.get(new)
    html = browser.send(new, ALERT)
    assert "The alert is raised." in html
    for page in (drawn, f"{drawn}board"):
        assert "1 alert is open" in browser.get(page)
    assert "1 open alert" in browser.get(f"{drawn}board")
    for page in (case, f"{drawn}alerts"):
        html = browser.get(page)
        assert "GannetSeen &lt;now&gt;" in html
        assert f"{TOLD}, 5 June 2016 at 14:30" in html
    [closing] = closing_pages(browser.get(f"{drawn}alerts"))
    assert "Say how it was dealt with" in browser.send(closing, {"how": ""}, status=422)
    html = browser.send(closing, {"how": CLOSING})
    assert "The alert about case 001 is closed." in html
    assert CLOSING in html
    assert CLOSING in browser.get(case)
    assert "alert is open" not in browser.get(drawn)
    assert "Alerts</h1>" in browser.get(closing)  # nothing to close any more


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"question": ""}, "Choose a question"),
        ({"question": "none"}, "Not a valid choice"),
        ({"what": ""}, "Say what you have seen"),
        ({"told": ""}, "Say who you have told"),
        ({"told_on-day": "31"}, "Enter a real date"),
        ({"told_on-day": "", "told_on-month": "", "told_on-year": ""}, "Enter the day when you told them"),
        ({"told_at": "25:00"}, "such as 14:30"),
        ({"told_on-year": "2017"}, "still to come"),
        ({"key": "no key"}, "Load the page again"),
    ],
)
def test_what_an_alert_lacks_is_said(
    browser: Browser, drawn: str, wrong: dict[str, str], message: str
) -> None:
    new = f"{drawn}cases/001/alerts/new"
    assert message in browser.send(new, {**ALERT, **wrong}, status=422)
    assert "No alert has been raised" in browser.get(f"{drawn}alerts")


@pytest.mark.parametrize("typed", ["9:05", "0905", "09.05", "9.05am", "9:05 a.m."])
def test_a_time_may_be_typed_in_several_ways(browser: Browser, drawn: str, typed: str) -> None:
    browser.send(f"{drawn}cases/001/alerts/new", {**ALERT, "told_at": typed})
    assert "5 June 2016 at 09:05" in browser.get(f"{drawn}alerts")


def test_a_question_shows_its_open_alert_and_the_way_back_leads_to_what_is_said(
    browser: Browser, drawn: str
) -> None:
    section = f"{drawn}cases/001/sections/home"
    html = browser.send(f"{drawn}cases/001/alerts/new", ALERT)
    assert 'id="done"' in html
    assert 'href="#question-home_found">Go back to the question</a>' in html
    beside = html.partition('id="question-home_found"')[2].partition("</fieldset>")[0]
    assert f"Told: {TOLD}, 5 June 2016 at 14:30" in beside
    [anchor] = re.findall(r"/cases/001/#(alert-home_found-[0-9a-f]+)", beside)
    assert html.count("An alert is open.") == 1
    assert f'id="{anchor}"' in browser.get(f"{drawn}cases/001/")
    browser.send(closing_pages(browser.get(f"{drawn}alerts"))[0], {"how": CLOSING})
    assert "An alert is open." not in browser.get(section)


def test_an_alert_about_a_signed_off_case_leads_back_to_the_case(browser: Browser, signed_off: str) -> None:
    browser.send(f"{signed_off}alerts/new", ALERT)
    html = browser.get(signed_off)
    assert "Open alert" in html
    assert "Signed off" in html


def test_the_words_of_alerts_are_in_no_output(browser: Browser, signed_off: str) -> None:
    inspection = signed_off.partition("cases/")[0]
    browser.send(f"{signed_off}alerts/new", ALERT)
    browser.send(f"{inspection}cases/002/alerts/new", ALERT)
    browser.send(closing_pages(browser.get(signed_off))[0], {"how": CLOSING})
    why = {"reason": "Analysis", "recipient": "Research unit"}
    words = {name: texts(data) for name, data in make_outputs(browser, inspection).items()}
    made = make_outputs(browser, inspection, "data", **why)
    words |= {name: [data.decode()] for name, data in made.items()}
    assert {"report.pdf", "findings.xlsx", "data.csv"} <= words.keys()
    for name, found in words.items():
        assert not [text for text in found if "gannet" in text.casefold()], name
    for page in ("findings", "findings?count=begun", "outputs", "cases/", "board", "sample"):
        assert "gannet" not in browser.get(f"{inspection}{page}").casefold(), page


def test_emerging_findings_are_labelled_and_count_what_is_begun(browser: Browser, signed_off: str) -> None:
    inspection = signed_off.partition("cases/")[0]
    browser.send(f"{inspection}cases/002/sections/home", HOME)
    page = " ".join(browser.get(f"{inspection}findings").split())
    assert "From 1 of 2 cases" in page
    assert "These are emerging findings" not in page
    page = " ".join(browser.get(f"{inspection}findings?count=begun").split())
    assert '<h1 class="govuk-heading-l">Emerging findings' in page
    assert "These are emerging findings" in page
    assert "From all 2 cases." in page
    assert '<input type="hidden" name="count" value="begun">' in page


def test_emerging_findings_before_anything_is_begun(browser: Browser, drawn: str) -> None:
    assert "No case is begun yet" in browser.get(f"{drawn}findings?count=begun")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEAD, 200), (Role.QUALITY_LEAD, 200), (Role.INSPECTOR, 403), (Role.ANALYST, 403)],
)
def test_emerging_findings_are_for_those_who_see_the_board(
    app: Flask, signed_off: str, role: Role, status: int
) -> None:
    somebody = member(app, role)
    inspection = signed_off.partition("cases/")[0]
    assert ("emerging" in somebody.get(f"{inspection}findings")) == (status == 200)
    somebody.get(f"{inspection}findings?count=begun", status)


def test_an_inspector_sees_an_alert_on_its_case_and_closes_none(
    browser: Browser, app: Flask, scored: str
) -> None:
    browser.send(f"{scored}alerts/new", ALERT)
    inspector = member(app, Role.INSPECTOR)
    html = inspector.get(scored)
    assert TOLD in html
    assert closing_pages(html) == []
    assert "alert is open" not in inspector.get(scored.partition("cases/")[0])


def test_the_board_takes_as_many_queries_for_many_cases_as_for_few(
    app: Flask, engine: Engine, drawn: str
) -> None:
    lead = member(app, Role.LEAD)

    def queries() -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        lead.get(f"{drawn}board")
        event.remove(engine, "before_cursor_execute", note)
        return len([each for each in statements if each.startswith(("SELECT", "WITH"))])

    lead.get(f"{drawn}board")  # a process reads its first page of a questionnaire with a query more
    few = queries()
    with transaction(engine) as session:
        for number in range(100, 150):
            add_case(session, inspection_id(session, "north"), f"{number}", {"sex": "male"})
    assert len(references(lead.get(f"{drawn}board"))) == 52
    assert queries() == few


def test_the_texts_of_the_board_are_never_markup(
    browser: Browser, app: Flask, engine: Engine, drawn: str
) -> None:
    setting = app.extensions["inspect_app"]
    with transaction(engine) as session:
        add_case(session, inspection_id(session, "north"), "<i>9</i>", {"sex": "male"})
        scorer = Scorer(session, Actor("<b>Pat</b> (pat@example.org)", "laptop"), setting.clock, "north")
        scorer.save({"visits": "3"}, reference="<i>9</i>")
    html = browser.get(f"{drawn}board")
    assert html.count("<td>&lt;b&gt;Pat&lt;/b&gt;</td>") == 2
    assert ">&lt;i&gt;9&lt;/i&gt;</a>" in html
    assert "<i>" not in html
    assert "<b>" not in html


def test_a_case_with_an_odd_reference_is_reached_from_the_board(
    browser: Browser, engine: Engine, drawn: str
) -> None:
    with transaction(engine) as session:
        add_case(session, inspection_id(session, "north"), "A 7%?", {"sex": "male"})
    [href] = re.findall(r'<a href="([^"]+)">A 7%\?</a>', browser.get(f"{drawn}board"))
    assert "Case A 7%?" in browser.get(href)
