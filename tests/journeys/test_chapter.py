"""A chapter is written around linked figures, and nothing that is typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.two_areas import REF
from tests.journeys.at_section import STORED, all_saved, kept, safety
from tests.journeys.conftest import Visitor
from tests.journeys.writing import Office, address_of, at_the_office, open_chapter, text_of


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One server for all tests of the module."""
    with at_the_office(tmp_path_factory.mktemp("office")) as served:
        yield served


@pytest.fixture
def office(desk: Office) -> Iterator[Office]:
    """The server; the browsers of a test are closed after it."""
    yield desk
    desk.field.close()


@pytest.fixture
def chapter(desk: Office) -> str:
    """A chapter that nobody has touched."""
    return desk.fresh.pop()


@pytest.fixture
def wren(office: Office, chromium: Browser, chapter: str) -> Visitor:
    """A writer at the chapter."""
    visitor = office.field.come(chromium, "wren")
    open_chapter(visitor, chapter)
    all_saved(visitor.page)
    return visitor


def test_what_is_written_is_saved_by_itself_and_shown_beside_as_it_will_be_printed(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page = wren.page
    page.locator("#body").press_sequentially(
        "## Homes\n\nOf {{cases}} *people* <b>one</b> {{cases @ osprey}}"
    )
    preview = page.locator("[data-preview]")
    expect(preview.get_by_role("heading", name="Homes")).to_be_visible()
    expect(preview.locator(".linked")).to_have_text("1")
    expect(preview.locator("mark")).to_have_text("{{cases @ osprey}}")
    expect(preview).to_contain_text("There is no table “osprey”.")
    expect(preview).to_contain_text("<b>one</b>")
    wren.check()
    all_saved(page)
    assert office.written(chapter) == [text_of(page)]
    page.reload()
    all_saved(page)
    assert text_of(page).startswith("## Homes")
    assert office.written(chapter) == [text_of(page)]


def test_a_chapter_with_a_table_and_a_chart_is_accessible_and_too_long_a_text_told(wren: Visitor) -> None:
    page = wren.page
    page.set_viewport_size({"width": 1366, "height": 768})
    search = page.get_by_role("searchbox")
    box = search.bounding_box()
    assert box
    assert box["y"] + box["height"] < 768
    search.fill("judged sufficient")
    search.press("Enter")
    chart = page.locator("[data-link]", has_text="{{chart ").first.text_content() or ""
    page.locator("#body").fill(f"{chart}\n\n{chart.replace('chart', 'table')}\n\n### Homes\n\nThey left.")
    expect(page.locator("[data-preview] figure")).to_be_visible()
    expect(page.locator("[data-preview] h3, [data-preview] h2")).to_have_text("Homes")
    wren.check()
    page.locator("#body").fill("w" * 200_010)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#body-error")).to_contain_text("This text is too long.")
    expect(page.locator("#body-error")).to_contain_text("shorten it by 10.")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    wren.check()
    page.locator("#body").fill("Short.")
    expect(page.locator("#body-error")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    all_saved(page)
    wren.go(f"/inspections/{REF}/writing/en/figures?q=sufficient")
    wren.check()


def test_no_network_and_a_closed_tab_lose_nothing_and_it_is_sent_once(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page, context = wren.page, wren.page.context
    context.set_offline(offline=True)
    page.locator("#body").press_sequentially("Written on the train.")
    page.get_by_role("button", name="Save").click()
    expect(safety(page)).to_contain_text("not yet safe: there is no connection")
    expect(page.locator("#stay")).to_contain_text("1 change not yet safe")
    assert "train" not in str(page.evaluate(f"{STORED}()"))
    page.close()
    assert office.written(chapter) == []
    context.set_offline(offline=False)
    back = Visitor(context, office.field.address, scripted=True)
    open_chapter(back, chapter)
    expect(back.page.locator("#body")).to_have_value("Written on the train.")
    all_saved(back.page)
    back.check()
    assert kept(back.page) == 0
    assert office.written(chapter) == ["Written on the train."]


def test_a_tab_closed_in_the_middle_is_sent_from_any_other_page_of_the_inspection(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page, context = wren.page, wren.page.context
    context.set_offline(offline=True)
    page.locator("#body").press_sequentially("Half a thou")
    page.wait_for_timeout(300)
    page.close()
    context.set_offline(offline=False)
    back = Visitor(context, office.field.address, scripted=True)
    back.go(f"/inspections/{REF}/writing/en")
    expect(back.page.locator("#outbox")).to_contain_text("Show this page with 1 change just sent")
    back.check()
    assert office.written(chapter) == ["Half a thou"]


def test_the_caret_stays_where_it_is_when_another_window_saves_and_the_preview_follows_the_network(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page, context = wren.page, wren.page.context
    page.locator("#body").fill("We looked at homes.")
    page.get_by_role("button", name="Save").click()
    all_saved(page)
    page.locator("#body").evaluate("(box) => box.setSelectionRange(9, 9)")
    other = Visitor(context, office.field.address, scripted=True)
    open_chapter(other, chapter)
    other.page.locator("#body").fill("We looked at homes and work.")
    other.page.get_by_role("button", name="Save").click()
    expect(page.locator("#body")).to_have_value("We looked at homes and work.")
    assert page.locator("#body").evaluate("(box) => [box.selectionStart, box.selectionEnd]") == [9, 9]
    all_saved(other.page)
    other.page.close()
    all_saved(page)
    context.set_offline(offline=True)
    page.locator("#body").fill("We looked offline.")
    expect(page.locator("[data-preview-told]")).to_contain_text("could not be made")
    context.set_offline(offline=False)
    expect(page.locator("[data-preview]")).to_contain_text("We looked offline.")
    expect(page.locator("[data-persisted]")).to_contain_text("unsent text")


def test_two_people_in_one_chapter_get_a_conflict_and_lose_nothing(
    wren: Visitor, office: Office, chromium: Browser, chapter: str
) -> None:
    wren.page.locator("#body").fill("We looked at homes.")
    wren.page.get_by_role("button", name="Save").click()
    all_saved(wren.page)
    will = office.field.come(chromium, "will")
    open_chapter(will, chapter)
    wren.page.locator("#body").fill("We looked at homes and work.")
    wren.page.get_by_role("button", name="Save").click()
    all_saved(wren.page)
    will.page.locator("#body").fill("They looked at homes.")
    will.page.get_by_role("button", name="Save").click()
    expect(safety(will.page)).to_contain_text("This is in conflict.")
    notice = will.page.locator(f"[data-notice='chapter:{chapter}']")
    expect(notice).to_contain_text("Every version is kept.")
    expect(will.page.locator("#body")).to_have_attribute("readonly", "")
    will.check()
    notice.get_by_role("link", name="Compare the versions").click()
    will.see("")
    expect(will.page.locator(".app-only").first).to_be_visible()
    will.check()
    will.page.get_by_label("Another, which I merge below").check()
    will.page.get_by_label("Merge the versions here").fill("We looked at homes and work, and they did.")
    will.press("Let this version stand")
    all_saved(will.page)
    assert text_of(will.page) == "We looked at homes and work, and they did."
    assert office.written(chapter)[-3:] == [
        "We looked at homes and work.",
        "They looked at homes.",
        "We looked at homes and work, and they did.",
    ]


def test_a_figure_is_found_and_linked_with_the_keyboard_alone(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page = wren.page
    page.locator("#body").fill("Of all, .")
    page.locator("#body").evaluate("(box) => box.setSelectionRange(8, 8)")
    search = page.get_by_role("searchbox")
    search.focus()
    page.keyboard.type("cases inspected")
    page.keyboard.press("Enter")
    found = page.locator("#found")
    expect(found).to_contain_text("Cases inspected")
    wren.check()
    insert = found.get_by_role("button").first
    insert.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_have_value("Of all, {{cases}}.")
    expect(page.locator("#body")).to_be_focused()
    expect(page.locator("[data-preview]")).to_contain_text("Of all, 1.")
    page.keyboard.type(" so far")
    expect(page.locator("#body")).to_have_value("Of all, {{cases}} so far.")
    search.fill("judged sufficient")
    search.press("Enter")
    chart = found.locator("[data-block]").first
    typed = chart.text_content()
    chart.locator("xpath=following-sibling::button[1]").click()
    expect(page.locator("#body")).to_have_value(f"Of all, {{{{cases}}}} so far\n\n{typed}\n\n.")
    all_saved(page)
    assert office.written(chapter)[-1] == text_of(page)


def test_a_figure_that_was_put_in_is_taken_out_again_like_typing(wren: Visitor) -> None:
    page = wren.page
    box = page.locator("#body")
    box.press_sequentially("Of all, many.")
    box.evaluate("(box) => box.setSelectionRange(8, 8)")
    page.get_by_role("searchbox").fill("cases inspected")
    page.get_by_role("searchbox").press("Enter")
    page.locator("#found").get_by_role("button").first.click()
    expect(box).to_have_value("Of all, {{cases}}many.")
    page.keyboard.press("Control+z")
    expect(box).to_have_value("Of all, many.")
    page.keyboard.press("Control+Shift+z")
    expect(box).to_have_value("Of all, {{cases}}many.")
    expect(page.locator("[data-preview]")).to_contain_text("Of all, 1many.")


def test_versions_are_compared_and_an_older_one_is_brought_back(
    wren: Visitor, office: Office, chapter: str
) -> None:
    page = wren.page
    for text in ("The first words.", "Other words."):
        page.locator("#body").fill(text)
        page.get_by_role("button", name="Save").click()
        all_saved(page)
    wren.press("History")
    wren.check()
    wren.press("Show all 2 versions")
    wren.check()
    wren.press("Compare with the one before (version 2)")
    expect(page.locator(".app-sides")).to_contain_text("The first")
    wren.check()
    wren.press("Bring this version back (version 1)")
    expect(page.locator("#done")).to_contain_text("Brought back.")
    all_saved(page)
    assert text_of(page) == "The first words."
    assert office.written(chapter) == ["The first words.", "Other words.", "The first words."]


def test_without_scripts_a_chapter_is_written_by_its_form(
    office: Office, chromium: Browser, chapter: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    office.field.contexts.append(context)
    office.field.let_in(context, "wren")
    visitor = Visitor(context, office.field.address, scripted=False)
    visitor.go(address_of(chapter))
    page = visitor.page
    page.locator("#body").fill("Of {{cases}} people.")
    visitor.press("Preview")
    expect(page.locator("[data-preview]")).to_contain_text("Of 1 people.")
    assert office.written(chapter) == []
    visitor.press("Save")
    expect(page.locator("#done")).to_contain_text("Saved.")
    assert office.written(chapter) == ["Of {{cases}} people."]
    visitor.go(f"/inspections/{REF}/writing/en/figures?q=cases+inspected")
    expect(page.locator("[data-link]")).to_have_text("{{cases}}")
    visitor.check()
