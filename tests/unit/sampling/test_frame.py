from datetime import date

import pytest

from inspect_app.sampling.columns import COLUMNS, column_of
from inspect_app.sampling.frame import FrameRow, ListRow, clean, fold, frame_hash, parse_date, typed
from inspect_app.sampling.long_list import check_list
from tests.unit.sampling.lists import DEFINITION, row

AS_AT = date(2016, 3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04/03/2015", date(2015, 3, 4)),
        (" 4/3/2015 ", date(2015, 3, 4)),
        ("2015-03-04", date(2015, 3, 4)),
        ("29/02/2016", date(2016, 2, 29)),
        ("29/02/2015", None),
        ("31/02/2015", None),
        ("00/00/0000", None),
        ("04/03/15", None),
        ("04.03.2015", None),
        ("04/03/0215", None),
        ("31/12/1899", None),
        ("01/01/1900", date(1900, 1, 1)),
        ("42067", None),
        ("TBC", None),
        ("", None),
        ("٠٤/٠٣/٢٠١٥", None),
    ],
)
def test_a_date_is_real_and_written_in_full(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Family\nname", "family_name"),
        ("First  name(s)", "first_names"),
        ("Case/sentence type\n[Licence] [Community Order]", "sentence_type"),
        ("Risk of Serious Harm [RoSH]\nClassification", "rosh"),
        ("Date of sentence or\nrelease on licence", "start_date"),
        ("Team\n(as recorded on nDelius)", "team"),
        ("RESPONSIBLE  OFFICER", "officer"),
        ("Surname", "family_name"),
        ("date_of_birth", "date_of_birth"),
        ("start_date", "start_date"),
        ("Shoe size", None),
        ("[hint only]", None),
        ("", None),
    ],
)
def test_headings_are_known_however_they_are_laid_out(heading: str, key: str | None) -> None:
    column = column_of(heading)
    assert (column.key if column else None) == key


def test_no_two_columns_share_a_heading() -> None:
    for column in COLUMNS:
        for name in (column.key, column.heading, *column.others):
            assert column_of(name) == column


def test_text_is_cleaned_and_folded() -> None:
    assert clean("  Ren\u0065\u0301e \n  Ash\u00a0") == "Renée Ash"
    assert clean("a\0b") == "a b"
    assert fold(" STRASSE ") == fold("Straße")


def one(line: ListRow) -> FrameRow:
    """A row made typed."""
    (found,) = typed([line], DEFINITION)
    return found


def test_attributes_are_resolved_by_code_label_or_value_without_regard_to_case_and_spaces() -> None:
    assert one(row(3, rosh=" rlrh ")).attributes["rosh"] == "low"
    assert one(row(3, rosh="LOW")).attributes["rosh"] == "low"
    assert one(row(3, rosh="Medium")).attributes["rosh"] == "medium"
    assert "rosh" not in one(row(3, rosh="")).attributes
    assert one(row(3, cluster=" North  East ")).attributes["cluster"] == "North East"
    assert "cluster" not in one(row(3, cluster="")).attributes


def test_a_stratum_is_known_when_all_attributes_are() -> None:
    assert one(row(3)).stratum == "men_low"
    assert one(row(3, gender="F", rosh="medium")).stratum == "women"
    assert one(row(3, rosh="medium")).stratum is None
    assert one(row(3, gender="F", rosh="")).stratum is None


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"crn": " x 123 "}, "crn:X123", "crn"),
        ({"crn": "", "pnc": "1999/1a"}, "pnc:1999/1A", "pnc"),
        ({"crn": "", "pnc": ""}, '["person","ash","vik 3","1980-03-04"]', "family_name"),
        ({"crn": "", "pnc": "", "date_of_birth": ""}, None, "family_name"),
        ({"crn": "", "pnc": "", "first_names": ""}, None, "family_name"),
    ],
)
def test_a_case_is_known_by_crn_or_else_pnc_or_else_name_and_birth(
    cells: dict[str, str], key: str | None, column: str
) -> None:
    found = one(row(3, **cells))
    assert (found.key, found.key_column()) == (key, column)


def test_the_frame_hash_follows_what_a_draw_depends_on_and_not_the_order() -> None:
    rows = [row(3), row(4, gender="Female"), row(5)]

    def hashed(*changed: object) -> str:
        return frame_hash(check_list(changed or rows, DEFINITION, AS_AT).frame)  # type: ignore[arg-type] # rows only

    renumbered = [row(9, **rows[2].cells), row(8, **rows[0].cells), row(7, **rows[1].cells)]
    assert frame_hash(check_list(renumbered, DEFINITION, AS_AT).frame) == hashed()
    assert hashed(rows[0], rows[1]) != hashed()
    assert hashed(rows[0], rows[1], row(5, officer="Officer N2")) != hashed()
    assert hashed(rows[0], rows[1], row(5, manager="Manager Z")) == hashed()
