"""Planning, drawing, drawing again, and proving a sample in the browser."""

import json
from io import BytesIO

import pytest

from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import HOME, PLAN, Browser, draw, form_of
from tests.integration.web.instrument import LONG_LIST


def test_a_plan_is_kept_and_shown_before_anything_is_drawn(browser: Browser, listed: str) -> None:
    assert "Plan the sample" in browser.get(f"{listed}sample")
    assert (
        form_of(browser.get(f"{listed}sample/plan")).items() >= {"confidence": "80", "buffer": "20"}.items()
    )
    html = browser.send(f"{listed}sample/plan", {**PLAN, "size": "", "seed": "agreed"})
    assert "The sample is planned. Nothing is drawn yet." in html
    assert "±5 percentage points, which asks for 4 cases" in html
    assert "agreed" in html
    assert "Draw the sample</" in html.replace("\n", "").replace("  ", "")
    assert "No cases yet" in browser.get(f"{listed}cases/")


def test_sizes_are_typed_for_each_stratum(browser: Browser, listed: str) -> None:
    fields = {name: "1" for name in form_of(browser.get(f"{listed}sample/plan")) if name.startswith("size_")}
    assert fields
    html = browser.send(f"{listed}sample/plan", {**PLAN, "size": "", **fields})
    assert f"{len(fields)} of 4 cases" in html
    html = browser.send(f"{listed}sample/plan", {**PLAN, "size": "4", **fields}, status=422)
    assert f"add up to {len(fields)}, and not to 4" in html


def test_a_sample_is_drawn_again_with_a_reason(browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}sample/plan", {**PLAN, "size": "3", "seed": "another"})
    assert "Draw the sample again" in browser.get(f"{drawn}sample")
    html = browser.send(f"{drawn}sample", {"reason": " "}, status=422)
    assert "Give the reason why it is drawn again" in html
    html = browser.send(f"{drawn}sample", {"reason": "Too <small>"})
    assert "3 cases drawn." in html
    assert "Too &lt;small&gt;" in html
    assert "Superseded" in html
    assert "was superseded by a later one" in browser.get(f"{drawn}sample/draws/1")
    assert "Case 003" in browser.get(f"{drawn}cases/")
    browser.get(f"{drawn}sample/draws/3", 404)


def test_once_work_has_begun_nothing_is_drawn_again(browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}sample/plan", {**PLAN, "size": "3"})
    browser.send(f"{drawn}cases/001/sections/home", HOME)
    assert "Draw the sample again" not in browser.get(f"{drawn}sample")
    assert "can’t be drawn again" in browser.get(f"{drawn}sample/plan")


def test_a_draw_can_be_read_step_by_step(browser: Browser, listed: str) -> None:
    draw(browser, listed, size="2", buffer="50", method="inspectorate", cap="6", seed="a <seed>")
    html = browser.get(f"{listed}sample/draws/1")
    assert "a &lt;seed&gt;" in html
    assert "Typed by a person" in html
    assert "shared out in proportion, each share rounded half up" in html
    assert "Per cent of the sample" in html
    officers = browser.get(f"{listed}sample/draws/1/officers")
    assert "in proportion" in officers
    assert "The inspectorate’s, version 1" in html


def test_selection_on_the_day_makes_no_case(browser: Browser, listed: str) -> None:
    html = draw(browser, listed, size="2", mode="on_the_day")
    assert "The cases stand in line, to be taken on the day." in html
    assert "cases to take on the day" in html
    assert "No cases yet" in browser.get(f"{listed}cases/")


def exported(browser: Browser, drawn: str) -> bytes:
    """The file of the first draw."""
    token = form_of(browser.get(f"{drawn}sample/draws/1"))["csrf_token"]
    response = browser.client.post(f"{drawn}sample/draws/1/export", data={"csrf_token": token})
    assert response.headers["Content-Disposition"] == "attachment; filename=north-draw-1.json"
    return response.data


def test_a_draw_is_downloaded_and_verified(browser: Browser, drawn: str) -> None:
    file = exported(browser, drawn)
    fields = {"draw": (BytesIO(file), "draw.json"), "list": (BytesIO(LONG_LIST), "list.csv")}
    html = browser.send(f"{drawn}sample/verify", fields)
    assert "The draw comes out the same." in html
    assert "compared case by case" in html
    other = json.dumps({**json.loads(file), "seed": "another"}).encode()
    fields = {"draw": (BytesIO(other), "draw.json"), "list": (BytesIO(LONG_LIST), "list.csv")}
    html = browser.send(f"{drawn}sample/verify", fields)
    assert "The draw comes out differently." in html


@pytest.mark.parametrize(
    ("file", "words"),
    [(b"", "is no exported draw"), (b"{}", "its format isn’t"), (None, "Choose the exported draw")],
)
def test_what_is_no_exported_draw_is_said(
    browser: Browser, drawn: str, file: bytes | None, words: str
) -> None:
    fields: dict[str, object] = {"list": (BytesIO(LONG_LIST), "list.csv")}
    if file is not None:
        fields["draw"] = (BytesIO(file), "draw.json")
    assert words in browser.send(f"{drawn}sample/verify", fields, status=422)


def test_a_row_is_told_why_it_was_chosen_or_not(browser: Browser, drawn: str) -> None:
    page = browser.get(f"{drawn}long-list/rows/2")
    assert f"{drawn}long-list/rows/2/why" in page
    html = browser.get(f"{drawn}long-list/rows/2/why")
    assert "one of" in html
    assert "Before the seed, its chance" in html
    assert "excluded: start date in the future" in browser.get(f"{drawn}long-list/rows/7/why")


def test_before_the_draw_there_is_no_why(browser: Browser, listed: str) -> None:
    assert "/why" not in browser.get(f"{listed}long-list/rows/2")
    browser.get(f"{listed}long-list/rows/2/why", 404)


def test_the_list_as_corrected_is_exported_and_verifies_the_draw(
    browser: Browser, listed: str, engine: Engine
) -> None:
    mended = {"correct-column": "officer", "correct-value": "Officer X", "correct-reason": "Read."}
    browser.send(f"{listed}long-list/rows/2", {**mended, "correct-send": "1"})
    draw(browser, listed, size="2")
    page = f"{listed}long-list/export"
    assert page in browser.get(f"{listed}long-list")
    assert page in browser.get(f"{listed}sample/draws/1")
    html = browser.get(page)
    assert "The file identifies people." in html
    sent = browser.post(page, form_of(html))
    assert sent.headers["Content-Disposition"] == "attachment; filename=north-long-list.xlsx"
    with transaction(engine) as session:
        event = access_log.events(session)[-1]
    assert (event.action, event.subject) == ("cases.export", "long list")
    file = exported(browser, listed)
    for name, data, words in (
        ("list.csv", LONG_LIST, "use the list as corrected"),
        ("list.xlsx", sent.data, "The draw comes out the same."),
    ):
        fields = {"draw": (BytesIO(file), "draw.json"), "list": (BytesIO(data), name)}
        assert words in browser.send(
            f"{listed}sample/verify", fields, status=422 if name == "list.csv" else 200
        )


def test_without_a_list_there_is_nothing_to_export(browser: Browser, inspection: str) -> None:
    assert "has no long list" in browser.send(f"{inspection}long-list/export", {}, status=422)


def test_the_sample_page_says_that_the_list_was_changed_after_the_draw(browser: Browser, drawn: str) -> None:
    words = "The long list was changed after"
    assert words not in browser.get(f"{drawn}sample")
    browser.send(f"{drawn}long-list/rows/2", {"exclude-send": "1", "exclude-reason": "Gone."})
    assert words in browser.get(f"{drawn}sample")
    assert words in browser.get(f"{drawn}sample/draws/1")
