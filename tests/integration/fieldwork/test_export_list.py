"""The long list as it is exported: all rows as corrected, in their places, and logged."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.destroy_frame import destroy_frame
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.export_list import ExportedList, export_list
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.reports.long_list_file import make_long_list
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text
from tests.unit.sampling.lists import row


@pytest.fixture
def made(session: Session, actor: Actor, clock: Clock, ref: str) -> ExportedList:
    """A list of three rows below a banner, one of them corrected and one excluded."""
    rows = [row(3), row(4, family_name="=cmd"), row(5)]
    data = csv_text([["A banner"], HEADINGS, *map(cells, rows)]).encode()
    import_cases(session, actor, clock, ref=ref, filename="list.csv", data=data, as_at=date(2016, 3, 1))
    common = {"ref": ref, "reason": "Read"}
    correct_row(session, actor, clock, row=3, column="officer", value="Officer X", **common)
    exclude_row(session, actor, clock, row=5, **common)
    return export_list(session, actor, clock, ref=ref)


def test_every_row_is_there_as_corrected_and_in_its_place(made: ExportedList) -> None:
    book = load_workbook(BytesIO(make_long_list(made, MARKING)))
    about, sheet = book.worksheets
    lines = [str(cell.value) for cell in about["A"]]
    assert lines[0] == "Long list"
    assert "list as at 1 March 2016." in lines[1]
    assert lines[-1] == "Cells corrected: 1."
    assert [cell.value for cell in sheet[2]] == HEADINGS
    found = [[cell.value or "" for cell in sheet[number]] for number in (3, 4, 5)]
    assert found == [
        cells(row(3, officer="Officer X")),
        cells(row(4, family_name="=cmd")),
        cells(row(5)),
    ]
    assert sheet["A4"].data_type == "s"
    assert sheet.oddFooter.center.text == MARKING
    assert make_long_list(made, MARKING) == make_long_list(made, MARKING)


def test_that_it_was_exported_is_logged_without_a_cell(
    session: Session, ref: str, made: ExportedList
) -> None:
    event = access_log.events(session, ref)[-1]
    assert (event.action, event.subject, event.detail) == ("cases.export", "long list", {"rows": 3})
    assert len(made.rows) == 3


@pytest.mark.usefixtures("made")
def test_what_is_destroyed_is_not_exported(session: Session, actor: Actor, clock: Clock, ref: str) -> None:
    destroy_frame(session, actor, clock, ref=ref, reason="Over")
    before = len(access_log.events(session, ref))
    with pytest.raises(UserError, match="destroyed"):
        export_list(session, actor, clock, ref=ref)
    assert len(access_log.events(session, ref)) == before
