"""Everybody comes in, sees what is theirs to see, and does what they are there for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from inspect_app.cli.worker import worker_on
from inspect_app.fieldwork.assign_case import assign_case
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.states import Action
from inspect_app.records.engine import transaction
from tests.integration.two_areas import CANARY, GOOD, KESTREL, REF, TITLE
from tests.integration.web.people import join, make_account
from tests.journeys.conftest import Served, Visitor

SERVER = "administrator of the server"
CASE = f"/inspections/{REF}/cases/"


@pytest.fixture
def open_case(served: Served) -> str:
    """The reference of a case of Kestrel that nobody has answered yet."""
    theirs = served.world.cases(f"{KESTREL}Cluster")
    with transaction(served.world.engine) as session:
        allocated = (case.reference for case in list_cases(session, REF) if case.status == "allocated")
        return next(reference for reference in allocated if reference in theirs)


@pytest.fixture
def come(served: Served, chromium: Browser) -> Iterator[Callable[[str], Visitor]]:
    """Lets somebody of a role in, at a browser of their own."""
    contexts = []

    def let_in(role: str) -> Visitor:
        account = make_account(served.app, role.replace(" ", "-"), administrator=role == SERVER)
        if role != SERVER:
            about = {Role.AREA_REVIEWER: f"{KESTREL}Cluster", Role.LOCAL_ASSESSOR: f"{KESTREL}Cluster"}
            area = served.world.area(about[Role(role)]).id if role in about else None
            join(served.app, account, REF, Role(role), area)
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        contexts.append(context)
        return served.let_in(context, account, scripted=True)

    yield let_in
    for context in contexts:
        context.close()


ALL = ("Long list", "Sample", "Cases", "Board", "Findings", "Explore", "Writing", "Outputs", "People")
PLACES = {
    SERVER: ("People",),
    Role.ADMINISTRATOR: ("People",),
    Role.LEAD: ALL,
    Role.INSPECTOR: ("Cases", "Findings", "Explore"),
    Role.ASSISTANT: ("Cases", "Findings", "Explore"),
    Role.LOCAL_ASSESSOR: ("Cases",),
    Role.QUALITY_LEAD: ("Cases", "Board", "Findings", "Explore"),
    Role.REPORT_WRITER: ("Findings", "Explore", "Writing", "Outputs"),
    Role.ANALYST: ("Findings", "Explore", "Outputs"),
    Role.AREA_REVIEWER: ("Results", "Report"),
}
"""What the inspection's navigation offers each."""


@pytest.mark.parametrize("role", PLACES)
def test_everybody_finds_their_places_and_no_others(come: Callable[[str], Visitor], role: str) -> None:
    visitor = come(role)
    visitor.go("/")
    visitor.check()
    visitor.press(TITLE)
    visitor.see(TITLE)
    visitor.check()
    links = visitor.page.locator(".govuk-service-navigation__list a")
    assert tuple(text.strip() for text in links.all_inner_texts()) == PLACES[role]
    for place in range(links.count()):
        with visitor.page.expect_navigation():
            links.nth(place).click()
        visitor.check()


def test_an_administrator_invites_a_lead(come: Callable[[str], Visitor]) -> None:
    ada = come(Role.ADMINISTRATOR)
    ada.go(f"/inspections/{REF}/")
    ada.press("Go to the people")
    ada.press("Invite somebody")
    ada.check()
    ada.press("Give them the role")
    assert ada.page.title().startswith("Error: ")
    ada.check()
    ada.page.get_by_role("textbox", name="Name").fill("Lena Lead")
    ada.page.get_by_label("Email address").fill("lena@example.org")
    ada.page.get_by_role("radio", name="Lead inspector").check()
    ada.press("Give them the role")
    ada.see("Lena Lead has the role")
    ada.check()
    assert "/welcome/" in ada.page.locator("code").inner_text()


def test_an_administrator_of_the_server_sees_to_accounts_and_the_log(come: Callable[[str], Visitor]) -> None:
    ada = come(SERVER)
    ada.go("/")
    for place in ("Accounts", "Access log"):
        ada.press(place)
        ada.see(place)
        ada.check()


def give(served: Served, reference: str, role: Role) -> None:
    """Gives a case to whoever came in a role."""
    world = served.world
    with transaction(world.engine) as session:
        account = f"account-{role.value.replace(' ', '-')}"
        common = (session, world.actor, world.clock)
        assign_case(*common, ref=REF, reference=reference, account=account, reason="It is theirs to read.")


def test_an_inspector_scores_and_looks_up_whose_case_it_is(
    come: Callable[[str], Visitor], served: Served, open_case: str
) -> None:
    ivy = come(Role.INSPECTOR)
    ivy.go(f"{CASE}{open_case}/sections/home")
    ivy.page.get_by_label("Yes").first.check()
    ivy.page.get_by_role("textbox", name="How many visits?", exact=True).fill("3")
    ivy.check()
    ivy.press("Save and continue")
    give(served, open_case, Role.INSPECTOR)
    ivy.go(f"{CASE}{open_case}/")
    ivy.press("Show whose case this is")
    ivy.page.get_by_text(f"{KESTREL}Family").wait_for()
    ivy.check()


def test_an_assistant_is_offered_no_submission(come: Callable[[str], Visitor], open_case: str) -> None:
    amy = come(Role.ASSISTANT)
    amy.go(f"{CASE}{open_case}/check")
    amy.check()
    assert amy.page.get_by_role("button", name="Submit the case").count() == 0
    amy.go(f"{CASE}{open_case}/sections/home")
    amy.check()
    assert amy.page.get_by_role("button", name="Save and continue").count() == 1


def test_a_local_assessor_sees_no_case_of_their_own_area(come: Callable[[str], Visitor]) -> None:
    leo = come(Role.LOCAL_ASSESSOR)
    leo.go(CASE)
    leo.check()
    rows = leo.page.locator("tbody tr")
    assert rows.count() == 7
    assert KESTREL not in leo.page.content()
    leo.page.locator("tbody a").first.click()
    leo.check()


def test_a_quality_lead_returns_a_case(
    come: Callable[[str], Visitor], served: Served, open_case: str
) -> None:
    with transaction(served.world.engine) as session:
        scorer = served.world.scorer(session)
        served.world.answer(scorer, open_case, GOOD, "words")
        scorer.move(Action.SUBMIT, reference=open_case)
    quinn = come(Role.QUALITY_LEAD)
    quinn.go(f"{CASE}{open_case}/")
    assert quinn.page.get_by_role("button", name="Sign off").count() == 0
    quinn.press("Return with a reason")
    quinn.page.get_by_label("Reason").fill("The plan is not cited.")
    quinn.check()
    quinn.press(f"Return case {open_case}")
    quinn.page.get_by_text("Returned").first.wait_for()
    quinn.check()


def test_a_report_writer_takes_the_workbook(
    come: Callable[[str], Visitor], served: Served, tmp_path: Path
) -> None:
    will = come(Role.REPORT_WRITER)
    will.go(f"/inspections/{REF}/outputs")
    assert will.page.get_by_role("button", name="Ask for raw data").count() == 0
    will.press("Make the report and the workbook")
    make(served)
    workbook = will.page.get_by_role("button", name="Download findings.xlsx")
    workbook.wait_for()
    with will.page.expect_download() as coming:
        workbook.click()
    coming.value.save_as(tmp_path / "findings.xlsx")
    assert (tmp_path / "findings.xlsx").read_bytes().startswith(b"PK")


def make(served: Served) -> None:
    """Does what a worker does beside a server."""
    assert worker_on(served.world.engine).work_once()


def test_an_analyst_takes_the_data_for_a_reason(
    come: Callable[[str], Visitor], served: Served, tmp_path: Path
) -> None:
    ana = come(Role.ANALYST)
    ana.go(f"/inspections/{REF}/outputs")
    ana.press("Ask for raw data")
    ana.press("Ask for the data")
    assert ana.page.title().startswith("Error: ")
    ana.check()
    ana.page.get_by_label("Reason").fill("Analysis for the annual report")
    ana.page.get_by_label("Who gets the file").fill("Research unit")
    ana.press("Ask for the data")
    ana.check()
    make(served)
    data = ana.page.get_by_role("button", name="Download data.csv")
    data.wait_for()
    ana.check()
    with ana.page.expect_download() as coming:
        data.click()
    coming.value.save_as(tmp_path / "data.csv")
    text = (tmp_path / "data.csv").read_text(encoding="utf-8-sig")
    assert "q.home_found" in text
    assert f"{CANARY}Words" not in text


def test_a_lead_shares_the_cases_out_and_an_inspector_finds_theirs(come: Callable[[str], Visitor]) -> None:
    lee, ivy, leo = (come(role) for role in (Role.LEAD, Role.INSPECTOR, Role.LOCAL_ASSESSOR))
    lee.go(f"/inspections/{REF}/")
    lee.press("Team, and sharing out the cases")
    lee.see("Team")
    lee.check()
    for who in ("Inspector as inspector", "Local_Assessor as local assessor"):
        lee.press(f"Days and conflicts of {who}")
        lee.check()
        lee.page.get_by_label("Working days").fill("5")
        lee.press("Save")
    lee.press("Share out the cases")
    lee.page.get_by_text("3 cases shared out.").wait_for()
    lee.check()
    lee.press("Days and conflicts of Inspector as inspector")
    lee.press("Declare a conflict of interest")
    lee.press("Declare it")
    assert lee.page.title().startswith("Error: ")
    lee.check()
    lee.page.get_by_label("All cases of an area").check()
    lee.page.get_by_label("The area").select_option(label=f"{CANARY}Cluster")
    lee.page.get_by_label("Reason").fill("A former colleague")
    lee.press("Declare it")
    lee.page.get_by_text("A former colleague").wait_for()
    lee.check()
    lee.go(f"/inspections/{REF}/workload")
    lee.check()
    lee.page.get_by_role("link", name="Give to somebody else").first.click()
    lee.page.get_by_text("These people can’t have it:").wait_for()
    lee.check()
    lee.go(f"/inspections/{REF}/timetable")
    lee.check()
    ivy.go(f"/inspections/{REF}/")
    ivy.press("Go to your cases")
    ivy.see("Your cases")
    ivy.check()
    assert ivy.page.locator("tbody tr").count() == 2
    leo.go(f"/inspections/{REF}/workload")
    leo.check()
    assert leo.page.locator("tbody tr").count() == 1
