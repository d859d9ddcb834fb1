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
MOST_CELLS = 10_000_000
"""Cells of the rectangle round what a sheet holds, because readers reserve room for all of it."""

_CHUNK = 1_000_000
_LONGEST_TAG = 200
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]{0,100}?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>]{0,80}(?<!/)>")
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
    if len(parts) > MOST_PARTS:
        raise UserError(TOO_MUCH)


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL, packed * MOST_UNPACKED_PER_BYTE):
        raise UserError(TOO_MUCH)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part once, in chunks: more than it declares is damage, and far-off cells are too much."""
    rows = columns = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if part.filename.endswith(".xml"):
                for cell in _CELL.finditer(tail + chunk):
                    columns = max(columns, _column_number(cell[1]))
                    rows = max(rows, int(cell[2]))
                tail = chunk[-_LONGEST_TAG:]
    if rows * columns > MOST_CELLS:
        raise UserError(TOO_MUCH)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - _ALPHABET_BEFORE_A
    return number
