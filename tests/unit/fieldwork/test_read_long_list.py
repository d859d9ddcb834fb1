from collections.abc import Sequence
from datetime import date, datetime

import pytest

from inspect_app.fieldwork.read_long_list import HeadingsNotKnown, read_headings, read_long_list
from inspect_app.questionnaire.problems import UserError
from tests.unit.fieldwork.files import HEADINGS, KEYS, cells, csv_text, xlsx
from tests.unit.sampling.lists import row

BANNER = ["OFFICIAL-SENSITIVE"]
ONE, TWO = cells(row(3)), cells(row(4, first_names="Zoë", officer="García"))


def without(column: str, line: Sequence[object]) -> list[object]:
    """A line that lacks one of its cells."""
    return [cell for key, cell in zip(KEYS, line, strict=True) if key != column]


def test_the_list_is_found_below_its_banner() -> None:
    rows = read_long_list(xlsx([BANNER, HEADINGS, ONE, TWO]))
    assert [each.number for each in rows] == [3, 4]
    assert rows[0].cells == row(3).cells
    assert rows[1]["first_names"] == "Zoë"


def test_headings_hold_breaks_hints_and_spaces_and_stand_in_any_order() -> None:
    headings = [heading.upper().replace(" ", " \n ") + " [hint]" for heading in HEADINGS][::-1]
    (found,) = read_long_list(xlsx([headings, ONE[::-1]]))
    assert found.cells == row(3).cells


def test_dates_numbers_and_spaces_become_text() -> None:
    line: dict[str, object] = dict(zip(KEYS, ONE, strict=True))
    line |= {"start_date": date(2015, 3, 4), "date_of_birth": datetime(1980, 12, 31, 8, 30), "crn": 12345}  # noqa: DTZ001 - a spreadsheet has no zones
    line |= {"cluster": " North \n East ", "team": 1.5, "office": True}
    (found,) = read_long_list(xlsx([HEADINGS, list(line.values())]))
    expected = ["04/03/2015", "31/12/1980", "12345", "North East", "1.5", "True"]
    keys = ["start_date", "date_of_birth", "crn", "cluster", "team", "office"]
    assert [found[key] for key in keys] == expected


def test_rows_are_numbered_as_the_spreadsheet_shows_them_though_empty_ones_come_first() -> None:
    indented: list[list[object]] = [["", *line] for line in (HEADINGS, ONE, TWO)]
    rows = read_long_list(xlsx([[], [], *indented]))
    assert [(each.number, each["first_names"]) for each in rows] == [(4, ONE[1]), (5, "Zoë")]


def test_the_list_ends_at_the_first_empty_row() -> None:
    empty: list[object] = [""] * 16
    note = ["", "Notes below the list are not cases", "nor", "these"]
    rows = read_long_list(xlsx([HEADINGS, ONE, ["", *TWO[1:]], empty, note, TWO]))
    # the row without its first cell is in the list; the case below the end is kept apart by its number
    assert [(each.number, each["family_name"]) for each in rows] == [(2, "Ash"), (3, ""), (6, "Ash")]


def test_optional_columns_may_be_missing_and_strange_ones_are_passed_over() -> None:
    rows = [["Shoe size", *without("office", HEADINGS)], ["9", *without("office", ONE)]]
    (found,) = read_long_list(xlsx(rows))
    assert found["office"] == ""
    assert found["manager"] == "Manager N"


STRANGE = ["Nachname", "Vorname", "Geboren", "Sexe", "Straf", "Akte", "PNC", "Gefahr", "Seit", "Ende",
           "Gebiet", "Amt", "Gruppe", "Wer", "Officer", "Haus"]  # fmt: skip
OWN = dict(zip(map(str.casefold, STRANGE), KEYS, strict=True)) | {"pnc": "pnc", "officer": "manager"}


def test_headings_that_somebody_gave_a_column_are_known() -> None:
    for data in (xlsx([BANNER, STRANGE, ONE]), csv_text([BANNER, STRANGE, ONE], ";").encode()):
        with pytest.raises(HeadingsNotKnown, match="No heading row was found"):
            read_long_list(data)
        (found,) = read_long_list(data, OWN)
        assert (found.number, found.cells) == (3, row(3).cells)


def test_a_heading_may_be_given_another_column_than_its_usual_one_or_none() -> None:
    data = xlsx([[*HEADINGS, "Surname"], [*ONE, "Elm"]])
    assert read_long_list(data, {"family name": ""})[0]["family_name"] == "Elm"
    assert read_long_list(data, {"surname": ""})[0]["family_name"] == "Ash"


def test_the_headings_of_a_file_are_told_with_the_columns_they_stand_for() -> None:
    for data in (xlsx([BANNER], [BANNER, STRANGE, ONE]), csv_text([BANNER, STRANGE, ONE], ";").encode()):
        found = read_headings(data)
        assert [each.text for each in found] == STRANGE
        assert [each.column for each in found if each.column] == ["pnc", "officer"]
        assert [each.column for each in read_headings(data, OWN)] == [
            OWN[text.casefold()] for text in STRANGE
        ]
    half = ["Family name", "", "CRN", "What's this?", "PNC", "Shoe size", "DoB"]
    assert [each.column for each in read_headings(xlsx([BANNER, half, ONE]))] == [
        "family_name", "crn", None, "pnc", None, "date_of_birth",
    ]  # fmt: skip


def test_a_file_without_headings_has_none_to_tell() -> None:
    for rows in ([[]], [BANNER, ["a", "b", "c"]]):
        with pytest.raises(UserError, match="No heading row was found"):
            read_headings(xlsx(rows))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_comes_in_several_spellings(encoding: str, delimiter: str) -> None:
    rows = read_long_list(csv_text([BANNER, HEADINGS, ONE, TWO], delimiter).encode(encoding))
    assert [(each.number, each["officer"]) for each in rows] == [(3, "Officer N1"), (4, "García")]


def test_a_line_break_in_a_csv_cell_does_not_shift_the_row_numbers() -> None:
    headings = [heading.replace(" ", "\n") for heading in HEADINGS]
    rows = read_long_list(csv_text([headings, ONE, [], [], TWO]).encode())
    assert [each.number for each in rows] == [2, 5]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([BANNER, ["Something", "else"]], "No heading row was found"),
        ([[]], "No heading row was found"),
        ([HEADINGS], "There is no case in the row below the headings"),
        ([HEADINGS, [], ONE], "There is no case in the row below the headings"),
        ([[*HEADINGS, "Surname"], ONE], "more than one column for: Family name. Keep one"),
        (
            [[heading for heading in HEADINGS if heading not in ("CRN", "PNC")], ONE],
            "no column for: CRN, PNC. Add it, or say which heading stands for it, and",
        ),
    ],
)
def test_what_is_no_list_is_refused(rows: list[list[object]], message: str) -> None:
    for data in (xlsx(rows), csv_text(rows).encode()):
        with pytest.raises(UserError, match=message):
            read_long_list(data)


def test_one_visible_list_is_enough_and_two_are_too_many() -> None:
    good = [HEADINGS, ONE]
    assert len(read_long_list(xlsx([BANNER], good))) == 1
    assert len(read_long_list(xlsx(good, good, hidden=True))) == 1
    with pytest.raises(UserError, match=r"More than one sheet holds a long list \(Sheet 1, Sheet 2\)"):
        read_long_list(xlsx(good, good))
