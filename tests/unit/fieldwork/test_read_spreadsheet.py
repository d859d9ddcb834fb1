import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from inspect_app.fieldwork import check_workbook, read_spreadsheet
from inspect_app.fieldwork.read_spreadsheet import read_sheets
from inspect_app.questionnaire.problems import UserError
from tests.unit.fieldwork.files import rezipped, xlsx

GOOD = xlsx([["a", "b"], ["c", "d"]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        list(read_sheets(data))
    return str(caught.value)


def sheet_with(cells: bytes) -> bytes:
    """A workbook whose sheet holds these cells."""
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return rezipped(
        GOOD,
        {SHEET: b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (namespace, cells)},
    )


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_flag(data: bytes) -> bytes:
    """The workbook with every part marked as encrypted."""
    flagged = bytearray(data)
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = flagged.find(signature)
        while at >= 0:
            flagged[at + place] |= 1
            at = flagged.find(signature, at + 4)
    return bytes(flagged)


def test_a_good_file_is_read() -> None:
    assert list(read_sheets(GOOD)) == [("Sheet 1", [["a", "b"], ["c", "d"]])]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old format"),
        (with_flag(GOOD), "protected by a password"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD[:-400] + b"\0" * 400, "damaged"),
        (rezipped(GOOD, {SHEET: b"<worksheet><sheetData><row"}), "damaged"),
        (rezipped(GOOD, {"xl/workbook.xml": b"\xff not XML"}), "damaged"),
        (zipped({"word/document.xml": b"<document/>", "[Content_Types].xml": b""}), "not an XLSX workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither an XLSX workbook nor CSV text"),
        (b"a\x81b,c", "neither an XLSX workbook nor CSV text"),
        ("Family name,CRN".encode("utf-16"), "neither an XLSX workbook nor CSV text"),
        (b'a,"' + b"b" * 200_000, "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    assert message in refusal(data)


@pytest.mark.parametrize(
    "text",
    [
        'a,b\nc,d\n"e,f\ng,h\ni,j',  # never closed
        'a,b\nc,d\n"e,f\ng,h\n"i,j',  # closed by the next stray one, four rows further down
    ],
)
def test_a_stray_quotation_mark_swallows_no_rows(text: str) -> None:
    assert "can't be read at line 5: " in refusal(text.encode())


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_CELLS_READ", 1), ("MOST_ROWS_READ", 1)], ids=["cells", "rows"]
)
def test_a_csv_file_of_very_many_cells_or_rows_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    assert list(read_sheets(b"a,b\nc,d")) == [("CSV", [["a", "b"], ["c", "d"]])]
    monkeypatch.setattr(read_spreadsheet, name, most)
    assert "far more cells than a list" in refusal(b"a,b\nc,d")


def test_a_csv_file_is_delimited_by_what_parts_its_headings() -> None:
    banner = "OFFICIAL, SENSITIVE, " + "and, so, on, " * 9
    ((_, rows),) = read_sheets(f"{banner}\nCRN;PNC;Gender;LDU\n1;2;M, or not;4".encode())
    assert rows[1:] == [["CRN", "PNC", "Gender", "LDU"], ["1", "2", "M, or not", "4"]]


def test_a_damaged_part_is_noticed_by_its_check_sum() -> None:
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        part = archive.getinfo(SHEET)
    spoilt = bytearray(GOOD)
    spoilt[part.header_offset + 60] ^= 0xFF
    assert "damaged" in refusal(bytes(spoilt))


def test_a_part_that_declares_less_than_it_holds_is_damage() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, b" " * 100_000)
    lying = stream.getvalue().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert "damaged" in refusal(lying)


def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() -> None:
    bomb = rezipped(GOOD, {"xl/media/image1.png": b"\0" * 21_000_000})
    assert len(bomb) < 100_000
    assert "unpacks to far more" in refusal(bomb)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_unpacks_without_bound_is_refused_whatever_size_it_declares(packing: int) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/bomb.xml", b" " * 100_000_000)
    lying = stream.getvalue().replace((100_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    tracemalloc.start()
    assert "damaged" in refusal(lying)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_nothing_outside_is_read_into_a_cell(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of this computer", encoding="utf-8")
    outside = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY c "own">]>'
    sheet = sheet_with(b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;&c;</t></is></c></row>')
    with zipfile.ZipFile(BytesIO(sheet)) as archive:
        text = archive.read(SHEET)
    assert "of this computer" not in said(rezipped(GOOD, {SHEET: outside.encode() + text}))


def said(data: bytes) -> str:
    """What comes of a file, be it read or refused."""
    try:
        return repr(list(read_sheets(data)))
    except UserError as error:
        return str(error)


def test_a_file_of_very_many_parts_is_refused() -> None:
    many = rezipped(GOOD, {f"xl/media/{number}": b"" for number in range(2_001)})
    assert "unpacks to far more" in refusal(many)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_spreadsheet, "MOST_BYTES", len(GOOD) - 1)
    assert "larger than 50 MB" in refusal(GOOD)


def test_a_size_that_no_ratio_excuses_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_workbook, "MOST_UNPACKED", 100)
    assert "unpacks to far more" in refusal(GOOD)


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        (b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far off</t></is></c></row>', True),
        (b'<row r="1048576"><c t="n" r=\'XFD1048576\'><v>1</v></c></row>', True),
        (b'<row r="1048576"><c r="Z1048576" s="1"/></row>', False),
        (b'<row r="99999999"><c r="A99999999"><v>1</v></c></row>', True),
        (b'<row r="1048576"><c><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row>', True),
        (b'<row r="1048576">' + b"<c/>" * 500 + b"<c><v>1</v></c></row>", True),
        (b'<row r="1048576"><c ' + b" " * 3_000 + b'note=">" r="zzz1048576"><v>1</v></c></row>', True),
        (b'<row r="1048576"><c r="A1" note="' + b" " * 3_200_000 + b'"><v>1</v></c></row>', True),
        (b'<row r="1048576" ht="12.8"></row>', False),
        (b'<row r="2000000"><c r="F2000000"><v>1</v></c></row>', True),
        (b'<row r="2"><c><v>1</v></c><c/></row><row><c r="B3"/></row>', False),
        (b'<row r="9"><c r="C9" t="inlineStr"><is><t>near</t></is></c></row>', False),
    ],
)
def test_a_cell_far_off_is_refused_because_readers_reserve_room_for_all_between(
    cell: bytes, refused: bool
) -> None:
    data = sheet_with(b'<row r="1"><c r="A1"><v>1</v></c></row>' + cell)
    if refused:
        assert "unpacks to far more" in refusal(data)
    else:
        assert len(list(read_sheets(data))) == 1


def test_a_cell_far_off_is_seen_across_a_chunk_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_workbook, "_CHUNK", 50)
    data = sheet_with(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far off</t></is></c></row>')
    assert "unpacks to far more" in refusal(data)
