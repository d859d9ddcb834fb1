"""The explorer in a browser: figures follow the form, and wrong or stale ones are never shown."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.states import CaseStatus
from inspect_app.records.engine import transaction
from tests.integration.two_areas import CANARY, POOR, REF
from tests.integration.web.people import join, make_account
from tests.journeys.at_section import AWAY
from tests.journeys.conftest import Served, Visitor, axe_problems

EXPLORE = f"/inspections/{REF}/explore"
ASKED = re.compile(r"/explore\?")
BY_SEX = "Key questions: cases judged sufficient, by sex"
BY_CLUSTER = "Key questions: cases judged sufficient, by cluster"
TAKEN = "These figures could not be loaded."
Comes = Callable[..., Visitor]


@pytest.fixture
def come(chromium: Browser, served: Served) -> Iterator[Comes]:
    """Lets the lead in at a window of some width, with JavaScript or without."""
    join(served.app, make_account(served.app, "lena-lead"), REF, Role.LEAD)
    opened = []

    def at(path: str = EXPLORE, *, scripted: bool = True, width: int = 1366) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 768}, java_script_enabled=scripted, accept_downloads=True
        )
        opened.append(context)
        visitor = served.let_in(context, "account-lena-lead", scripted=scripted)
        visitor.go(path)
        return visitor

    yield at
    for context in opened:
        context.close()


def figures(page: Page) -> str:
    """The part of a page that holds figures, without what is new each time and what scripts alone show."""
    html = page.locator("#figures").inner_html()
    html = re.sub(r'name="csrf_token" value="[^"]*"| data-govuk-[a-z]+-init=""', "", html)
    return re.sub(r'( id="copy"[^>]*?) hidden(="")?', r"\1", html)


def shows(page: Page, title: str) -> None:
    """Waits for figures under a title."""
    expect(page.locator("#shown")).to_have_text(title)
    expect(page.locator("#figures")).not_to_have_attribute("aria-busy", "true")


def nothing_is_shown(page: Page) -> None:
    """Waits until it is said that figures could not be loaded, and sees that none are left."""
    expect(page.locator("#figures")).to_contain_text(TAKEN)
    expect(page.locator("#figures table, #figures svg, #figures #link, #figures form")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text(TAKEN)
    assert "data-view" not in page.locator("#figures").evaluate("figures => figures.outerHTML")


def test_figures_follow_each_choice_at_once(come: Comes) -> None:
    lena = come()
    page, by = lena.page, lena.page.locator("#by")
    lena.check()
    by.focus()
    by.select_option("sex")
    shows(page, BY_SEX)
    assert page.url.endswith("/explore?by=sex")
    assert BY_SEX in page.title()
    expect(by).to_be_focused()
    expect(page.locator("#told")).to_have_text(f"Shown: {BY_SEX}")
    page.get_by_text("Filter: some cases only").click()
    page.get_by_role("checkbox", name="Female").check()
    expect(page.locator("#figures")).to_contain_text("Sex is Female")
    assert page.url.endswith("?by=sex&only_sex=female")
    lena.check()
    page.go_back()
    shows(page, BY_SEX)
    expect(page.get_by_role("checkbox", name="Female", include_hidden=True)).not_to_be_checked()
    page.go_back()
    shows(page, "Key questions: cases judged sufficient")
    expect(by).to_have_value("")


@pytest.mark.parametrize(
    "choices",
    [{"by": "sex"}, {"rows": "section.home", "by": "area.unit"}, {"rows": "question.visits"}],
)
def test_what_a_script_shows_is_what_comes_without_it(come: Comes, choices: dict[str, str]) -> None:
    with_script, without = come(), come(scripted=False)
    for name, value in choices.items():
        with without.page.expect_navigation(wait_until="load"):
            without.page.locator(f"#{name}").select_option(value)
            without.page.get_by_role("button", name="Show these figures").click()
        with with_script.page.expect_response(ASKED):
            with_script.page.locator(f"#{name}").select_option(value)
        shows(with_script.page, without.page.locator("#shown").inner_text())
    assert figures(with_script.page) == figures(without.page)
    opened = come(with_script.page.url.removeprefix(with_script.address))
    assert figures(opened.page) == figures(without.page)


def refuse(status: int) -> Callable[[Route], None]:
    """Answers a request with a status and no figures."""
    return lambda route: route.fulfill(status=status, content_type="text/html", body="<h1>Sorry</h1>")


FAULTS: dict[str, Callable[[Route], None]] = {
    "no network": lambda route: route.abort("connectionreset"),
    "a fault": refuse(500),
    "too busy": refuse(503),
    "not theirs any more": refuse(403),
    "gone": refuse(404),
    "something else": refuse(200),
    "half a page": lambda route: route.fulfill(
        status=200, content_type="text/html", body="<div id=figures>7"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_figures_that_cannot_be_loaded_take_the_old_ones_away(come: Comes, fault: str) -> None:
    page = come().page
    page.route(ASKED, FAULTS[fault])
    page.locator("#by").select_option("sex")
    nothing_is_shown(page)
    assert "no data" not in page.locator("#figures").inner_text().lower()
    assert "by sex" not in page.title()
    assert axe_problems(page) == []
    page.unroute(ASKED)
    page.get_by_role("button", name="Load again").click()
    shows(page, BY_SEX)
    expect(page.locator("#figures")).to_be_focused()
    assert page.url.endswith("?by=sex")


def test_whoever_is_signed_out_is_told_so(come: Comes) -> None:
    page = come().page
    page.context.clear_cookies()
    page.locator("#by").select_option("sex")
    nothing_is_shown(page)
    expect(page.locator("#figures")).to_contain_text("You are signed out.")


def test_a_choice_that_is_refused_says_why(come: Comes) -> None:
    page = come().page
    page.locator("#by").evaluate("by => by.options[1].value = 'height'")
    page.locator("#by").select_option("height")
    expect(page.locator("#figures")).to_contain_text("Choose from the list at “Break down by”")
    expect(page.locator("#figures table")).to_have_count(0)


def test_a_late_answer_takes_no_place_of_a_newer_one(come: Comes) -> None:
    page = come().page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"by=sex"), hold)
    page.locator("#by").select_option("sex")
    # The old figures are not left to be read under the new choice for long.
    expect(page.locator("#figures")).to_contain_text("These figures are being loaded.")
    expect(page.locator("#figures table")).to_have_count(0)
    page.locator("#by").select_option("cluster")
    shows(page, BY_CLUSTER)
    with suppress(Error):  # the page has given it up
        held[0].continue_()
    page.wait_for_timeout(500)
    shows(page, BY_CLUSTER)
    assert page.url.endswith("?by=cluster")


def sign_another_off(served: Served) -> None:
    """Makes the data newer."""
    with transaction(served.world.engine) as session:
        cases = list_cases(session, REF)
    (left,) = [
        case.reference
        for case in cases
        if case.attributes["cluster"] == f"{CANARY}Cluster" and case.status is not CaseStatus.SIGNED_OFF
    ]
    served.world.score(left, POOR)


def test_who_comes_back_is_told_of_newer_data(come: Comes, served: Served) -> None:
    lena = come()
    page, notice = lena.page, lena.page.locator("#newer")
    expect(page.locator("#figures")).to_contain_text("16 signed off, of 19 cases")
    page.evaluate(AWAY, True)
    page.evaluate(AWAY, False)
    page.wait_for_timeout(500)
    expect(notice).to_have_count(0)
    page.evaluate(AWAY, True)
    sign_another_off(served)
    page.evaluate(AWAY, False)
    expect(notice).to_contain_text("Newer data exist than those shown here.")
    expect(page.locator("#told")).to_contain_text("Newer data exist")
    lena.check()
    notice.get_by_role("button", name="Load again").click()
    expect(page.locator("#figures")).to_contain_text("17 signed off, of 19 cases")
    expect(notice).to_have_count(0)
    lena.check()


def test_who_comes_back_without_a_network_is_told_that_nobody_knows(come: Comes) -> None:
    page = come().page
    page.evaluate(AWAY, True)
    page.context.set_offline(offline=True)
    page.evaluate(AWAY, False)
    expect(page.locator("#newer")).to_contain_text("It could not be found out whether newer data exist")
    page.context.set_offline(offline=False)
    page.evaluate(AWAY, True)
    page.evaluate(AWAY, False)
    expect(page.locator("#newer")).to_have_count(0)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_file_of_other_figures_than_were_seen_is_not_made(
    come: Comes, served: Served, tmp_path: Path, *, scripted: bool
) -> None:
    page = come(scripted=scripted).page
    sign_another_off(served)
    page.get_by_role("button", name="Download as CSV").click()
    expect(page.locator("main")).to_contain_text("Newer data exist than those you saw, so no file was made.")
    expect(page.locator("#figures")).to_contain_text("17 signed off, of 19 cases")
    if scripted:
        assert page.url.endswith("/explore")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert re.fullmatch(rf"{REF}-[0-9a-f]{{12}}-table\.csv", saved.name)
    assert b"17 signed off" in saved.read_bytes()


def test_the_link_is_copied_by_keyboard(come: Comes) -> None:
    page = come(f"{EXPLORE}?by=sex").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = page.get_by_role("button", name="Copy the link")
    copy.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_from_a_figure_to_a_case(come: Comes) -> None:
    lena = come(f"{EXPLORE}?by=sex")
    lena.page.get_by_role("link", name="6 cases counted: Was a <home> found?, All cases").click()
    lena.see("Cases behind a figure")
    lena.check()
    assert lena.page.locator(".app-explore__cases a").count() == 6
    lena.page.locator(".app-explore__cases a").first.click()
    lena.page.get_by_role("heading", level=1, name="Case ").wait_for()


def test_cards_of_ratings_fit_into_a_narrow_window(come: Comes) -> None:
    lena = come(f"/inspections/{REF}/findings", width=320)
    lena.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert lena.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("page", ["ratings", "findings?by=cluster", "explore?by=area.team"])
def test_tables_print_whole(come: Comes, page: str) -> None:
    lena = come(f"/inspections/{REF}/{page}", width=680)
    lena.page.emulate_media(media="print")
    boxes = "[...document.querySelectorAll('.app-scroll')]"
    assert lena.page.evaluate(f"{boxes}.some((each) => each.offsetParent)")
    assert lena.page.evaluate(f"{boxes}.every((each) => getComputedStyle(each).overflowX === 'visible')")
    assert lena.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_narrow_window_and_paper_have_it_all(come: Comes, tmp_path: Path) -> None:
    lena = come(f"{EXPLORE}?rows=section.home&by=sex", width=320)
    assert lena.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lena.check()
    lena.page.pdf(path=tmp_path / "sheet.pdf")
    command = ["pdftotext", "-layout", str(tmp_path / "sheet.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for words in (
        "Home, by sex",
        "Data version",
        "Was a <home> found?",
        "95% interval",
        "OFFICIAL-SENSITIVE",
    ):
        assert words in text
    assert "Show these figures" not in text
