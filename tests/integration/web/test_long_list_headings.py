"""A long list whose headings are not ours is imported once somebody has said what they stand for."""

from io import BytesIO

import pytest

from inspect_app.sampling.columns import COLUMNS
from tests.integration.web.conftest import Browser, Fields, as_at, form_of
from tests.integration.web.instrument import HEADINGS, LONG_LIST

STRANGE = LONG_LIST.replace(b"CRN", b"<Akte>", 1).replace(b"Office\n", b"Haus\n", 1)
TEXTS = [{"CRN": "<Akte>", "Office": "Haus"}.get(text, text) for text in HEADINGS.split(",")]
CHOSEN: Fields = {
    "heading": TEXTS,
    **{f"column-{number}": column.key for number, column in enumerate(COLUMNS)},
}


def upload(data: bytes) -> Fields:
    """A file as a form sends it."""
    return {"file": (BytesIO(data), "list.csv")}


def test_an_import_that_misses_columns_asks_what_the_headings_stand_for(
    browser: Browser, inspection: str
) -> None:
    html = browser.send(f"{inspection}long-list", {**upload(STRANGE), **as_at(6, 6, 2016)}, status=422)
    assert "The list has no column for: CRN." in html
    assert "The file itself is not kept. You will be asked for it again" in html
    assert 'name="heading" value="&lt;Akte&gt;"' in html
    shown = form_of(html)
    assert [shown[f"column-{number}"] for number in (0, 5, 6, 15)] == ["family_name", "", "pnc", ""]

    html = browser.send(f"{inspection}long-list/headings", CHOSEN)
    assert "The headings are remembered. Choose the file again to import it." in html
    html = " ".join(browser.get(f"{inspection}long-list/headings").split())
    assert '<th scope="row" class="govuk-table__header app-plain">akte</th>' in html
    assert '<th scope="row" class="govuk-table__header app-plain">haus</th>' in html

    html = browser.send(f"{inspection}long-list", {**upload(STRANGE), **as_at(6, 6, 2016)})
    assert "6 rows imported: 4 eligible" in html


def test_headings_are_read_from_the_page_of_their_own(browser: Browser, inspection: str) -> None:
    page = f"{inspection}long-list/headings"
    assert "Choose the long list" in browser.send(page, {}, status=422)
    assert "No heading row was found" in browser.send(page, upload(b"a,b,c"), status=422)
    html = browser.send(page, upload(STRANGE))
    assert "Say what each heading stands for" in html
    assert "error-summary" not in html
    assert form_of(html)["column-0"] == "family_name"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"column-5": ""}, "No heading stands for: CRN."),
        ({"column-15": "team"}, "More than one heading stands for: Team."),
        ({"column-15": "shoe_size"}, "Not a valid choice"),
    ],
)
def test_headings_that_do_not_make_a_list_are_refused(
    browser: Browser, inspection: str, changed: Fields, message: str
) -> None:
    html = browser.send(f"{inspection}long-list/headings", {**CHOSEN, **changed}, status=422)
    assert message in html
    assert form_of(html)["column-0"] == "family_name"
    assert "Headings that are remembered" not in browser.get(f"{inspection}long-list/headings")
