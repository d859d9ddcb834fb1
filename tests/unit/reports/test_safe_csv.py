import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.safe_csv import safe_csv

DANGEROUS = ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "+", "-", "-²"]


def test_lines_end_with_cr_lf_and_text_is_utf_8() -> None:
    assert safe_csv([("case", "answer"), ("001", "Don’t know, yet")]) == (
        'case,answer\r\n001,"Don’t know, yet"\r\n'.encode()
    )


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_calculate_is_made_harmless(text: str) -> None:
    (row,) = csv.reader(io.StringIO(safe_csv([[text]]).decode(), newline=""))
    assert row == [f"'{text}"]


@pytest.mark.parametrize("number", ["-3", "+3", "-12.5", "7", "2016-06-17"])
def test_numbers_and_dates_stay_as_they_are(number: str) -> None:
    assert safe_csv([[number]]).decode() == f"{number}\r\n"


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1), min_size=1)
)
def test_nothing_is_lost_and_nothing_begins_a_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(safe_csv(rows).decode(), newline="")))
    for row, line in zip(rows, read, strict=True):
        for text, cell in zip(row, line, strict=True):
            assert cell in (text, f"'{text}")
            assert cell == f"'{text}" or not text.startswith(("=", "@", "\t", "\r"))
