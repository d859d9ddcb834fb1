"""The list of cases."""

from flask import Flask
from sqlalchemy import event

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records.cases import add_case
from inspect_app.records.engine import transaction
from tests.integration.web.conftest import Browser


def add(app: Flask, *references: str) -> None:
    """Adds cases with an attribute that no option of the questionnaire has."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        inspection = get_inspection(session, "north").id
        for reference in references:
            add_case(session, inspection, reference, {"sex": "<b>&"}, stratum=None)


def test_what_cases_are_called_and_are_is_shown_as_text(app: Flask, browser: Browser, drawn: str) -> None:
    add(app, '<i>"1/2')

    html = browser.get(f"{drawn}cases/")

    assert (
        f'href="{drawn}cases/%3Ci%3E%221%2F2/" aria-label="Case &lt;i&gt;&#34;1/2">&lt;i&gt;&#34;1/2</a>'
        in html
    )
    assert '<td class="govuk-table__cell">&lt;b&gt;&amp;</td>' in html
    assert "<i>" not in html
    assert "<b>" not in html
    assert 'aria-label="0 of ' in html


def test_the_list_takes_as_many_queries_for_many_cases_as_for_few(
    app: Flask, browser: Browser, drawn: str
) -> None:
    asked: list[str] = []
    engine = app.extensions["inspect_app"].engine

    def queries() -> int:
        asked.clear()
        browser.get(f"{drawn}cases/")
        return len(asked)

    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    queries()
    few = queries()
    add(app, *(f"{number:03}" for number in range(100, 140)))

    assert queries() == few > 0
