"""A case as it comes out of a printer: every sheet is marked, and says which case it is and as at when."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.at_section import case, field, server
from tests.journeys.field import Field, section_of

__all__ = ["case", "field", "server"]

MARKING = "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize("page", ["check", "section"])
def test_every_sheet_is_marked_and_the_first_says_what_it_is(
    field: Field, chromium: Browser, case: str, page: str, tmp_path: Path
) -> None:
    inspector = field.come(chromium, "ivy")
    section = section_of(case)
    inspector.go(section if page == "section" else f"{section.partition('sections/')[0]}check")
    inspector.page.pdf(path=tmp_path / "sheet.pdf")
    command = ["pdftotext", "-layout", str(tmp_path / "sheet.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sheets = text.removesuffix("\f").split("\f")
    for number, sheet in enumerate(sheets, start=1):
        lines = [line.strip() for line in sheet.strip().splitlines() if line.strip()]
        assert lines[0] == MARKING
        assert MARKING in lines[-1]
        assert f"{number} of {len(sheets)}" in lines[-1]
        assert len(lines) > 3, "a sheet with nothing on it"
    first = sheets[0]
    for words in ("Inspection", f"{case}, allocated", "text revision 1", "As it stood", "(UTC)"):
        assert words in first
    assert "left to do" not in text
    assert "Cite a record" not in text
