"""The pages of practice examples, recommendations and editions."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.records.engine import transaction
from tests.integration.web.conftest import Browser, score, submit, words_of
from tests.integration.web.people import member

WRITING = "/inspections/north/writing/en"
EXAMPLE = {
    "kind": "good",
    "case": "001",
    "chapter": "overall",
    "title": "A home in time",
    "body": "Mr Rook had a home. His CRN is X123456.",
}
ADVICE = {"addressee": "The probation service", "text": "Find homes.", "ratings": ["rating all"]}

KEY = "0123456789abcdef"

Say = Callable[[str, str, tuple[str, ...]], None]


@pytest.fixture
def started(app: Flask, browser: Browser, signed_off: str) -> Browser:
    """The browser of the owner of the computer, where a report about a signed-off case is started."""
    assert signed_off
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        start_report(
            session, setting.owner, setting.clock, ref="north", language="en", style="inspection-report"
        )
    return browser


@pytest.fixture
def say(app: Flask) -> Say:
    """Says something in a chapter, past the pages."""
    setting = app.extensions["inspect_app"]

    def said(chapter: str, body: str, seen: tuple[str, ...] = ()) -> None:
        spot = Spot("north", "en", f"chapter:{chapter}")
        with transaction(setting.engine) as session:
            save_text(session, setting.owner, setting.clock, spot=spot, value={"body": body}, seen=seen)

    return said


def version(app: Flask) -> list[str]:
    """The versions of the overall findings that stand."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        return [head.id for head in open_report(session, "north", "en").thing("chapter:overall").heads]


def new(browser: Browser, what: str) -> str:
    """Where a new example or recommendation is written."""
    found = re.search(rf'href="({WRITING}/{what}/[0-9a-f-]+)"', browser.get(f"{WRITING}/{what}"))
    assert found
    return found[1]


@pytest.mark.both_databases
def test_an_example_is_written_checked_confirmed_and_withdrawn(started: Browser) -> None:
    assert "No example is written yet." in started.get(f"{WRITING}/examples")
    at = new(started, "examples")
    for missing, said in (("kind", "Choose what it shows"), ("case", "Give the case"), ("body", "Tell the")):
        assert said in started.send(at, {**EXAMPLE, missing: ""}, 422)
    assert "There is no case 999 in this inspection" in started.send(at, {**EXAMPLE, "case": "999"}, 422)
    page = started.send(at, EXAMPLE)
    assert "Saved." in page
    assert "This looks like a CRN: “X123456”." in words_of(page)
    assert "Names not confirmed" in started.get(f"{WRITING}/examples")
    assert "Nobody has confirmed that the names" in started.get(f"{WRITING}/freeze")
    started.send(at, {"names_changed": "yes", "body": "Mr Rook had a home."})
    assert "Ready" in started.get(f"{WRITING}/examples")
    assert "What has to be put right" not in started.get(f"{WRITING}/freeze")
    started.send(at, {"body": "Mr Rook had a home in 12 days."})
    assert "1 thing to look at" in started.get(f"{WRITING}/examples")
    page = started.send(at, {"do": "withdraw"})
    assert "won’t be printed" in page
    assert "Withdrawn." in page
    assert "Saved." not in page
    assert "Withdrawn" in started.get(f"{WRITING}/examples")
    assert "won’t be printed" not in started.send(at, {})
    started.get(f"{WRITING}/examples/osprey", 404)


def test_two_who_change_an_example_at_once_settle_it(started: Browser) -> None:
    at = new(started, "examples")
    assert "settle what should stand" not in started.send(at, EXAMPLE)
    old = started.get(at)
    started.send(at, {"title": "A home at once"})
    seen = re.search(r'name="seen-versions" type="hidden" value="([^"]*)"', old)
    assert seen
    answer = started.send(at, {"title": "A home at last", "seen-versions": seen[1]})
    assert "settle what should stand" in answer
    assert "once" in answer.partition("<main")[2]
    assert "In conflict" in started.get(f"{WRITING}/examples")
    assert "Compare them, and settle" in started.get(at)


@pytest.mark.both_databases
def test_a_recommendation_rests_on_findings(started: Browser) -> None:
    at = new(started, "recommendations")
    assert "Say who it is for" in started.send(at, {**ADVICE, "addressee": ""}, 422)
    assert "rating nobody: There is no standard" in words_of(
        started.send(at, {**ADVICE, "figures": "{{rating nobody}}"}, 422)
    )
    page = started.send(at, {**ADVICE, "figures": "{{cases}}\n"})
    assert "Saved." in page
    assert "2 findings" in page
    shown = started.get(at)
    assert re.search(r'value="rating all"[^>]*checked', shown)
    assert ">\r\ncases</textarea>" in shown or "cases</textarea>" in shown
    second = new(started, "recommendations")
    page = started.send(second, {**ADVICE, "text": "Visit sooner.", "place": "0"})
    assert page.index("Visit sooner.") < page.index("Find homes.")


@pytest.mark.both_databases
def test_a_report_is_frozen_and_what_changed_is_told(app: Flask, started: Browser, say: Say) -> None:
    assert "No edition has been frozen yet." in started.get(f"{WRITING}/editions")
    wrong = {"embargo-day": "31", "embargo-month": "2", "embargo-year": "2026"}
    started.send(f"{WRITING}/freeze", wrong, 422)
    assert "Choose one of the stages." in started.send(f"{WRITING}/freeze", {"stage": "later"}, 422)
    page = started.send(f"{WRITING}/freeze", {"stage": "draft", "note": "For the board"})
    assert "Edition 1 is frozen." in page
    assert "This is the first edition" in page
    same = started.send(f"{WRITING}/freeze", {"stage": "draft", "note": "For the board"})
    assert "Nothing changed since edition 1." in same
    assert "not kept" not in same
    lost = started.send(f"{WRITING}/freeze", {"stage": "draft", "note": "For nobody"})
    assert "Your note was not kept: it would need a new edition." in lost
    say("overall", "There were {{cases}}.", ())
    right = {"embargo-day": "1", "embargo-month": "3", "embargo-year": "2026", "stage": "factual_accuracy"}
    page = words_of(started.send(f"{WRITING}/freeze", right))
    assert "Stage: Draft → For factual accuracy" in page
    assert "Confidential until: no embargo → 2026-03-01" in page
    assert re.search("Overall findings *: changed", page)
    last = "There were {{cases}} of them."
    say("overall", last, tuple(version(app)))
    started.send(f"{WRITING}/freeze", {"stage": "factual_accuracy"})
    changed = started.get(f"{WRITING}/editions/3")
    assert re.search(r'<p [^>]*lang="en">\s*There were ', changed)
    assert re.search(r'<ins class="app-only">.*?of them', changed)
    assert 'value="draft"' not in started.get(f"{WRITING}/freeze")
    listed = words_of(started.get(f"{WRITING}/editions"))
    assert "For the board" in listed
    started.get(f"{WRITING}/editions/9", 404)


def test_an_embargo_stands_until_somebody_changes_it(started: Browser) -> None:
    until = {"embargo-day": "1", "embargo-month": "3", "embargo-year": "2026"}
    started.send(f"{WRITING}/freeze", {"stage": "draft", **until})
    page = started.get(f"{WRITING}/freeze")
    assert re.search(r'name="embargo-year"[^>]*value="2026"', page)
    none = dict.fromkeys(until, "")
    told = words_of(started.send(f"{WRITING}/freeze", {"stage": "final", **none}))
    assert "Confidential until: 2026-03-01 → no embargo" in told


def test_who_freezes_is_told_what_there_is_to_look_at(started: Browser, say: Say) -> None:
    assert "to look at" not in started.get(f"{WRITING}/freeze")
    say("overall", "So it was in 61 cases of X123456.", ())
    page = words_of(started.get(f"{WRITING}/freeze"))
    assert "There are 2 things to look at, which will be frozen as they are." in page


def test_what_keeps_a_report_from_being_frozen_is_listed(started: Browser, say: Say) -> None:
    say("overall", "Well.\n\n{{rating nobody}}", ())
    page = started.get(f"{WRITING}/freeze")
    assert "Overall findings, line 3" in page
    assert "<button" not in page.partition("<main")[2].partition("What has to be put right first")[2]


@pytest.mark.usefixtures("started")
def test_a_writer_freezes_drafts_and_the_lead_what_goes_out(app: Flask) -> None:
    writer = member(app, Role.REPORT_WRITER)
    page = writer.get(f"{WRITING}/freeze")
    assert 'value="draft"' in page
    assert 'value="final"' not in page
    writer.send(f"{WRITING}/freeze", {"stage": "final"}, 403)
    writer.send(f"{WRITING}/freeze", {"stage": "draft"})
    member(app, Role.LEAD).send(f"{WRITING}/freeze", {"stage": "final"})
    assert "Ask the lead inspector" in writer.get(f"{WRITING}/freeze")


def sign_off_another(browser: Browser) -> None:
    """Signs a second case off."""
    case = "/inspections/north/cases/002/"
    score(browser, case)
    submit(browser, case)
    browser.send(f"{case}sign-off", {})


def test_figures_that_changed_are_marked_as_read_by_a_button_alone(started: Browser, say: Say) -> None:
    chapter = f"{WRITING}/chapters/overall"
    say("overall", "There was {{cases}}.", ())
    assert "I have read these figures" not in started.get(chapter)
    sign_off_another(started)
    check = started.get(f"{WRITING}/check")
    assert "This was 1 when the text was last read, and is 2 now." in words_of(check)
    assert f'href="{chapter}#changed"' in check
    shown = words_of(started.send(chapter, {"body": "There were {{cases}} then."}))
    assert "1 figure changed since this was last read" in shown
    assert "when the text was last read" in words_of(started.get(f"{WRITING}/check"))
    page = started.get(chapter)
    [mark] = re.findall(r'name="do" value="(read [0-9a-f]+)"', page)
    answer = started.send(chapter, {"do": "read 0123456789abcdef"})
    assert "not marked as read: Other figures changed" in words_of(answer)
    typed = "There were {{cases}} in all."
    assert "marked as read" in words_of(started.send(chapter, {"do": mark, "body": typed}))
    assert "when the text was last read" not in words_of(started.get(f"{WRITING}/check"))
    assert "in all." in started.get(chapter)
    assert "Show all 4 versions" in started.get(f"{WRITING}/history/chapter/overall")
    assert started.get(f"{WRITING}/history/chapter/overall").count('id="version-') == 1
    assert started.get(f"{WRITING}/history/chapter/overall?all=1").count('id="version-') == 4


def test_an_example_of_a_case_that_is_gone_can_be_withdrawn(started: Browser) -> None:
    at = new(started, "examples")
    started.send(at, EXAMPLE)
    started.send(at, {"case": "999"}, 422)
    assert "won’t be printed" in started.send(at, {"case": "999", "do": "withdraw"})


def test_a_recommendation_whose_link_is_dead_can_be_withdrawn(started: Browser) -> None:
    at = new(started, "recommendations")
    started.send(at, ADVICE)
    started.send(at, {"figures": "rating nobody"}, 422)
    assert "Withdrawn" in started.send(at, {"figures": "rating nobody", "do": "withdraw"})


def test_the_browser_keeps_an_example_until_it_is_accepted(started: Browser) -> None:
    at = new(started, "examples")
    page = started.get(at)
    assert "data-kept" in page
    assert 'name="seen-versions"' in page  # kept with the rest, unlike “seen”: what it began from
    assert f'data-accepted="{KEY}"' in started.send(at, {**EXAMPLE, "kept": KEY})


def test_two_versions_of_a_recommendation_are_merged(started: Browser) -> None:
    at = new(started, "recommendations")
    started.send(at, ADVICE)
    started.send(at, {"text": "Find homes soon.", "seen-versions": ""})
    conflict = at.replace("/recommendations/", "/conflicts/recommendation/")
    merged = {"stands": "other", "merged": "Find homes at once.", "line": "The council"}
    page = started.send(conflict, merged)
    assert "Settled." in page
    assert "Find homes at once." in page
    assert "The council" in page
    assert re.search(r'value="rating all"[^>]*checked', page)


def test_the_check_and_the_freeze_lead_to_each_text(started: Browser) -> None:
    at = new(started, "examples")
    started.send(at, EXAMPLE)
    for page in "check", "freeze":
        assert f'href="{at}"' in started.get(f"{WRITING}/{page}")
    assert "This looks like a CRN" in words_of(started.get(f"{WRITING}/freeze"))
    assert "to look at in practice examples" in words_of(started.get(WRITING))


def test_an_embargo_that_is_past_is_refused(started: Browser) -> None:
    past = {"embargo-day": "1", "embargo-month": "3", "embargo-year": "2001", "stage": "draft"}
    told = started.send(f"{WRITING}/freeze", past, 422)
    assert "2001-03-01 is past, so nothing can be confidential until then." in told


@pytest.mark.parametrize("page", ["freeze", "check"])
def test_the_check_and_the_freeze_lead_to_examples_and_recommendations(started: Browser, page: str) -> None:
    shown = started.get(f"{WRITING}/{page}").partition("<main")[2]
    assert f'href="{WRITING}/examples"' in shown
    assert f'href="{WRITING}/recommendations"' in shown
