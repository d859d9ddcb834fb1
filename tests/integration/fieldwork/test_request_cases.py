"""A request for cases: kept, sent as a form, filled in, and imported with no more ado."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.request_cases import (
    CaseListRequest,
    get_request,
    list_requests,
    request_cases,
)
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.reports.case_list_form import make_case_list_form
from inspect_app.reports.design import find_design
from inspect_app.sampling.columns import COLUMNS
from tests.integration.conftest import Clock
from tests.unit.sampling.lists import row

PERIOD = date(2016, 1, 1), date(2016, 3, 31)
Ask = Callable[..., CaseListRequest]


@pytest.fixture
def ask(session: Session, actor: Actor, clock: Clock, ref: str) -> Ask:
    """Makes a request."""

    def make(**changes: Any) -> CaseListRequest:
        return request_cases(session, actor, clock, **{"ref": ref, "period": PERIOD, **changes})

    return make


def form_of(session: Session, request: CaseListRequest, ref: str) -> bytes:
    """The form of a request."""
    return make_case_list_form(request, get_inspection(session, ref), find_design())


def opened(data: bytes) -> Workbook:
    """The workbook in a file."""
    return load_workbook(BytesIO(data))


def test_requests_are_numbered_and_kept(session: Session, ref: str, ask: Ask, actor: Actor) -> None:
    first = ask(inclusions=" Men.\r\n\r\n Women. ", exclusions="Young\tpeople")
    second = ask(optional=["team"])
    assert (first.number, second.number) == (1, 2)
    assert (first.inclusions, first.exclusions) == (["Men.", "Women."], ["Young\tpeople"])
    assert (first.period_from, first.period_to, first.author) == (*PERIOD, actor.name)
    assert first.columns == [column.key for column in COLUMNS]
    assert [column.key for column in second.asked() if not column.needed] == ["team"]
    assert list_requests(session, ref) == [second, first]
    assert get_request(session, ref, 1) == first
    assert list_requests(session, "noise-2016") == []
    with pytest.raises(NotThere, match="no case list request 1"):
        get_request(session, "noise-2016", 1)
    event = access_log.events(session, ref)[-1]
    assert (event.action, event.subject, event.detail) == ("cases.request", "request 2", {})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"period": (date(2016, 4, 1), date(2016, 3, 31))}, "The period ends before it begins"),
        ({"inclusions": "x" * 4_001}, "can have 4,000 characters"),
        ({"exclusions": "x" * 4_001}, "can have 4,000 characters"),
        ({"optional": ["crn"]}, "“crn” is not a column that can be left out"),
        ({"ref": "nowhere"}, "no inspection"),
    ],
)
def test_a_request_that_is_none_is_refused(
    session: Session, ref: str, ask: Ask, changes: dict[str, Any], message: str
) -> None:
    events = len(access_log.events(session))
    with pytest.raises(UserError, match=message):
        ask(**changes)
    assert list_requests(session, ref) == []
    assert len(access_log.events(session)) == events


def test_the_form_that_comes_back_is_imported_as_it_is(
    session: Session, actor: Actor, clock: Clock, ref: str, ask: Ask
) -> None:
    book = opened(form_of(session, ask(optional=["team"]), ref))
    sheet = book["Cases"]
    columns = [column.key for column in COLUMNS if column.needed or column.key == "team"]
    assert [cell.value for cell in sheet[3]] == [
        column.heading for column in COLUMNS if column.key in columns
    ]
    for line, person in enumerate((row(4), row(5, gender="Female")), 4):
        for place, key in enumerate(columns, 1):
            sheet.cell(line, place).value = person[key]
    sheet.cell(5, columns.index("start_date") + 1).value = date(2015, 6, 1)
    filled = BytesIO()
    book.save(filled)

    result = import_cases(
        session, actor, clock, ref=ref, filename="filled.xlsx", data=filled.getvalue(), as_at=PERIOD[1]
    )
    assert (result.rows, result.eligible, result.problems) == (2, 2, [])


def test_an_empty_form_holds_no_case(
    session: Session, actor: Actor, clock: Clock, ref: str, ask: Ask
) -> None:
    with pytest.raises(UserError, match="There is no case in the row below the headings"):
        import_cases(
            session, actor, clock,
            ref=ref, filename="empty.xlsx", data=form_of(session, ask(), ref), as_at=PERIOD[1],
        )  # fmt: skip


def test_the_form_says_what_is_asked_and_offers_the_values(session: Session, ref: str, ask: Ask) -> None:
    book = opened(form_of(session, ask(inclusions="Men.\nWomen.", exclusions="=Nobody"), ref))
    assert book.sheetnames == ["Instructions", "Cases", "Values"]
    lines = [cell.value for cell in book["Instructions"]["A"]]
    assert lines[:5] == [
        "Case list request: north-2016",
        "Please list every case of the period 1 January 2016 to 31 March 2016, both days included.",
        "Include: Men.",
        "Include: Women.",
        "Leave out: =Nobody",
    ]
    told = {cells[0]: cells[1:3] for cells in book["Instructions"].iter_rows(min_row=10, values_only=True)}
    assert told["CRN"][0] == "Yes"
    assert told["Office"][0] == "If you have it"
    assert told["Gender"][1] == "As recorded. Choose one of the values in the sheet Values."

    cases = book["Cases"]
    offered = {}
    for offer in cases.data_validations.dataValidation:
        heading = cases.cell(3, next(iter(offer.sqref.ranges)).min_col).value
        cells = book["Values"][offer.formula1.split("!")[1].replace("$", "")]
        assert {line[0].offset(0, -1).value for line in cells} == {heading}
        offered[heading] = [line[0].value for line in cells]
    assert offered["Gender"] == ["Female", "Male"]
    assert offered["Risk of Serious Harm classification"] == ["RLRH", "RMRH", "RHRH", "RVRH"]
    assert offered["Case/sentence type"][:2] == ["ORA Community Order", "ORA Suspended Sentence Order"]
    assert set(offered) == {"Gender", "Risk of Serious Harm classification", "Case/sentence type"}


def test_the_form_is_accessible(session: Session, ref: str, ask: Ask) -> None:
    data = form_of(session, ask(), ref)
    assert data == form_of(session, get_request(session, ref, 1), ref)
    book = opened(data)
    for sheet in book:
        assert sheet["A1"].value
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == (None, None)
        assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"
    assert book.active.title == "Instructions"
    assert book.properties.title == "Case list request 1: north-2016"
    assert book.properties.language == "en-GB"
