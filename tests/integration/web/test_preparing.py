"""From a new inspection to its drawn sample."""

from io import BytesIO

import pytest

from tests.integration.web.conftest import HOME, PLAN, Browser, as_at, draw, form_of
from tests.integration.web.instrument import HEADINGS, LONG_LIST, long_list_row

NEW = {"title": "South, 2026", "ref": "south-2026", "questionnaire": "small@1", "threshold": "5"}


def test_the_first_page_leads_on(browser: Browser) -> None:
    assert "No inspections yet" in browser.get("/")
    assert "Make your first inspection" in browser.get("/")
    html = browser.send("/inspections/new", NEW)
    assert "Next: import the long list" in html
    assert "SYNTHETIC" not in html
    assert "South, 2026" in browser.get("/")
    assert "No cases yet" in browser.get("/")


def test_a_synthetic_inspection_says_so_on_every_page(browser: Browser) -> None:
    browser.send("/inspections/new", {**NEW, "synthetic": "yes"})
    for page in ("", "long-list", "sample", "cases/", "findings", "outputs"):
        assert "<strong>SYNTHETIC</strong>" in browser.get(f"/inspections/south-2026/{page}")
    assert "Synthetic" in browser.get("/")


def test_no_questionnaire_is_chosen_for_anybody_where_there_are_several(browser: Browser) -> None:
    assert form_of(browser.get("/inspections/new"))["questionnaire"] == ""


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Enter a title"),
        ("ref", "", "Enter a short reference"),
        ("ref", "South 2026", "can&#39;t name an inspection"),
        ("threshold", "-1", "Enter 0 to 100"),
        ("threshold", "five", "Enter a whole number"),
        ("questionnaire", "none@1", "Not a valid choice"),
        ("questionnaire", "", "Choose a questionnaire"),
    ],
)
def test_what_is_missing_is_said_beside_what_was_typed(
    browser: Browser, field: str, value: str, words: str
) -> None:
    html = browser.send("/inspections/new", {**NEW, field: value}, status=422)
    assert words in html
    kept = {**NEW, field: value, "synthetic": []}
    kept.pop("questionnaire")
    assert form_of(html).items() >= kept.items()


def test_an_import_is_summed_up(browser: Browser, listed: str) -> None:
    html = " ".join(browser.get(f"{listed}long-list").split())
    assert '<dt class="app-figure__words">eligible</dt><dd class="app-figure__number">4</dd>' in html
    assert "Start date in the future" in html
    assert "“31/02/2016”" in html
    assert "From list.csv, as at 6 June 2016" in html
    assert "6 rows imported" in " ".join(browser.get(listed).split())


def test_the_same_file_again_changes_nothing(browser: Browser, listed: str) -> None:
    again = {"file": (BytesIO(LONG_LIST), "list.csv"), **as_at(6, 6, 2016)}
    assert "nothing has changed" in browser.send(f"{listed}long-list", again)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the long list"),
        ({"file": "a text, no file"}, "Choose the long list"),
        ({"file": b"PK\x03\x04 no workbook"}, "href"),
        (as_at(31, 2, 2016), "Enter a real date"),
        ({"as_at-day": "x", "as_at-month": "2", "as_at-year": "2016"}, "Enter a real date"),
        ({"as_at-day": "", "as_at-month": "", "as_at-year": ""}, "Enter the date the list was made"),
    ],
    ids=["no file", "text", "unreadable", "no such day", "no number", "no date"],
)
def test_a_bad_import_is_explained(
    browser: Browser, inspection: str, fields: dict[str, object], words: str
) -> None:
    filled = {**as_at(6, 6, 2016), **fields}
    if isinstance(filled.get("file"), bytes):
        filled["file"] = (BytesIO(filled["file"]), "list.xlsx")
    html = browser.send(f"{inspection}long-list", filled, status=422)
    assert words in html
    assert "Import the long list that the inspected body sent" in browser.get(f"{inspection}long-list")


def test_a_row_is_corrected_with_a_reason(browser: Browser, listed: str) -> None:
    row = f"{listed}long-list/rows/6"
    assert "“31/02/2016”" in browser.get(row)
    mended = {"correct-column": "start_date", "correct-value": "28/02/2016", "correct-send": "1"}
    assert "Say how you know" in browser.send(row, mended, status=422)
    html = browser.send(row, {**mended, "correct-reason": "Confirmed by the <provider>."})
    assert "Row 6 is corrected." in html
    assert "Confirmed by the &lt;provider&gt;." in html
    assert "This row is eligible and has no open problems" in browser.get(row)
    assert "corrected by" in browser.get(row)


def test_a_correction_that_mends_nothing_is_refused(browser: Browser, listed: str) -> None:
    row = f"{listed}long-list/rows/6"
    fields = {"correct-column": "start_date", "correct-value": "30/02/2016", "correct-reason": "Guessed."}
    html = browser.send(row, {**fields, "correct-send": "1"}, status=422)
    assert form_of(html)["correct-value"] == "30/02/2016"


def test_a_row_is_left_out_with_a_reason(browser: Browser, listed: str) -> None:
    row = f"{listed}long-list/rows/6"
    assert "Say why the row is excluded" in browser.send(row, {"exclude-send": "1"}, status=422)
    html = browser.send(row, {"exclude-send": "1", "exclude-reason": "Not a case of theirs."})
    assert "Row 6 is excluded." in html
    assert "Excluded by hand" in html


def test_a_row_is_restored_with_a_reason(browser: Browser, listed: str) -> None:
    row = f"{listed}long-list/rows/6"
    browser.send(row, {"exclude-send": "1", "exclude-reason": "Not a case of theirs."})
    assert "This row is excluded: excluded by hand." in browser.get(row)
    assert "Exclude the row</" not in browser.get(row)
    assert "Say why the row can be sampled" in browser.send(row, {"restore-send": "1"}, status=422)
    html = browser.send(row, {"restore-send": "1", "restore-reason": "It is <one> of theirs."})
    assert "Row 6 is restored. It has problems to look at" in html
    assert "It is &lt;one&gt; of theirs." in html
    assert "Restore the row</" not in browser.get(row)


def test_a_row_is_restored_over_a_rule(browser: Browser, listed: str) -> None:
    row = f"{listed}long-list/rows/7"
    browser.send(row, {"correct-column": "start_date", "correct-value": "02/02/2018",
                       "correct-reason": "Read.", "correct-send": "1"})  # fmt: skip
    assert "although a rule excludes it" in browser.get(row)
    html = browser.send(row, {"restore-send": "1", "restore-reason": "Mistyped."})
    assert "Row 7 is restored and can be drawn." in html
    browser.send(row, {"exclude-send": "1", "exclude-reason": "Gone."})
    html = browser.send(row, {"restore-send": "1", "restore-reason": "Not gone."})
    assert "but a rule excludes it: start date in the future. Restore it once more" in html


def test_a_row_that_the_list_does_not_have(browser: Browser, listed: str) -> None:
    assert "no row 99" in browser.get(f"{listed}long-list/rows/99", 404)


def test_a_draw_shows_how_it_was_made(browser: Browser, listed: str) -> None:
    html = draw(browser, listed, size="2", buffer="50", seed="a <seed>")
    assert "2 cases drawn." in html
    assert "a &lt;seed&gt;" in html
    assert "Go to the cases" in html
    assert "Draw the sample</" not in browser.get(f"{listed}sample")
    assert "Next: score the cases" in browser.get(listed)


def test_a_seed_is_made_when_none_is_given(browser: Browser, listed: str) -> None:
    html = draw(browser, listed, size="1", seed=" ")
    assert "1 case drawn." in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"size": "many"}, "Enter a whole number"),
        ({"size": "0"}, "Enter 1 or more"),
        ({"size": "5"}, "has 4 eligible cases"),
        ({"buffer": "1001"}, "Enter 0 to 1000"),
        ({"buffer": ""}, "Enter a per cent"),
        ({"size": "", "margin": "wide"}, "Enter a number, such as 80"),
        ({"size": "", "margin": "0"}, "The margin must be more than 0"),
        ({"confidence": "100"}, "less than 100 per cent"),
        ({"cap": "6"}, "Only the inspectorate’s method has a cap"),
    ],
)
def test_an_impossible_draw_is_explained(
    browser: Browser, listed: str, fields: dict[str, str], words: str
) -> None:
    assert words in browser.send(f"{listed}sample/plan", {**PLAN, **fields}, status=422)


def test_without_a_list_there_is_nothing_to_draw(browser: Browser, inspection: str) -> None:
    assert "There are no eligible cases" in browser.get(f"{inspection}sample")
    assert "No cases yet" in browser.get(f"{inspection}cases/")


def test_the_list_says_which_rows_are_excluded(browser: Browser, listed: str) -> None:
    html = " ".join(browser.get(f"{listed}long-list").split())
    assert (
        "<dt>Start date in the future</dt><dd>"
        '<a class="govuk-link" href="/inspections/north/long-list/rows/7">7</a></dd>' in html
    )


def test_a_page_of_a_long_list_stays_short(
    browser: Browser, listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspect_app.web.long_list.MOST_SHOWN", 1)
    rows = [long_list_row(1), *(long_list_row(number, gender="") for number in (2, 3, 4))]
    rows += [long_list_row(number, start="soon") for number in (5, 6)]
    data = "\n".join([HEADINGS, *rows]).encode()
    browser.send(f"{listed}long-list", {"file": (BytesIO(data), "list.csv"), **as_at(6, 6, 2016)})
    html = " ".join(browser.get(f"{listed}long-list").split())
    assert "These are the first 1 of 2 problems." in html
    assert html.count("Correct or exclude") == 1
    assert 'rows/3">3</a> and 2 more rows</dd>' in html


def test_a_drawn_list_can_still_change(browser: Browser, drawn: str) -> None:
    html = browser.get(f"{drawn}long-list")
    assert "until somebody saves something about a case" in html
    assert "Correct or exclude" in html
    assert "Import another list" in html
    assert "Draw the sample" not in html


def test_a_list_whose_cases_are_begun_offers_no_change(browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}cases/001/sections/home", HOME)
    assert "the row can no longer change" in browser.get(f"{drawn}long-list/rows/6")
    assert "Correct the row" not in browser.get(f"{drawn}long-list/rows/6")
    html = browser.get(f"{drawn}long-list")
    assert "so the list can no longer change" in html
    assert "These rows could not be drawn." in html
    assert not any(
        offer in html for offer in ("Correct or exclude", "Draw the sample", "Import another list")
    )
