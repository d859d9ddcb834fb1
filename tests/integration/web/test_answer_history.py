"""The history of an answer as a page."""

import re

from flask import Flask

from inspect_app.fieldwork.answer_history import answer_history
from inspect_app.records.engine import transaction
from tests.integration.web.conftest import Browser
from tests.integration.web.house_rules import Page

HISTORY = "cases/001/questions/home_found/history"


def test_two_versions_stand_side_by_side_and_their_differences_are_marked(
    app: Flask, browser: Browser, drawn: str
) -> None:
    home = f"{drawn}cases/001/sections/home"
    browser.send(home, {"answer-home_found": "no", "comment-home_found": "He <saw> the plan once."})
    browser.send(home, {"comment-home_found": "He never <saw> the plan."})
    html = browser.get(f"{drawn}{HISTORY}")
    assert re.findall(r'card__title">(.+)</h3>', html) == [
        "3. Comment by pat.inspector",
        "2. Comment by pat.inspector",
        "1. Answer by pat.inspector",
    ]
    assert "<del" not in html
    assert re.findall(r"<option[^>]*>(\d)\.", html) == ["2", "3", "2", "3"]  # comments; one answer is no pair
    with transaction(app.extensions["inspect_app"].engine) as session:
        answer, left, right = answer_history(session, "north", "001", "home_found").tellings
    pair = browser.get(f"{drawn}{HISTORY}?left={left.entry}&right={right.entry}")
    assert [re.sub("<[^>]+>", "", each) for each in re.findall("<del.*?</del>", pair)] == [
        "[only here: plan once.] "
    ]
    assert [re.sub("<[^>]+>", "", each) for each in re.findall("<ins.*?</ins>", pair)] == [
        "[only here: never ] ",
        "[only here: plan.] ",
    ]
    assert "&lt;saw&gt; the" in pair
    assert Page(pair).title != Page(html).title
    browser.get(f"{drawn}{HISTORY}?left={left.entry}&right=another", 404)
    browser.get(f"{drawn}{HISTORY}?left={answer.entry}&right={right.entry}", 404)


def test_the_history_of_a_case_leads_to_that_of_each_answer(browser: Browser, drawn: str) -> None:
    assert "Nothing has been saved about any question" in browser.get(f"{drawn}cases/001/history")
    assert "Nothing has been saved about this question" in browser.get(f"{drawn}{HISTORY}")
    browser.send(
        f"{drawn}cases/001/sections/home", {"answer-home_found": "yes", "comment-home_found": "Yes."}
    )
    html = browser.get(f"{drawn}cases/001/history")
    assert re.search(rf'href="{drawn}{HISTORY}">Was a &lt;home&gt; found\?</a> <[^>]+>2 versions', html)
    browser.get(f"{drawn}cases/001/questions/nothing/history", 404)
