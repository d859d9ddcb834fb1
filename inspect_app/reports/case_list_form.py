"""The form that an inspected body fills in with its cases; what comes back imports without more ado."""

from typing import TYPE_CHECKING

from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.fieldwork.request_cases import CaseListRequest
from inspect_app.questionnaire.model import Definition
from inspect_app.reports.design import Design
from inspect_app.reports.sheets import SheetContent
from inspect_app.reports.wording import long_date
from inspect_app.reports.xlsx import add_sheet, new_book, save, writable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CASES, VALUES = "Cases", "Values"
ROWS_OFFERED = 100_000
"""Rows below the headings in which a column with fixed values offers them."""
WIDTH = 24
A_DATE = "A date, as a date cell or as dd/mm/yyyy."

ABOUT = {
    "family_name": "The family name. Put an asterisk (*) before it if the record is restricted.",
    "first_names": "All first names. Put an asterisk (*) before them if the record is restricted.",
    "date_of_birth": A_DATE,
    "gender": "As recorded.",
    "sentence_type": "The type of the sentence or of the case.",
    "crn": "The case reference number. Each row needs a CRN or a PNC.",
    "pnc": "The Police National Computer number.",
    "rosh": "The current classification.",
    "start_date": A_DATE,
    "terminated": "Whether the order or licence has ended.",
    "cluster": "The cluster that the case belongs to.",
    "ldu": "The local delivery unit that the case belongs to.",
    "team": "The team of the responsible officer.",
    "officer": "The full name of the responsible officer, written alike in all their cases.",
    "manager": "The manager of the responsible officer.",
    "office": "The office where the person reports.",
}
"""What is to be entered in each column."""


def make_case_list_form(request: CaseListRequest, inspection: InspectionView, design: Design) -> bytes:
    """The XLSX file: instructions, an empty sheet for the cases, and the values that columns accept."""
    values = accepted_values(request, inspection.definition)
    book = new_book(design.workbook.font)
    add_sheet(book, _instructions(request, inspection, values), MARKING)
    cases = add_sheet(book, _cases(request, inspection), MARKING)
    if values:
        add_sheet(book, _values(request, values), MARKING)
        _offer_values(cases, request, values)
    _set_properties(book, request, inspection, design)
    return save(book)


def accepted_values(request: CaseListRequest, definition: Definition) -> dict[str, list[str]]:
    """The values that a column accepts, by its key, for the columns that don't take any text."""
    found: dict[str, list[str]] = {}
    for attribute in definition.attributes:
        if attribute.options and attribute.column in request.columns:
            names = [code for option in attribute.options for code in option.codes or (str(option.label),)]
            found[attribute.column] = names
    return found


def _instructions(
    request: CaseListRequest, inspection: InspectionView, values: dict[str, list[str]]
) -> SheetContent:
    first, last = (long_date(day.isoformat()) for day in (request.period_from, request.period_to))
    lines = (
        f"Please list every case of the period {first} to {last}, both days included.",
        *(f"Include: {paragraph}" for paragraph in request.inclusions),
        *(f"Leave out: {paragraph}" for paragraph in request.exclusions),
        f"Enter the cases in the sheet {CASES}, one in each row, from the row below the headings on.",
        "Leave no row empty between them: an empty row ends the list.",
        "Don’t change the headings, and keep the file as an XLSX workbook.",
        f"The file is {MARKING} once it is filled in. Send it only in the way that was agreed.",
    )
    rows = tuple(
        (
            column.heading,
            "Yes" if column.needed else "If you have it",
            f"{ABOUT[column.key]} Choose one of the values in the sheet {VALUES}."
            if column.key in values
            else ABOUT[column.key],
        )
        for column in request.asked()
    )
    headings = ("Column", "Needed", "What to enter")
    return SheetContent(
        "Instructions", f"Case list request: {inspection.title}", lines, headings, (44, 20, 90), rows
    )


def _cases(request: CaseListRequest, inspection: InspectionView) -> SheetContent:
    headings = tuple(column.heading for column in request.asked())
    lines = ("Enter one case in each row below the headings. The sheet Instructions says how.",)
    empty = ("",) * len(headings)  # a table needs a row, which the first case then fills
    return SheetContent(
        CASES, f"Cases: {inspection.title}", lines, headings, (WIDTH,) * len(headings), (empty,)
    )


def _values(request: CaseListRequest, values: dict[str, list[str]]) -> SheetContent:
    rows = tuple((column.heading, name) for column in request.asked() for name in values.get(column.key, ()))
    return SheetContent(VALUES, "Values that columns accept", (), ("Column", "Value"), (44, 50), rows)


def _offer_values(cases: "Worksheet", request: CaseListRequest, values: dict[str, list[str]]) -> None:
    """Lets the cells of a column with fixed values offer them, from their rows in the sheet of values."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    first = 3  # below the title and the headings
    for place, column in enumerate(request.asked(), 1):
        if column.key not in values:
            continue
        last = first + len(values[column.key]) - 1
        offer = DataValidation("list", formula1=f"'{VALUES}'!$B${first}:$B${last}", allow_blank=True)
        offer.showErrorMessage = True
        offer.errorTitle, offer.error = (
            column.heading[:32],
            f"Choose one of the values in the sheet {VALUES}.",
        )
        letter = get_column_letter(place)
        offer.add(f"{letter}4:{letter}{ROWS_OFFERED + 3}")
        cases.add_data_validation(offer)
        first = last + 1


def _set_properties(
    book: "Workbook", request: CaseListRequest, inspection: InspectionView, design: Design
) -> None:
    about = book.properties
    about.title = writable(f"Case list request {request.number}: {inspection.title}")
    about.subject = writable(inspection.ref)
    about.creator = about.lastModifiedBy = design.workbook.creator
    about.language = "en-GB"
    about.created = about.modified = request.made_at.replace(tzinfo=None, microsecond=0)
