"""The page on which leads set how people are kept from being recognised, and see what that suppresses."""

import re
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from inspect_app.fieldwork.permissions import Role
from tests.integration.two_areas import KESTREL, REF, World
from tests.integration.web.conftest import Browser, form_of, words_of
from tests.integration.web.people import member, sign_in
from tests.integration.web.test_areas import lead, world

HOME = f"/inspections/{REF}/"
PAGE = f"{HOME}disclosure"
REGION = f"{KESTREL}Cluster"
FURTHER = "and further figures where they could otherwise be worked out from totals."

__all__ = ["lead", "world"]


def test_a_lead_changes_the_settings_with_a_reason(lead: Browser) -> None:
    assert f'href="{PAGE}"' in lead.get(f"{HOME}findings")
    before = words_of(lead.get(PAGE))
    assert f"Figures resting on fewer than 5 cases are suppressed, {FURTHER}" in before
    assert "The settings are those the inspection was made with." in before
    html = lead.send(PAGE, {"threshold": "3", "rounding": "5", "secondary": "no", "reason": "To <compare>."})
    said = words_of(html)
    assert "Changed for everything made from now on. Figures resting on fewer than 3 cases" in said
    assert "Some suppressed figures can be worked out from totals" in said
    assert "(lead-of-areas-all@example.org) 5 → 3 none → to 5 yes → no To <compare>." in said
    again = form_of(lead.get(PAGE))
    assert (again["threshold"], again["rounding"], again["secondary"], again["reason"]) == (
        "3",
        "5",
        "no",
        "",
    )
    assert "Counts are rounded to the nearest 5." in words_of(lead.get(HOME))
    assert "Small numbers are published as they are." in words_of(
        lead.send(PAGE, {"threshold": "0", "reason": "All know."})
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reason": ""}, "Say why"),
        ({"threshold": ""}, "Enter a number of cases, or 0 for no suppression"),
        ({"threshold": "many"}, "Enter a whole number"),
        ({"threshold": "1"}, "a threshold of 1 would suppress nothing"),
        ({"threshold": "-1"}, "The suppression threshold must be 0 to 1000."),
        ({"rounding": "7"}, "Not a valid choice"),
        ({"secondary": ""}, "Choose whether those are suppressed too"),
        ({}, "These are the settings already, so nothing is changed."),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    lead: Browser, fields: dict[str, str], message: str
) -> None:
    html = lead.send(PAGE, {"reason": "We <think> so.", **fields}, 422)
    assert message in html
    assert "The settings are those the inspection was made with." in html
    if "reason" not in fields:
        assert "We &lt;think&gt; so." in html


def test_everything_that_is_wrong_is_said_at_once(lead: Browser) -> None:
    assert "“4 of 40” is not shown then" in words_of(lead.get(PAGE))
    said = words_of(lead.send(PAGE, {"threshold": "1", "secondary": "", "reason": ""}, 422))
    for message in (
        "a threshold of 1 would suppress nothing",
        "Choose whether those are suppressed too",
        "Say why",
    ):
        assert message in said


def test_the_log_counts_by_table_and_lists_one(lead: Browser, world: World) -> None:
    area = world.area(REGION).id
    html = lead.get(f"{PAGE}?area={area}")
    assert re.search(r"\d+ figures of \d+ in \d+ tables\.", words_of(html))
    table = re.search(rf'href="{PAGE}\?area={area}&amp;table=(key_questions\.by\.sex)#log"', html)
    assert table
    listed = words_of(lead.get(f"{PAGE}?area={area}&table={table[1]}"))
    assert "A sum that is shown would give a suppressed number back." in listed
    assert "cases in the group, All cases = cases in the group, Female + cases in the group, Male" in listed
    assert "All tables, counted" in listed
    whole = words_of(lead.get(PAGE))
    listed = words_of(lead.get(f"{PAGE}?table=section.home"))
    assert "number out of, All cases = “Yes”, All cases + “No”, All cases" in listed
    assert whole != words_of(html)
    assert words_of(lead.get(f"{PAGE}?table=nothing")) == whole
    for wrong in ("999", "x", "-1"):
        lead.get(f"{PAGE}?area={wrong}", 404)


def test_where_nothing_is_suppressed_the_page_says_why(lead: Browser) -> None:
    lead.send(PAGE, {"threshold": "0", "reason": "All know."})
    assert "Nothing is suppressed: the threshold is 0." in words_of(lead.get(PAGE))


@pytest.mark.usefixtures("inspection")
def test_before_the_first_sign_off_the_page_says_so(browser: Browser) -> None:
    said = words_of(browser.get("/inspections/north/disclosure"))
    assert "No case is signed off yet, so there is nothing to suppress." in said


def test_without_its_token_nothing_is_changed(lead: Browser) -> None:
    fields = {**form_of(lead.get(PAGE)), "threshold": "0", "reason": "Because.", "csrf_token": "guessed"}
    assert lead.post(PAGE, fields).status_code == 400
    assert "The settings are those the inspection was made with." in lead.get(PAGE)


def test_only_leads_are_led_there(app: Flask, world: World) -> None:
    for role in (Role.INSPECTOR, Role.REPORT_WRITER, Role.ANALYST, Role.QUALITY_LEAD):
        own = member(app, role, REF)
        assert "disclosure" not in own.get(f"{HOME}findings")
        assert "disclosure" not in own.get(HOME)
        own.get(PAGE, 403)
    assert world


def test_what_areas_see_follows_at_once_and_what_they_were_given_stays(
    app: Flask, lead: Browser, world: World
) -> None:
    reviewer = sign_in(app, "account-kim")
    release = f"{HOME}releases/areas/{world.area(REGION).id}"
    assert "The release keeps this if you" in lead.get(release)
    lead.send(release, {"reason": "First."})
    before = reviewer.get(f"{HOME}results")
    assert "or one from which such a figure could be worked out." in words_of(before)
    first = download(reviewer)
    lead.send(PAGE, {"threshold": "2", "rounding": "5", "secondary": "no", "reason": "Agreed."})
    after = words_of(reviewer.get(f"{HOME}results"))
    assert "“Suppressed” stands for a figure about fewer than 2 cases. Counts are rounded to the" in after
    assert "Counts are rounded to the nearest 5; per cents are of rounded counts." in after
    assert "5 of 10" in after
    assert "disclosure" not in after
    assert cover(download(reviewer)) == cover(first)
    lead.send(release, {"reason": "Second."})
    assert "counts are rounded to the nearest 5" in cover(download(reviewer))
    assert "counts are rounded" not in cover(first)


def download(reviewer: Browser) -> bytes:
    """The workbook that a reviewer can open now."""
    fields = form_of(reviewer.get(f"{HOME}results/report"))
    sent = reviewer.post(f"{HOME}results/report/findings.xlsx", fields)
    assert sent.status_code == 200
    return sent.data


def cover(data: bytes) -> str:
    """What stands on a workbook's cover."""
    sheet = load_workbook(BytesIO(data))["Cover"]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
