"""Fills in section pages the way an inspector would: every question that is asked, whatever its kind."""

from playwright.sync_api import Page

from tests.journeys.conftest import Visitor

VALUES = {"day": "1", "month": "3", "year": "2016"}


def score_whole_case(visitor: Visitor) -> None:
    """From a case's first section on to its check page, answering what each save newly opens."""
    while "Check answers" not in visitor.page.title():
        visitor.check()
        answer_everything(visitor.page)
        visitor.press("Save and continue")


def answer_everything(page: Page) -> None:
    """Answers each question on the page that has no answer yet."""
    for question in page.locator(".app-question:visible").all():
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
