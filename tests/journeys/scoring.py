"""Fills in section pages the way an inspector would: every question that is asked, whatever its kind."""

from playwright.sync_api import Locator, Page

from tests.journeys.conftest import Visitor

VALUES = {"day": "1", "month": "3", "year": "2016"}


def score_whole_case(visitor: Visitor) -> None:
    """From a case's first section on to its check page, answering what each save newly opens."""
    while "Check answers" not in visitor.page.title():
        visitor.check()
        answer_everything(visitor.page)
        visitor.press("Save and continue")


def answer_everything(page: Page) -> None:
    """Answers each question on the page that has no answer yet, and those that the answers open at once."""
    done: set[str] = set()
    while opened := [id_ for id_ in asked(page) if id_ not in done]:
        answer(page.locator(f"#{opened[0]}"))
        done.add(opened[0])


def asked(page: Page) -> list[str]:
    """The ids of the questions that the page shows, in order."""
    shown: list[str] = page.locator(".app-question:visible").evaluate_all("all => all.map((one) => one.id)")
    return shown


def answer(question: Locator) -> None:
    """Answers a question, and comments on it."""
    if not question.locator("input:checked").count():
        options = question.locator("input[type=radio], input[type=checkbox]")
        if options.count():
            options.first.check()
    for box in question.locator("input[type=text]:visible").all():
        if not box.input_value():
            box.fill(VALUES.get(str(box.get_attribute("name")).rpartition("-")[2], "2"))
    for text in question.locator("textarea").all():
        if not text.input_value():
            text.fill("Seen in the file.")
