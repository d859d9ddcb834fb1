import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
import python_calamine

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from inspect_app.reports.design import find_design
from inspect_app.reports.edition import short_hash
from inspect_app.reports.workbook import make_workbook
from tests.samples import sample_snapshot
from tests.unit.reports.published_workbook import MAIN, faults, parts

DESIGN = find_design()
SNAPSHOT = sample_snapshot()


@pytest.fixture(scope="module")
def data() -> bytes:
    return make_workbook(SNAPSHOT, DESIGN)


def read(data: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table(rows: list[list[Any]], first_heading: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table, each by its headings."""
    start = next(n for n, row in enumerate(rows) if row[0] == first_heading)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def notes_of(name: str, sheets: dict[str, list[list[Any]]]) -> list[str]:
    """What the notes marked in the title of a sheet say on the sheet of notes."""
    meanings = dict(sheets["Notes"])
    return [meanings[mark] for mark in re.findall(r"\[note \d+\]", sheets[name][0][0])]


def test_it_keeps_the_rules_of_publication(data: bytes) -> None:
    assert list(faults(data)) == []


def test_the_rules_also_hold_for_an_edition_with_small_numbers_suppressed() -> None:
    public = edition(SNAPSHOT, 10)
    data = make_workbook(public, DESIGN)
    assert list(faults(data)) == []
    rows = table(read(data)["1 Screening and plan"], "Question")
    absent = next(row for row in rows if row["Answer or statistic"] == "Absent")
    assert (absent["Cases"], absent["Per cent"]) == ("[c]", "[c]")


def test_a_workbook_of_rounded_counts_says_so_on_its_cover_and_on_each_sheet() -> None:
    sheets = read(make_workbook(edition(SNAPSHOT, Disclosure(10, 5, secondary=False)), DESIGN))
    said = "Small numbers: counts from 1 to 9 are suppressed; counts are rounded to the nearest 5."
    assert any(said in str(row[0]) for row in sheets["Cover"])
    lines = notes_of("1 Screening and plan", sheets)
    assert "Counts from 1 to 9 are suppressed." in lines
    assert "Counts are rounded to the nearest 5; per cents are of rounded counts." in lines
    rows = table(sheets["Key questions"], "Question")
    assert {row["Cases"] % 5 for row in rows if row["Cases"] != "[c]"} == {0}


def test_every_figure_is_the_snapshot_s(data: bytes) -> None:
    sheets = read(data)
    for name, id_ in (("1 Screening and plan", "section.planning"), ("Key questions", "key_questions")):
        rows = table(sheets[name], "Question")
        for row, source in zip(rows, SNAPSHOT.table(id_).rows, strict=True):
            cell = source.cells[0]
            label = "Judged sufficient" if source.label == source.question_text else source.label
            assert (row["Question"], row["Answer or statistic"]) == (source.question_text, label)
            assert (row["Cases"], row["Out of"]) == (cell.numerator, cell.denominator)
            assert row["Per cent"] == (cell.per_cent if source.measure == "share" else "[z]")
            assert (row["Not applicable"], row["Not asked"]) == (cell.not_applicable, cell.not_asked)


def test_counts_and_per_cents_are_numbers_not_texts(data: bytes) -> None:
    rows = table(read(data)["2 Release & public protection"], "Question")
    assert rows[-1]["Cases"] == 52
    assert isinstance(rows[-1]["Cases"], float | int)
    assert rows[-1]["Per cent"] == 61


def test_a_breakdown_has_three_figures_for_each_group(data: bytes) -> None:
    first, second = table(read(data)["By risk of serious harm"], "Question")
    assert (first["Low: cases"], first["Low: out of"], first["Low: per cent"]) == (25, 30, 83)
    assert (second["Not recorded: cases"], second["Not recorded: per cent"]) == (0, "[x]")


def test_the_contents_lead_to_every_sheet(data: bytes) -> None:
    listed = [row["Sheet"] for row in table(read(data)["Contents"], "Sheet")]
    assert listed == list(read(data))[2:]
    contents = list(parts(data, "worksheets").values())[1]
    assert [link.get("location") for link in contents.iter(f"{MAIN}hyperlink")] == [
        f"'{n}'!A1" for n in listed
    ]


def test_the_cover_says_what_this_is_and_that_it_is_synthetic(data: bytes) -> None:
    cover = [row[0] for row in read(data)["Cover"]]
    assert cover[0] == "Sample inspection: findings"
    assert any(line.startswith("Synthetic data.") for line in cover)
    assert any(short_hash(SNAPSHOT) in line for line in cover)
    assert "Handling: OFFICIAL-SENSITIVE." in cover


def test_the_cover_says_how_many_cases_were_withdrawn(data: bytes) -> None:
    withdrawn = replace(SNAPSHOT, cases=replace(SNAPSHOT.cases, withdrawn=2))
    cover = [str(row[0]) for row in read(make_workbook(withdrawn, DESIGN))["Cover"]]
    assert any("86 of 89; withdrawn: 2." in line for line in cover)
    assert not any("withdrawn" in str(row[0]) for row in read(data)["Cover"])


def test_every_sheet_of_figures_says_that_it_is_synthetic(data: bytes) -> None:
    for name, rows in list(read(data).items())[3:]:
        assert "Synthetic data." in rows[1][0], name
    real = replace(SNAPSHOT, inspection=replace(SNAPSHOT.inspection, synthetic=False))
    assert "Synthetic" not in str(read(make_workbook(real, DESIGN)))


def test_rows_are_as_high_as_their_longest_text() -> None:
    long = "Was enough done to help the person towards work, training or education? " * 3
    sheet = list(parts(make_workbook(renamed(long), DESIGN), "worksheets").values())[7]
    heights = [float(row.get("ht", 0)) for row in sheet.iter(f"{MAIN}row") if row.get("ht")]
    assert min(heights) >= 16
    assert max(heights) >= 4 * 16


def test_every_printed_sheet_carries_the_marking_twice(data: bytes) -> None:
    for sheet in parts(data, "worksheets").values():
        assert (
            sheet.findtext(f".//{MAIN}oddHeader")
            == sheet.findtext(f".//{MAIN}oddFooter")
            == "&COFFICIAL-SENSITIVE"
        )


def test_the_same_snapshot_gives_the_same_bytes(data: bytes) -> None:
    assert make_workbook(sample_snapshot(), find_design()) == data


def test_another_snapshot_gives_other_bytes(data: bytes) -> None:
    assert make_workbook(replace(SNAPSHOT, as_at=None), DESIGN) != data


def renamed(title: str) -> Snapshot:
    """The sample with one question's text, one section and the inspection given that title."""
    rows = tuple(replace(row, question_text=title) for row in SNAPSHOT.tables[0].rows)
    tables = (replace(SNAPSHOT.tables[0], title=title, rows=rows), *SNAPSHOT.tables[1:])
    return replace(
        SNAPSHOT, tables=tables, inspection=replace(SNAPSHOT.inspection, title=title, synthetic=False)
    )


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)"])
def test_no_text_becomes_a_formula(text: str) -> None:
    data = make_workbook(renamed(text), DESIGN)
    assert list(faults(data)) == []
    rows = next(rows for name, rows in read(data).items() if name.startswith("1 "))
    assert {row["Question"] for row in table(rows, "Question")} == {text}


def test_characters_that_xml_forbids_are_left_out_and_others_kept() -> None:
    data = make_workbook(renamed("a\x00b\x0b <&> ŵ"), DESIGN)
    assert read(data)["Cover"][0] == ["ab <&> ŵ: findings"]


def test_long_and_equal_names_become_names_a_sheet_can_have() -> None:
    long = "Employment/training: and education, at some length [draft]?"
    tables = tuple(replace(t, title=long) for t in SNAPSHOT.tables if t.kind == "section")
    sheets = tuple(
        sheet.model_copy(update={"name": "{table}"})
        for sheet in DESIGN.workbook.sheets
        if sheet.source == "section"
    )
    design = DESIGN.model_copy(update={"workbook": DESIGN.workbook.model_copy(update={"sheets": sheets})})
    data = make_workbook(replace(SNAPSHOT, tables=tables), design)
    assert list(faults(data)) == []
    assert list(read(data))[3:] == ["Employment training and educati", "Employment training and educa 2"]


def test_the_checker_sees_what_is_wrong(data: bytes) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "xl/worksheets/sheet4.xml":
                text = text.replace(
                    "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
                )
                text = text.replace('<row r="2"', '<row r="99" hidden="1"')
            text = text.replace('name="Standard"', 'name="Rating"')
            text = re.sub(r"<(/?)dc:creator", r"<\1dc:description", text)
            target.writestr(name, text)
    assert {fault.split(" ", 1)[1] for fault in faults(broken.getvalue())} >= {
        "has a mergeCell", "hides something", "has a blank row", "has headings that are empty or alike",
        "document has no dc:creator",
    }  # fmt: skip


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with one change in one of its files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for each in source.infolist():
            text = source.read(each).decode()
            assert old in text or each.filename != name
            target.writestr(each, text.replace(old, new) if each.filename == name else text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("xl/tables/table3.xml", 'ref="A3:', 'ref="B3:', "the table doesn't begin in column A"),
        ("xl/tables/table3.xml", 'ref="A3:', 'ref="A4:', "something stands beside, below or in the way of"),
        ("xl/worksheets/sheet4.xml", "<sheetView ", '<sheetView topLeftCell="C9" ', "doesn't open at A1"),
        ("xl/worksheets/sheet4.xml", 'sqref="A1"', 'sqref="B2"', "doesn't open at A1"),
        ("xl/worksheets/sheet4.xml", "<t>[x]</t>", "<t>[y]</t>", "[y], which the notes don't explain"),
        ("xl/worksheets/sheet4.xml", "<t>[x]</t>", "<t>..</t>", "'..' among numbers"),
        ("xl/worksheets/sheet8.xml", "plan [note 1]", "plan", "[note 1] is marked nowhere"),
        ("xl/worksheets/sheet2.xml", "<t>Sample</t>", "<t>Simple</t>", "contents don't list the sheets"),
        ("xl/workbook.xml", 'activeTab="0"', 'activeTab="2"', "doesn't open at its first sheet"),
    ],
)
def test_the_checker_sees_each_single_fault(data: bytes, name: str, old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in faults(changed(data, name, old, new)))


def test_notes_are_numbered_once_and_in_the_order_of_the_sheets(data: bytes) -> None:
    sheets = read(data)
    assert sheets["1 Screening and plan"][0][0] == "Screening and plan [note 1]"
    assert notes_of("1 Screening and plan", sheets) == list(SNAPSHOT.tables[0].notes)
    assert notes_of("2 Release & public protection", sheets) == []


def test_every_published_figure_stands_in_one_long_table(data: bytes) -> None:
    rows = table(read(data)["Every figure"], "About")
    cells = sum(len(row.cells) for each in SNAPSHOT.tables for row in each.rows)
    assert len(rows) == cells + len(SNAPSHOT.ratings) + 1 + 5 * 2
