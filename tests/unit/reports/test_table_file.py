"""A table as a file: what it says first, its cells, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import replace

from python_calamine import CalamineWorkbook

from inspect_app.findings.figures import Column, Measure, Row, Table, TableKind
from inspect_app.reports.table_file import HEADINGS, as_csv, as_xlsx
from tests.samples import date, number, sample_snapshot, share

FACTS = (("Table", "A table"), ("Filter", "=HYPERLINK(1)"), ("Data version", "abc123"))
COLUMNS = (Column("total", "All cases", 86), Column("=1+1", "=1+1", 3))


def table() -> Table:
    """Two rows in two columns, one of which is named like a formula."""
    rows = (
        Row("q.yes", "@yes", "q", "+Was it done?", Measure.SHARE, ("yes",), (share(3, 8), share(0, 0, 3))),
        Row(
            "n.mean",
            "Mean",
            "n",
            "How many?",
            Measure.MEAN,
            (),
            (number("12.5", (25, 2)), date("2016-06-06")),
        ),
    )
    return Table("t", "A table", TableKind.DEFINED, None, None, "ldu", COLUMNS, rows)


def test_a_csv_file_says_first_what_it_is_of() -> None:
    data = as_csv(table(), FACTS)
    assert data.startswith(b"Table,A table\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    assert rows[:5] == [
        ["Table", "A table"],
        ["Filter", "'=HYPERLINK(1)"],
        ["Data version", "abc123"],
        [],
        list(HEADINGS),
    ]
    lines = [dict(zip(HEADINGS, row, strict=True)) for row in rows[5:]]
    assert [line["Column"] for line in lines] == ["All cases", "'=1+1"] * 2
    assert (lines[0]["Question"], lines[0]["Answer"]) == ("'+Was it done?", "'@yes")
    assert [lines[0][name] for name in ("Numerator", "Denominator", "Per cent")] == ["3", "8", "38"]
    assert (lines[1]["Per cent"], lines[1]["Why there is no figure"]) == ("", "No case was judged.")
    assert [line["Value"] for line in lines] == ["", "", "12.5", "2016-06-06"]


def test_a_sheet_has_no_formula_and_no_empty_cell() -> None:
    made = replace(sample_snapshot(), tables=(table(),))
    data = as_xlsx(made, FACTS)
    assert data == as_xlsx(made, FACTS)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "A table"
    assert sheet[1][0] == "Filter: =HYPERLINK(1)"
    first = next(place for place, row in enumerate(sheet) if row[0] == "Question")
    assert sheet[first] == list(HEADINGS)
    assert sheet[first + 2][2] == "=1+1"
    assert sheet[first + 1][4:8] == [3.0, 8.0, 38.0, "[x]"]
    assert all(value != "" for row in sheet[first:] for value in row)
