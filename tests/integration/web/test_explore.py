"""The explorer: figures of one's own choosing, their files, and the cases behind them."""

import csv
import io
import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from inspect_app.fieldwork.permissions import Role
from inspect_app.findings.figures import Column
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from inspect_app.reports.table_file import HEADINGS
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, POOR, REF, World, kept_regions
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.house_rules import broken_rules
from tests.integration.web.people import member

EXPLORE = f"/inspections/{REF}/explore"
VIEWS = (
    "",
    "rows=section.home&by=sex",
    "rows=section.release&by=cluster&interval=wilson",
    "rows=question.visits&measure=mean&by=area.unit",
    "by=assessor&measure=per_cent_asked&only_sex=male",
    "by=point&weight=design",
    "measure=count&only_sex=male&only_sex=female&interval=none",
)


@pytest.fixture
def world(app: Flask, engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> World:
    """Two regions with sixteen signed-off cases."""
    assert app
    return kept_regions(prepared, engine, actor, clock)


def plain(html: str) -> str:
    """The words of a page's main part in one line."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split()))


def figures(html: str) -> str:
    """The part of a page that a script puts in place of another, without what is new each time."""
    part = html.partition('<div id="figures"')[2].partition("<script")[0]
    return re.sub(r'name="csrf_token" value="[^"]+"', "", part)


def events(engine: Engine, action: str) -> list[Event]:
    """The lines of the access log about one kind of deed."""
    with transaction(engine) as session:
        return [line for line in access_log.events(session) if line.action == action]


@pytest.mark.parametrize("query", VIEWS)
def test_a_view_says_what_it_is_of(browser: Browser, world: World, query: str) -> None:
    assert world
    response = browser.client.get(f"{EXPLORE}?{query}")
    html = response.get_data(as_text=True)
    assert broken_rules(html) == []
    assert response.status_code == 200
    view = response.headers["X-Data-Version"]
    assert f'data-view="{view}"' in html
    assert re.search(r"Data version [0-9a-f]{12} ", plain(html))
    assert "Data as at" in plain(html)
    assert "<svg" in figures(html)
    assert "style=" not in html


def test_a_link_to_cases_says_what_they_are_and_names_its_question(browser: Browser, world: World) -> None:
    assert world
    said = plain(browser.get(f"{EXPLORE}?rows=section.home&by=area.team"))
    assert "Measure per cent of the cases judged" in said
    assert re.search(r"\b\d+ cases that the figure is out of: [^?]+\?, Yes, All cases", said)


def test_a_link_to_one_case_says_case(app: Flask) -> None:
    number = app.jinja_env.get_template("figures.html").module.number  # type: ignore[attr-defined]  # a macro
    row, column = SimpleNamespace(id="a", label="Yes", question_text="Well?"), Column("total", "All", 3)
    one, two = (str(number(count, row, column, "numerator", "counted", "{}{}{}".format)) for count in (1, 2))
    assert "> case counted: Well?, Yes, All<" in one
    assert "> cases counted: Well?, Yes, All<" in two


@pytest.mark.parametrize("query", VIEWS)
def test_the_link_shows_the_same_again(browser: Browser, world: World, query: str) -> None:
    assert world
    html = browser.get(f"{EXPLORE}?{query}")
    link = re.search(r'id="link" href="([^"]+)"', html)
    assert link
    assert figures(browser.get(unescape(link[1]))) == figures(html)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=section.none", "Choose rows from the list"),
        ("by=height", "Choose from the list at “Break down by”"),
        ("by=%00", ""),
        ("measure=sum", "Choose from the list at “Measure”"),
        ("weight=heavy", "Choose from the list at “Weights”"),
        ("interval=wide", "Choose from the list at “Intervals”"),
        ("count=all", "Choose from the list at “Cases that count”"),
        ("only_sex=unknown", "Tick what is listed at “Sex”"),
        ("only_cluster=Nowhere", "No case has what the address asks for at “Cluster”"),
        ("&".join(f"only_cluster={each}" for each in range(2000)), "No case has what the address asks for"),
        ("only_height=tall", "The address asks for “only_height”, which is not known here"),
    ],
)
def test_what_cannot_be_shown_is_said_and_no_figures_are(
    browser: Browser, world: World, query: str, said: str
) -> None:
    assert world
    html = browser.get(f"{EXPLORE}?{query}", 422 if said else 404)
    assert said in plain(html)
    assert "data-view" not in html
    assert '<svg class="app-chart' not in html


def test_weights_need_a_draw_and_columns_an_end(
    browser: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world
    monkeypatch.setattr("inspect_app.web.explore.MOST_COLUMNS", 2)
    assert "This makes 3 columns" in plain(browser.get(f"{EXPLORE}?by=sex", 422))
    monkeypatch.setattr("inspect_app.fieldwork.find_sample.draws.latest_draw", lambda *_: None)
    assert "No draw says what the cases stand for" in plain(browser.get(f"{EXPLORE}?weight=design", 422))


def test_what_matches_nothing_has_its_reason(browser: Browser, world: World) -> None:
    assert world
    said = plain(browser.get(f"{EXPLORE}?only_cluster={CANARY}Cluster&only_sex=female&by=sex"))
    assert "No case matches the filter, so every figure below is empty." in said
    assert re.search(r"Filter .*Cluster is OspreyCluster.* \(no cases\)", said)
    assert said.count("There is no case to count.") >= 4
    said = plain(browser.get(f"{EXPLORE}?measure=mean"))
    assert "None of these rows has such a figure." in said


def test_before_any_case_counts_there_is_a_table_with_its_reason(browser: Browser, drawn: str) -> None:
    said = plain(browser.get(f"{drawn}explore"))
    assert "No case counts yet, so every figure below is empty." in said
    assert "There is no case to count." in said


def test_where_nothing_applies_the_reason_is_said(browser: Browser, world: World) -> None:
    assert world
    said = plain(browser.get(f"{EXPLORE}?only_cluster={CANARY}Cluster"))
    assert "The question applied in no case." in said


def lines_of(browser: Browser, query: str) -> list[list[str]]:
    """The table of a view as the CSV file has it, each line from its question on."""
    html = browser.get(f"{EXPLORE}?{query}")
    (action,) = re.findall(r'action="([^"]+table\.csv[^"]*)"', html)
    response = browser.post(unescape(action), {"csrf_token": form_of(html)["csrf_token"]})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.get_data(as_text=True))))
    facts = dict(rows[: rows.index([])])
    name = f"{REF}-{facts['Data version']}-table.csv"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert f"Data version {facts['Data version']}" in plain(html)
    assert facts["Filter"] in plain(html)
    assert facts["Table"] in plain(html)
    assert rows[rows.index([]) + 1] == list(HEADINGS)
    return rows[rows.index([]) + 2 :]


@pytest.mark.parametrize("query", VIEWS)
def test_the_file_has_the_cells_of_the_page(browser: Browser, world: World, query: str) -> None:
    assert world
    said = plain(browser.get(f"{EXPLORE}?{query}")).partition(" per question and answer ")[2]
    lines = lines_of(browser, query)
    place, found = 0, 0
    for line in lines:
        cell = dict(zip(HEADINGS, line, strict=True))
        shown = f"{int(cell['Numerator']):,} of {int(cell['Denominator']):,}"
        counted, of = r"\1 cases? counted: .*? of ", r"\2 cases? that the figure is out of: "
        shown = re.sub(r"(\d+) of (\d+)", rf"{counted}{of}|\1 of \2", shown)
        at = re.compile(shown).search(said, place)
        assert at, (cell, said[place : place + 200])
        place, found = at.start() + 1, found + 1
    assert found == len(lines) > 0


@pytest.mark.parametrize("query", VIEWS)
def test_the_sheet_has_the_cells_of_the_csv_file(browser: Browser, world: World, query: str) -> None:
    assert world
    html = browser.get(f"{EXPLORE}?{query}")
    (action,) = re.findall(r'action="([^"]+table\.xlsx[^"]*)"', html)
    response = browser.post(unescape(action), {"csrf_token": form_of(html)["csrf_token"]})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
    first = next(place for place, row in enumerate(sheet) if row[0] == HEADINGS[0])
    told = [row[0] for row in sheet[:first]]
    assert any(str(line).startswith("Data version: ") for line in told)
    assert any("not for publication" in str(line) for line in told)
    rows = [[as_text(value) for value in row] for row in sheet[first + 1 :]]
    assert rows == [[as_text(value) for value in line] for line in lines_of(browser, query)]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("query", "out_of"),
    [
        ("", 10),
        ("&only_sex=male", 6),
        (f"&only_cluster={KESTREL}Cluster", 4),
        (f"&only_cluster={KESTREL}Cluster&only_cluster={CANARY}Cluster", 10),
        (f"&only_cluster={KESTREL}Cluster&only_cluster={CANARY}Cluster&only_sex=female", 4),
        ("&only_sex=male&only_sex=female", 10),
    ],
)
def test_a_table_keeps_its_own_filter_and_every_value_ticked_counts(
    browser: Browser, world: World, query: str, out_of: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four women of Kestrel and six men of Osprey were answered poorly, all with seven visits."""
    assert world
    own = {"id": "own", "title": "Own", "rows": [{"questions": ["well_run"]}]}
    own["filter"] = {"question": "visits", "at_least": 4}
    table = TableDefinition.model_validate(own)
    monkeypatch.setattr("inspect_app.web.explore.find_tables", lambda _definition: (table,))
    lines = [dict(zip(HEADINGS, line, strict=True)) for line in lines_of(browser, f"rows=table.own{query}")]
    assert {line["Denominator"] for line in lines} == {str(out_of)}
    counted = [line["Numerator"] for line in lines if line["Numerator"] != "0"]
    assert counted == [str(out_of)]


def as_text(value: object) -> str:
    """A value whichever file it comes from: 3 for "3", 3 and 3.0, nothing for "[x]"."""
    try:
        return f"{float(str(value)):.9g}"
    except ValueError:
        return "" if value == "[x]" else str(value)


def test_a_file_is_in_the_access_log(browser: Browser, world: World, engine: Engine) -> None:
    assert world
    lines_of(browser, "by=sex")
    (line,) = events(engine, "table.export")
    assert (line.inspection, line.subject) == (REF, "table.csv")
    assert line.detail["query"] == "by=sex"
    assert len(str(line.detail["data_version"])) == 64


def test_a_file_never_holds_other_figures_than_were_seen(
    browser: Browser, world: World, engine: Engine
) -> None:
    html = browser.get(EXPLORE)
    (action,) = re.findall(r'action="([^"]+table\.xlsx[^"]*)"', html)
    left = [case for case in world.cases(f"{CANARY}Cluster") if case not in read(browser, html)]
    world.score(left[0], POOR)
    response = browser.post(unescape(action), {"csrf_token": form_of(html)["csrf_token"]})
    newer = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(newer)) == (409, [])
    assert "Newer data exist than those you saw, so no file was made." in plain(newer)
    assert figures(newer) == figures(browser.get(EXPLORE))
    assert figures(newer) != figures(html)
    assert events(engine, "table.export") == []
    (action,) = re.findall(r'action="([^"]+table\.xlsx[^"]*)"', newer)
    response = browser.post(unescape(action), {"csrf_token": form_of(newer)["csrf_token"]})
    assert response.status_code == 200


def read(browser: Browser, html: str) -> set[str]:
    """The references of all cases that a page counts, by the links from its numbers."""
    found: set[str] = set()
    for link in links(html):
        found |= set(references(browser.get(link)))
    return found


def links(html: str) -> list[str]:
    """The addresses of the cases behind the numbers of a page."""
    return [unescape(link) for link in re.findall(r'href="([^"]+/explore/cases/[^"]+)"', html)]


def references(html: str) -> list[str]:
    """The cases that a page leads to."""
    return re.findall(rf'href="/inspections/{REF}/cases/(\d+)/"', html)


@pytest.mark.parametrize("query", VIEWS)
def test_each_number_leads_to_as_many_cases(browser: Browser, world: World, query: str) -> None:
    assert world
    html = browser.get(f"{EXPLORE}?{query}")
    numbers = re.findall(r'href="([^"]+/explore/cases/[^"]+)">([\d,]+)<', html)
    assert numbers
    for link, number in numbers:
        page = browser.get(unescape(link))
        assert len(references(page)) == int(number), link
        assert "Newer data exist" not in page


@pytest.mark.both_databases
def test_whoever_looks_up_the_cases_is_in_the_access_log(
    browser: Browser, world: World, engine: Engine
) -> None:
    html = browser.get(EXPLORE)
    browser.get(links(html)[0])
    assert [(line.inspection, line.subject) for line in events(engine, "figure.cases")] == [
        (REF, "numerator of home_found.yes")
    ]
    only = browser.get(f"{EXPLORE}?rows=section.home&by=sex&only_cluster={KESTREL}Cluster")
    link = next(each for each in links(only) if "column=female" in each and "/denominator" in each)
    page = browser.get(link)
    _, line = events(engine, "figure.cases")
    assert line.detail.pop("data_version")[:12] in plain(page)
    assert line.detail == {
        "query": f"rows=section.home&by=sex&only_cluster={KESTREL}Cluster",
        "column": "female",
        "cases": len(references(page)),
    }
    left = [case for case in world.cases(f"{CANARY}Cluster") if case not in read(browser, html)]
    world.score(left[0], POOR)
    assert "Newer data exist than those of the page that led here." in plain(browser.get(links(html)[0]))


def test_of_many_cases_the_first_are_listed(
    browser: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world
    link = links(browser.get(EXPLORE))[0]
    every = references(browser.get(link))
    assert "are listed" not in plain(browser.get(link))
    monkeypatch.setattr("inspect_app.web.explore.MOST_CASES", 2)
    page = browser.get(link)
    assert references(page) == every[:2]
    assert f"{len(every)} cases counted. " in plain(page)
    assert "The first 2 cases are listed. To see the others, go back to the figures and set" in plain(page)


def test_at_most_fifty_values_are_ticked_where_there_are_more(
    browser: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world
    monkeypatch.setattr("inspect_app.web.explore_form.MOST_VALUES", 1)
    one, both = f"only_cluster={KESTREL}Cluster", f"only_cluster={CANARY}Cluster"
    assert "10 cases" in plain(browser.get(f"{EXPLORE}?{one}&{one}"))
    assert "Count at most 1 values at “Cluster”" in plain(browser.get(f"{EXPLORE}?{one}&{both}", 422))


def test_a_figure_that_is_not_there_has_no_cases(browser: Browser, world: World, engine: Engine) -> None:
    assert world
    for path in ("none.yes/numerator", "home_found.yes/numerator?column=nobody", "home_found.yes/average"):
        browser.get(f"{EXPLORE}/cases/{path}", 404)
    assert events(engine, "figure.cases") == []


def test_who_may_not_read_cases_sees_figures_without_links(app: Flask, world: World) -> None:
    assert world
    analyst = member(app, Role.ANALYST, REF)
    html = analyst.get(f"{EXPLORE}?by=sex")
    assert links(html) == []
    assert "6 of 16" in plain(html)
    analyst.get(f"{EXPLORE}/cases/home_found.yes/numerator", 403)


def test_reviewers_and_local_assessors_have_no_explorer(app: Flask, world: World) -> None:
    area = world.area(f"{KESTREL}Cluster").id
    for role in (Role.AREA_REVIEWER, Role.LOCAL_ASSESSOR):
        theirs = member(app, role, REF, area)
        for path in (EXPLORE, f"{EXPLORE}/cases/home_found.yes/numerator"):
            theirs.get(path, 403)
        assert "/explore" not in theirs.get(f"/inspections/{REF}/")


def test_emerging_figures_are_for_some_and_in_no_file(app: Flask, browser: Browser, world: World) -> None:
    assert world
    html = browser.get(f"{EXPLORE}?count=begun")
    assert "These are emerging figures." in plain(html)
    assert "table.csv" not in html
    token = {"csrf_token": form_of(browser.get("/inspections/new"))["csrf_token"]}
    response = browser.post(f"{EXPLORE}/table.csv?count=begun", token)
    assert (response.status_code, "no file" in response.get_data(as_text=True)) == (422, True)
    inspector = member(app, Role.INSPECTOR, REF)
    assert "Cases that count" not in inspector.get(EXPLORE)
    inspector.get(f"{EXPLORE}?count=begun", 403)
