"""An invented long list of any length, as the XLSX file that a case management system would send."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from inspect_app.sampling.columns import COLUMNS

TYPES = (
    "ORA Community Order",
    "CJA - Suspended Sentence Order",
    "Adult Licence",
    "ORA Adult Custody (inc PSS)",
)
RISKS = ("RLRH", "RMRH", "RHRH", "RVRH")
EACH_OFFICER = 40
"""Cases of one officer."""


def write_list(path: Path, rows: int) -> None:
    """Write a list whose rows are all eligible but for one in a thousand without a gender."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.append(["OFFICIAL-SENSITIVE"])
    sheet.append([column.heading for column in COLUMNS])
    for number in range(rows):
        sheet.append(_person(number))
    book.save(path)


def _person(number: int) -> list[object]:
    officer = number // EACH_OFFICER
    place = officer // 12
    gender = "" if number % 1_000 == 999 else "Female" if number % 7 == 0 else "Male"
    return [
        f"Family{number % 4_999}",
        f"Given{number}",
        date(1960, 1, 1) + timedelta(days=number % 14_000),
        gender,
        TYPES[number % len(TYPES)],
        f"X{number:06}",
        f"19{60 + number % 40}/{number:07}A",
        RISKS[number % 11 % len(RISKS)],
        date(2014, 1, 1) + timedelta(days=number % 700),
        "N",
        f"Cluster {place % 5}",
        f"LDU {place % 40}",
        f"Team {place}",
        f"Officer {officer}",
        f"Manager {place}",
        f"Office {place % 80}",
    ]
