"""Refuses a workbook that can't be read safely, before anything parses it."""

import re
import zipfile
import zlib
from io import BytesIO

from inspect_app.questionnaire.problems import UserError

OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MOST_PARTS = 2_000
MOST_UNPACKED = 500_000_000
"""Bytes; a long list of 100,000 rows unpacks to about a fifth of this."""
MOST_UNPACKED_PER_BYTE = 100
SMALL = 20_000_000
"""Bytes that may be unpacked whatever the ratio: short workbooks pack very well."""
MOST_CELLS = 30_000_000
"""Cells of the rectangle round all of a sheet's cells, because readers reserve room for it."""
LONGEST_TAG = 1_000_000
"""Bytes from one tag to the next; the longest text of a cell is far shorter."""

USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How XLSX files are packed; of the other ways the library unpacks a block whole, however large."""

_CHUNK = 1_000_000
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row|(c))(?=[\s/>])(?:[^<]*?\sr\s*=\s*[\"']([A-Za-z]*)([0-9]+)[\"'])?"
)
_ENCRYPTED_FLAG = 0x1
_ALPHABET_BEFORE_A = 64
_LETTERS = 26

ENCRYPTED = "The file is protected by a password. Save a copy of it without one and import that."
BROKEN = "The file is damaged and can't be read. Save it anew as XLSX and import that."
TOO_MUCH = "The file unpacks to far more than a list holds. Save only the list as XLSX or CSV."


def check_old_format(data: bytes) -> None:
    """Refuse an OLE compound file, which is either an encrypted workbook or one of the format before 2007."""
    if not data.startswith(OLD_FORMAT):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UserError(ENCRYPTED)
    raise UserError(
        "The file is in an old format (.xls or the like). Save it as XLSX or CSV and import that."
    )


def check_workbook(data: bytes) -> None:
    """Refuse a ZIP file that is no XLSX, is encrypted or damaged, or unpacks to more than a list can need."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _check_ratio(sum(part.file_size for part in parts), len(data))
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, zlib.error):
        raise UserError(BROKEN) from None


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise UserError(ENCRYPTED)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= {part.filename for part in parts}:
        raise UserError("The file is not an XLSX workbook. Save the list as XLSX or CSV and import that.")
    if any(part.compress_type not in USUAL for part in parts):
        raise UserError(BROKEN)
    if len(parts) > MOST_PARTS:
        raise UserError(TOO_MUCH)


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL, packed * MOST_UNPACKED_PER_BYTE):
        raise UserError(TOO_MUCH)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part once, in chunks: more than it declares is damage, and far-off cells are too much."""
    extent = _Extent()
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if part.filename.endswith(".xml"):
                text = rest + chunk
                cut = max(text.rfind(b"<"), 0)
                extent.widen(text[:cut])
                rest = text[cut:]
            if len(rest) > LONGEST_TAG + _CHUNK or extent.cells() > MOST_CELLS:
                raise UserError(TOO_MUCH)
    extent.widen(rest)
    if extent.cells() > MOST_CELLS:
        raise UserError(TOO_MUCH)


class _Extent:
    """How far down and across the rows and cells of a sheet reach, whether they say where they are or not."""

    def __init__(self) -> None:
        self.rows = self.columns = self._row = self._column = 0

    def cells(self) -> int:
        return self.rows * self.columns

    def widen(self, text: bytes) -> None:
        for is_cell, letters, number in _ROW_OR_CELL.findall(text):
            if is_cell:
                self._column = _column_number(letters) if letters else self._column + 1
                self.columns = max(self.columns, self._column)
            else:
                self._row, self._column = self._row + 1, 0
            if number:
                self._row = int(number)
            self.rows = max(self.rows, self._row)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - _ALPHABET_BEFORE_A
    return number
