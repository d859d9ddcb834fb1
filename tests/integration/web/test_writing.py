"""The pages on which a report is written, by their plain forms and by what their scripts send."""

import re
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from uuid6 import uuid7

from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import Engine, transaction
from inspect_app.web import chapter_preview
from tests.integration.two_areas import REF, World, two_regions
from tests.integration.web.conftest import Browser
from tests.integration.web.house_rules import Page
from tests.integration.web.people import member

HOME = f"/inspections/{REF}/"
WRITING = f"{HOME}writing/en"
FOREWORD = f"{WRITING}/chapters/foreword"
CONFLICT = f"{WRITING}/conflicts/chapter/foreword"
HISTORY = f"{WRITING}/history/chapter/foreword"


@pytest.fixture
def world(app: Flask, engine: Engine, actor: Actor, clock: Clock) -> World:
    """Two regions, of which sixteen cases are signed off."""
    assert app
    return two_regions(engine, actor, clock)


@pytest.fixture
def writer(app: Flask, world: World) -> Browser:
    """A report writer who has started the report."""
    assert world
    browser = member(app, Role.REPORT_WRITER, REF)
    browser.get(WRITING)
    browser.send(WRITING, {"style": "inspection-report"})
    return browser


def foreword(app: Flask) -> Any:
    """The foreword as it stands."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        return open_report(session, REF, "en").thing("chapter:foreword")


def seen(page: str) -> str:
    """The versions that a page was made from."""
    [found] = re.findall(r'name="seen"[^>]*value="([^"]*)"', page)[:1]
    return str(found)


def send(browser: Browser, *saves: object, **other: object) -> Any:
    """Sends saves as the script does."""
    known = browser.client.get(f"{HOME}saves/pass").get_json()
    body = {"user": known["user"], "saves": list(saves), **other}
    return browser.client.post(f"{WRITING}/saves", json=body, headers={"X-CSRFToken": known["csrf"]})


def save(body: str, *parents: str) -> dict[str, Any]:
    """A version as a browser sends it."""
    entry = {"kind": "chapter", "subject": "foreword", "value": {"body": body}, "parents": list(parents)}
    return {"id": str(uuid7()), "made_at": "2016-06-24T12:00:00.000+00:00", "entries": [entry]}


def test_a_report_is_started_in_a_house_style_and_once(app: Flask, world: World) -> None:
    assert world
    browser = member(app, Role.REPORT_WRITER, REF)
    assert "Start the report in English" in browser.get(WRITING)
    assert "There is no house style" in browser.send(WRITING, {"style": "osprey"}, 422)
    assert "Foreword" in browser.send(WRITING, {"style": "inspection-report"})
    page = f"{HOME}writing/cy"
    again = browser.send(WRITING, {"style": "inspection-report"}, page=page)
    assert "started in the meantime" in again
    assert "Start the report in Welsh" in browser.get(f"{HOME}writing/cy")
    browser.get(f"{HOME}writing/fr", 404)
    browser.get(f"{HOME}writing/cy/chapters/foreword", 404)
    browser.get(f"{WRITING}/chapters/osprey", 404)
    browser.get(f"{WRITING}/history/example/osprey", 404)


def test_a_form_saves_a_chapter_and_the_same_again_is_no_version(app: Flask, writer: Browser) -> None:
    page = writer.get(FOREWORD)
    writer.send(FOREWORD, {"body": "We looked.\r\n\r\nAnd found.", "seen": seen(page)})
    assert foreword(app).value == {"body": "We looked.\n\nAnd found."}
    page = writer.get(FOREWORD)
    writer.send(FOREWORD, {"body": "We looked.\n\nAnd found.", "seen": seen(page)})
    assert len(foreword(app).heads) == 1
    assert foreword(app).heads[0].parents == ()


def test_a_preview_stores_nothing(app: Flask, writer: Browser) -> None:
    page = writer.get(FOREWORD)
    shown = writer.send(FOREWORD, {"body": "Of {{cases}}.", "seen": seen(page), "do": "preview"})
    assert '<p>Of <span class="linked" data-link="cases">16</span>.</p>' in shown
    assert foreword(app).heads == ()


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[here](javascript:alert(1))",
        "[here](data:text/html,<script>alert(1)</script>)",
        '{{words home_found=yes "<script>alert(1)</script>"}}',
        "{{<script>alert(1)</script>}}",
        "{{table <script>}}",
        '{{stated "<img src=x onerror=alert(1)>"}}',
        "\ue0000\ue001<script>",
        '[a](https://example.org/"onmouseover="alert(1))',
    ],
)
def test_markup_and_scripts_in_a_text_are_inert(writer: Browser, attack: str) -> None:
    page = writer.get(FOREWORD)
    shown = writer.send(FOREWORD, {"body": attack, "seen": seen(page), "do": "preview"})
    [preview] = re.findall(r"data-preview>(.*?)</div>\s*</div>\s*</div>", shown, re.DOTALL)
    for tag, attributes in Page(preview).elements:
        assert tag not in ("script", "img")
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"https?://|mailto:|#", str(attributes.get("href", "#")))


@pytest.mark.both_databases
def test_what_the_script_sends_is_stored_once_and_told_how_it_stands(app: Flask, writer: Browser) -> None:
    sent = save("We looked.")
    first, again = send(writer, sent), send(writer, sent)
    assert [each.get_json()["results"][0]["outcome"] for each in (first, again)] == ["saved", "known"]
    answer = first.get_json()
    assert answer["results"][0]["receipt"]["count"] == 1
    assert answer["results"][0]["verdicts"] == [{"verdict": "applied", "reason": None}]
    assert answer["report"]["heads"] == {"chapter:foreword": [f"{sent['id']}/0"]}
    refused = send(writer, save("Words.", "none"), save("More.", f"{sent['id']}/0"))
    assert refused.status_code == 422
    assert [each["outcome"] for each in refused.get_json()["results"]] == ["refused", "saved"]
    assert foreword(app).value == {"body": "More."}


def test_a_batch_of_somebody_else_or_of_no_form_is_refused(app: Flask, writer: Browser) -> None:
    assert send(writer, save("Words."), user="somebody else").status_code == 403
    assert send(writer, saves=[]).status_code == 400
    assert send(writer, saves="nothing").status_code == 400
    assert send(member(app, Role.ANALYST, REF), save("Words.")).status_code == 403
    preview = writer.client.post(f"{FOREWORD}/preview", json=["nothing"], headers=token(writer))
    assert preview.status_code == 400
    assert foreword(app).heads == ()


def token(browser: Browser) -> dict[str, str]:
    """The header that a script sends."""
    return {"X-CSRFToken": browser.client.get(f"{HOME}saves/pass").get_json()["csrf"]}


@pytest.fixture
def disputed(app: Flask, writer: Browser) -> Browser:
    """The writer, at a foreword of which there are two versions."""
    page = writer.get(FOREWORD)
    writer.send(FOREWORD, {"body": "We looked.", "seen": seen(page)})
    told = writer.send(FOREWORD, {"body": "They looked.", "seen": ""})
    assert "settle what should stand" in told
    assert foreword(app).in_conflict
    return writer


def test_two_forms_make_a_conflict_that_is_settled_on_its_page(app: Flask, disputed: Browser) -> None:
    assert "2 versions of this chapter are in conflict" in disputed.get(FOREWORD)
    assert "Nothing is shown while versions are in conflict" in disputed.get(FOREWORD)
    assert "In conflict" in disputed.get(WRITING)
    page = disputed.get(CONFLICT)
    first = foreword(app).heads[0].id
    assert "Choose the version" in disputed.send(CONFLICT, {"seen": seen(page)}, 422)
    assert "Something more was written" in disputed.send(CONFLICT, {"seen": "", "stands": first}, 422)
    disputed.send(CONFLICT, {"seen": seen(page), "stands": first})
    assert foreword(app).value == {"body": "We looked."}
    late = disputed.send(CONFLICT, {"seen": seen(page), "stands": first})
    assert "settled in the meantime" in late


def test_what_is_merged_while_somebody_else_settles_is_kept(app: Flask, disputed: Browser) -> None:
    page = disputed.get(CONFLICT)
    first = foreword(app).heads[0].id
    disputed.send(CONFLICT, {"seen": seen(page), "stands": first})
    merged = {"seen": seen(page), "stands": "other", "merged": "All of us looked."}
    assert "Somebody had settled this" in disputed.send(CONFLICT, merged)
    assert {each.value["body"] for each in foreword(app).heads} == {"We looked.", "All of us looked."}
    disputed.send(CONFLICT, {"seen": seen(disputed.get(CONFLICT)), "stands": first}, 422)


def test_there_is_no_conflict_of_a_text_that_nobody_wrote(writer: Browser) -> None:
    assert "Nothing is written yet." in writer.get(CONFLICT)


def test_three_versions_are_shown_and_merged(app: Flask, disputed: Browser) -> None:
    send(disputed, save("A third."))
    page = disputed.get(CONFLICT)
    assert "Version 3, by" in page
    disputed.send(CONFLICT, {"seen": seen(page), "stands": "other", "merged": "All of us looked."})
    assert foreword(app).value == {"body": "All of us looked."}


def test_the_history_compares_versions_and_brings_one_back(app: Flask, writer: Browser) -> None:
    for body in ("One.", "Two."):
        writer.send(FOREWORD, {"body": body, "seen": seen(writer.get(FOREWORD))})
    page = writer.get(HISTORY)
    [left, right] = re.findall(r"left=([0-9a-f-]+)&amp;right=([0-9a-f-]+)", page)[0]
    assert "Side by side" in writer.get(f"{HISTORY}?left={left}&right={right}")
    writer.get(f"{HISTORY}?left={left}&right=none", 404)
    stale = {"version": left, "seen": f"{left}/0"}
    assert "Something more was written" in writer.send(HISTORY, stale, 422)
    writer.send(HISTORY, {"version": left, "seen": f"{right}/0"})
    assert foreword(app).value == {"body": "One."}


def test_figures_are_found_with_their_links(writer: Browser) -> None:
    page = writer.get(f"{WRITING}/figures?q=cases+inspected")
    assert "{{cases}}" in page
    assert "Nothing is found" in writer.get(f"{WRITING}/figures?q=penguin")


def test_too_long_a_text_is_refused_in_plain_words_beside_it_and_not_previewed(
    app: Flask, writer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "w" * 200_123
    words = "This text is too long. It can have 200,000 characters and has 200,123: shorten it by 123."
    [result] = send(writer, save(long)).get_json()["results"]
    assert (result["reason"], result["faults"]) == (words, {"body": words})
    assert words in writer.send(FOREWORD, {"body": long, "seen": ""}, 422)
    monkeypatch.setattr(chapter_preview, "render_prose", None)  # it would fail if it were parsed
    shown = writer.client.post(f"{FOREWORD}/preview", json={"body": long}, headers=token(writer))
    assert words in shown.get_json()["html"]
    assert foreword(app).heads == ()


def test_headings_of_the_preview_and_of_figures_found_skip_no_level(writer: Browser) -> None:
    page = writer.get(f"{WRITING}/figures?q=sufficient")
    [chart] = re.findall(r"\{\{(chart [^}]+)\}\}", page)[:1]
    for shown in (page, preview(writer, f"{{{{{chart}}}}}\n\n### Homes")):
        levels = [int(level) for level in re.findall(r"<h([1-6])", shown)]
        assert all(later <= before + 1 for before, later in pairwise([2 if shown != page else 1, *levels]))


def preview(browser: Browser, body: str) -> str:
    """What the script shows beside a text."""
    answer = browser.client.post(f"{FOREWORD}/preview", json={"body": body}, headers=token(browser))
    return str(answer.get_json()["html"])


def test_tables_and_charts_of_a_welsh_chapter_are_shown_in_welsh(writer: Browser) -> None:
    [table] = re.findall(r"\{\{table ([^}]+)\}\}", writer.get(f"{WRITING}/figures?q=sufficient"))[:1]
    welsh = f"{HOME}writing/cy"
    writer.get(welsh)
    writer.send(welsh, {"style": "inspection-report"}, page=welsh)
    body = {"body": f"Gwelwyd 3.\n\n{{{{table {table}}}}}\n\n{{{{chart {table}}}}}"}
    assert re.search(r'<a [^>]*lang="cy">Rhagair</a>', writer.get(welsh))
    assert '<span lang="cy">Rhagair</span></h1>' in writer.get(f"{welsh}/chapters/foreword")
    answer = writer.client.post(f"{welsh}/chapters/foreword/preview", json=body, headers=token(writer))
    shown = answer.get_json()["html"]
    assert "Allan o" in shown
    assert "Siart bar." in shown
    assert "style=" not in shown
    assert re.search(r'<details [^>]*lang="en">', shown)
