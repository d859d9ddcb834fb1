"""The page of what changed: two reports, or one and the figures now, and why each figure differs."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.permissions import Role
from inspect_app.findings.compare import FigureChange
from inspect_app.ledger.access_chain import Event
from inspect_app.records import access_log
from inspect_app.records.engine import transaction
from inspect_app.records.models import SnapshotRow
from inspect_app.reports.edition import short_hash
from tests.integration.web.conftest import Browser, draw, score, submit, words_of
from tests.integration.web.people import member

PAGE = "/inspections/north/changes"
NAMED = re.compile(r"\b002\b")
"""The case of that number; the short hash of an edition may have the same figures in it."""


def words(html: str) -> str:
    """The words of a page's main part in one line."""
    return words_of(html.partition("<main")[2].partition("</main>")[0])


def freeze(app: Flask) -> None:
    """Makes the snapshot that a report is of."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        make_snapshot(session, setting.owner, setting.clock, ref="north")


@pytest.fixture
def reported(app: Flask, signed_off: str) -> str:
    """The path of a signed-off case of which a report was made."""
    freeze(app)
    return signed_off


@pytest.mark.usefixtures("reported")
def test_what_a_panel_decided_since_stands_beside_the_rating(app: Flask, browser: Browser) -> None:
    decided = {"band": "poor", "reason": "We saw more."}
    browser.send("/inspections/north/ratings/all", decided)
    said = words(browser.get(PAGE))
    assert re.search(r"Resettlement (\w+) \1, decided: Poor Decided by .*, .* \(UTC\)", said), said
    assert "1 decision about ratings was taken or undone in between" in said
    assert "No figure of any table changed." in said
    freeze(app)
    assert "Nothing changed: every figure" in browser.get(PAGE)
    browser.send("/inspections/north/ratings/all/undo", {"reason": "We were wrong."})
    assert re.search(r"Resettlement (\w+), decided: Poor \1 Decided by", words(browser.get(PAGE)))


@pytest.mark.usefixtures("reported")
def test_a_report_is_named_by_the_edition_that_it_shows(app: Flask, browser: Browser) -> None:
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        frozen = make_snapshot(session, setting.owner, setting.clock, ref="north")
    assert f", edition {short_hash(frozen)})" in words(browser.get(PAGE))
    assert "From report 1 " in words(browser.get(f"{PAGE}?from={short_hash(frozen)}"))


def test_without_a_report_there_is_nothing_to_compare(browser: Browser, signed_off: str) -> None:
    assert signed_off
    assert f'href="{PAGE}"' in browser.get("/inspections/north/findings")
    said = browser.get(PAGE)
    assert "No report has been made yet" in said
    assert 'href="/inspections/north/outputs"' in said


def test_nothing_changed_and_the_same_report_twice(browser: Browser, reported: str) -> None:
    assert reported
    assert "Nothing changed: every figure" in browser.get(PAGE)
    said = browser.get(f"{PAGE}?from=1&to=1")
    assert "Only one report has been made so far" in said


def sign_off_another(browser: Browser, case: str) -> str:
    """Signs off case 002 and answers its path."""
    other = case.replace("001", "002")
    score(browser, other)
    submit(browser, other)
    browser.send(f"{other}sign-off", {})
    return other


def test_each_figure_says_what_it_was_is_and_why(browser: Browser, reported: str) -> None:
    sign_off_another(browser, reported)
    html = browser.get(PAGE)
    said = words(html)
    assert "Signed off 1 2" in said
    assert re.search(r"History of case 002 Counts now Signed off save 4, by \S+, .* \(UTC\)", said), said
    assert "Was a <home> found? Yes" in said
    assert "1 of 1 (100 per cent) 2 of 2 (100 per cent) 1 case changed Was a <home> found?, Yes" in said
    assert "not asked: 1 before, 2 now" in said
    assert html.count("<details") > 5
    assert f'{reported.replace("001", "002")}history"' in html


def test_why_an_estimate_alone_differs_is_said(
    browser: Browser, reported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_another(browser, reported)
    monkeypatch.setattr(FigureChange, "only_estimated", property(lambda each: each.table != "section.home"))
    said = words(browser.get(PAGE))
    assert "changed in the estimate alone: it goes by every signed-off case of the sample" in said


def test_two_reports_are_compared_whichever_is_named_first(
    app: Flask, browser: Browser, reported: str
) -> None:
    other = sign_off_another(browser, reported)
    freeze(app)
    browser.send(f"{other}reopen", {"reason": "A file turned up."})
    first = words(browser.get(f"{PAGE}?from=1&to=2"))
    assert first == words(browser.get(f"{PAGE}?from=2&to=1"))
    assert "Counts now" in first
    assert "to report 2" in first
    said = words(browser.get(PAGE))
    assert re.search(r"History of case 002 Counts no more Re-opened save 5, by", said)
    assert "Only one report" not in words(browser.get(f"{PAGE}?from=2&to=2"))


def test_nothing_counts_any_more(browser: Browser, reported: str) -> None:
    browser.send(f"{reported}reopen", {"reason": "A file turned up."})
    said = words(browser.get(PAGE))
    assert "Signed off 1 0" in said
    assert "1 of 1 (100 per cent)" in said


def test_an_old_report_says_that_its_entries_cannot_be_told(
    app: Flask, browser: Browser, reported: str
) -> None:
    sign_off_another(browser, reported)
    with transaction(app.extensions["inspect_app"].engine) as session:
        session.execute(update(SnapshotRow).values(heads=None))
    said = words(browser.get(PAGE))
    assert "can’t be told" in said
    assert "History of case 002 Counts now Cannot be told" in said
    assert "Signed off save" not in said


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.LEAD, True),
        (Role.INSPECTOR, True),
        (Role.QUALITY_LEAD, True),
        (Role.REPORT_WRITER, False),
        (Role.ANALYST, False),
    ],
)
def test_cases_are_named_to_whoever_may_read_them(
    app: Flask, browser: Browser, reported: str, role: Role, names: bool
) -> None:
    sign_off_another(browser, reported)
    html = member(app, role).get(PAGE)
    assert bool(NAMED.search(words(html))) is names
    assert ("Signed off save 4" in words(html)) is names
    assert ("cases/" in html.partition("<main")[2]) is names
    assert ("1 case: counts now" in words(html)) is not names


def looks(app: Flask) -> list[Event]:
    """What the access log says of looks at what changed."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        return [event for event in access_log.events(session, "north") if event.action == "changes.look"]


def test_a_look_at_cases_is_in_the_access_log_and_one_at_counts_is_not(
    app: Flask, browser: Browser, reported: str
) -> None:
    browser.get(PAGE)
    sign_off_another(browser, reported)
    browser.get(f"{PAGE}?from=9", 404)
    assert looks(app) == []
    browser.get(PAGE)
    freeze(app)
    browser.get(f"{PAGE}?from=2&to=1")
    member(app, Role.ANALYST).get(f"{PAGE}?from=2&to=1")
    assert [(each.subject, each.detail) for each in looks(app)] == [
        ("what changed", {"from": "1", "to": "now"}),
        ("what changed", {"from": "1", "to": "2"}),
    ]


@pytest.mark.parametrize("asked", ["from=9", "from=1&to=none", "from=1&table=nothing"])
def test_what_is_not_there_is_not_found(browser: Browser, reported: str, asked: str) -> None:
    sign_off_another(browser, reported)
    browser.get(f"{PAGE}?{asked}", 404)


def test_many_figures_are_shown_a_table_at_a_time(
    browser: Browser, reported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_another(browser, reported)
    monkeypatch.setattr("inspect_app.web.changes.MOST_FIGURES", 3)
    html = browser.get(PAGE)
    assert "Was a &lt;home&gt; found? <strong>" not in html
    [link] = re.findall(r'href="([^"]*table=section\.home[^"]*)"', html)
    shown = words(browser.get(unescape(link).partition("#")[0]))
    assert "Was a <home> found? Yes" in shown
    assert "When was the release? Earliest" not in shown


def test_a_figure_that_many_cases_changed_names_some_and_leads_to_all(
    browser: Browser, reported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_another(browser, reported)
    monkeypatch.setattr("inspect_app.web.changes.MOST_CASES", 0)
    assert "and 1 more case, listed with all that changed" in words(browser.get(PAGE))


def test_of_many_cases_that_made_a_difference_the_first_are_listed(
    browser: Browser, reported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_another(browser, reported)
    assert "are listed." not in words(browser.get(PAGE))
    monkeypatch.setattr("inspect_app.web.changes.MOST_CASES", 0)
    monkeypatch.setattr("inspect_app.web.changes.MOST_LISTED", 0)
    said = words(browser.get(PAGE))
    assert "1 case made a difference. The first 0 are listed. To see the others, compare two" in said
    assert "and 1 more case, listed with the first that changed" in said
    assert not NAMED.search(said)


def test_a_case_that_was_replaced_names_the_one_that_came(app: Flask, browser: Browser, listed: str) -> None:
    draw(browser, listed, buffer="50", seed="a seed")
    case = f"{listed}cases/001/"
    score(browser, case)
    submit(browser, case)
    browser.send(f"{case}sign-off", {})
    freeze(app)
    browser.send(f"{case}reopen", {"reason": "It is the wrong person."})
    browser.send(f"{case}replace", {"reason": "no_file"})
    said = words(browser.get(PAGE))
    assert re.search(
        r"History of case 001 Counts no more Re-opened save 5, [^)]*\(UTC\) Withdrawn save 6, [^)]*\(UTC\) "
        r"Replaced by case 003 by \S+, ",
        said,
    ), said
