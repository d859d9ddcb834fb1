"""The product's main job, by hand in a browser: from a long list to a report."""

from pathlib import Path

from tests.journeys.conftest import LONG_LIST, Visitor
from tests.journeys.scoring import score_whole_case

# A report takes some seconds, and more on a busy machine.
MAKING = 120_000


def test_from_a_long_list_to_a_report(visitor: Visitor, tmp_path: Path) -> None:
    make_inspection(visitor)
    import_long_list(visitor)
    draw_sample(visitor)
    visitor.press("Go to the cases")
    visitor.see("Cases")
    visitor.check()
    visitor.press("Case 001")
    visitor.see("Case 001")
    visitor.check()
    visitor.press("Screening and plan")
    score_whole_case(visitor)
    submit(visitor)
    return_and_submit_again(visitor)
    sign_off(visitor)
    read_findings(visitor)
    decide_a_rating(visitor)
    download_report(visitor, tmp_path)
    see_what_changed(visitor)


def make_inspection(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.check()
    visitor.press("Make your first inspection")
    visitor.press("Make the inspection")
    assert visitor.page.title().startswith("Error: New inspection")
    visitor.check()
    visitor.page.get_by_label("Title").fill("Through the Gate, 2016")
    visitor.page.get_by_label("Short reference").fill("ttg-2016")
    visitor.page.get_by_label("Questionnaire").select_option("through-the-gate@1.0")
    visitor.page.get_by_label("The cases are invented").check()
    visitor.press("Make the inspection")
    visitor.see("Through the Gate, 2016")
    assert visitor.page.get_by_text("SYNTHETIC").is_visible()
    visitor.check()


def import_long_list(visitor: Visitor) -> None:
    visitor.press("Import the long list")
    visitor.see("Long list")
    visitor.check()
    visitor.page.get_by_label("Long list", exact=True).set_input_files(LONG_LIST)
    for part, value in (("Day", "6"), ("Month", "6"), ("Year", "2016")):
        visitor.page.get_by_label(part, exact=True).fill(value)
    visitor.press("Import")
    visitor.page.get_by_text("rows imported:").wait_for()
    visitor.check()


def draw_sample(visitor: Visitor) -> None:
    visitor.press("Draw the sample")
    visitor.see("Sample")
    visitor.check()
    visitor.press("Plan the sample")
    visitor.see("Plan the sample")
    visitor.check()
    visitor.page.get_by_label("Reserves, per cent").fill("")
    visitor.press("Keep the plan")
    assert visitor.page.title().startswith("Error: Plan the sample")
    visitor.check()
    visitor.page.get_by_label("Sample size").fill("5")
    visitor.page.get_by_label("Reserves, per cent").fill("20")
    visitor.page.get_by_label("Seed").fill("an agreed seed")
    visitor.press("Keep the plan")
    visitor.page.get_by_text("The sample is planned. Nothing is drawn yet.").wait_for()
    visitor.check()
    visitor.press("Draw the sample")
    visitor.page.get_by_text("5 cases drawn.").wait_for()
    visitor.check()


def submit(visitor: Visitor) -> None:
    visitor.check()
    visitor.press("Submit the case")
    visitor.page.get_by_text("Case 001 is submitted.").wait_for()
    visitor.check()


def return_and_submit_again(visitor: Visitor) -> None:
    visitor.press("Return with a reason")
    visitor.see("Return case 001")
    visitor.check()
    visitor.press("Return case 001")
    assert visitor.page.title().startswith("Error: Return case 001")
    visitor.page.get_by_label("Reason").fill("Look at the plan again.")
    visitor.press("Return case 001")
    visitor.page.get_by_text("Look at the plan again.").wait_for()
    visitor.check()
    visitor.press("Check answers and submit")
    submit(visitor)


def sign_off(visitor: Visitor) -> None:
    visitor.press("Sign off")
    visitor.see("Sign off case 001")
    visitor.check()
    visitor.press("Sign off case 001")
    visitor.page.get_by_text("Case 001 is signed off.").wait_for()
    visitor.check()
    visitor.press("History")
    visitor.see("History of case 001")
    visitor.check()
    see_who_looked(visitor)


def see_who_looked(visitor: Visitor) -> None:
    visitor.press("Who looked at this case")
    visitor.see("Who looked at case 001")
    visitor.check()
    history = visitor.page.url.removesuffix("/looks").removeprefix(visitor.address)
    visitor.press("Access log")
    visitor.see("Access log")
    visitor.check()
    visitor.page.get_by_label("About").fill("case 999")
    visitor.press("Search")
    visitor.page.get_by_text("No line matches.").wait_for()
    visitor.check()
    visitor.page.get_by_label("Day").first.fill("41")
    visitor.press("Search")
    assert visitor.page.title().startswith("Error: Access log")
    visitor.check()
    visitor.go(history)


def read_findings(visitor: Visitor) -> None:
    visitor.press("Findings")
    visitor.see("Findings")
    visitor.page.get_by_text("From 1 of 5 cases").wait_for()
    visitor.check()
    visitor.page.get_by_label("Broken down by").select_option("rosh")
    visitor.press("Show in the explorer")
    visitor.see("Explore the findings")
    assert "by risk of serious harm" in visitor.page.title()
    visitor.check()
    visitor.press("Findings")
    visitor.see("Findings")


def decide_a_rating(visitor: Visitor) -> None:
    visitor.press("What a panel weighs, what was decided, and the ratings of each area")
    visitor.see("Ratings")
    visitor.page.locator("summary", has_text="Key questions by area").click()
    visitor.check()
    with visitor.page.expect_navigation():
        visitor.page.locator("a[href*='/ratings/areas/']").first.click()
    visitor.page.get_by_text("Areas right within it").wait_for()
    visitor.check()
    visitor.press("Ratings")
    visitor.press("Decide on: Overall")
    visitor.see("Decide: Overall")
    visitor.check()
    visitor.press("Record it")
    assert visitor.page.title().startswith("Error: Decide: Overall")
    visitor.check()
    visitor.page.get_by_label("Not rated").check()
    visitor.page.get_by_label("Grounds").fill("One case is too few.")
    visitor.press("Record it")
    visitor.page.get_by_text("Decided: Overall: Not rated.").wait_for()
    visitor.check()
    visitor.press("Undo what was decided: Overall")
    visitor.see("Undo what was decided: Overall")
    visitor.check()
    visitor.page.get_by_label("Reason").fill("There will be more.")
    visitor.press("Undo it")
    visitor.page.get_by_text("Undone: what was decided about Overall.").wait_for()
    visitor.check()


def download_report(visitor: Visitor, folder: Path) -> None:
    visitor.press("Outputs")
    visitor.see("Outputs")
    visitor.check()
    visitor.press("Make the report and the workbook")
    visitor.see("Report and workbook")
    visitor.check()
    # The page tells by itself when they are ready: by its script, or by being loaded again and again.
    visitor.page.get_by_role("button", name="Download report.pdf").wait_for(timeout=MAKING)
    visitor.check()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download report.pdf").click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "ttg-2016-report.pdf"
    assert saved.read_bytes().startswith(b"%PDF-")


def see_what_changed(visitor: Visitor) -> None:
    visitor.press("Findings")
    visitor.press("What changed since an earlier report")
    visitor.see("What changed")
    visitor.page.get_by_text("Nothing changed").wait_for()
    visitor.check()
    visitor.press("Cases")
    visitor.press("Case 001")
    visitor.press("Re-open with a reason")
    visitor.page.get_by_label("Reason").fill("A file turned up.")
    visitor.press("Re-open case 001")
    visitor.press("Findings")
    visitor.press("What changed since an earlier report")
    visitor.page.get_by_role("cell", name="Counts no more", exact=True).wait_for()
    visitor.page.locator(".app-why summary").first.click()
    visitor.page.locator(".app-why").first.get_by_text("Re-opened").wait_for()
    visitor.check()
    with visitor.page.expect_navigation():
        visitor.page.locator("nav[aria-label^='Tables'] a").first.click()
    visitor.page.get_by_role("heading", level=4).wait_for()
    visitor.check()
    visitor.page.get_by_label("To", exact=True).select_option("1")
    visitor.press("Compare")
    visitor.page.get_by_text("Only one report has been made so far").wait_for()
    visitor.check()
