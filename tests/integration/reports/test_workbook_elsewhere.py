"""Every house style's workbook keeps the rules of publication and says the same in other programmes."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine

from inspect_app.findings.suppression import edition
from inspect_app.reports.design import find_design
from inspect_app.reports.workbook import make_workbook
from tests.integration.reports.opened_elsewhere import EVERY_SHEET, converted, sheets_of
from tests.samples import sample_snapshot
from tests.unit.reports.published_workbook import faults

STYLES = sorted(
    folder.name
    for folder in files("inspect_app.exports").iterdir()
    if folder.joinpath("workbook.yaml").is_file()
)
EDITIONS = {"internal": sample_snapshot(), "public": edition(sample_snapshot(), 10)}
NAMES = [f"{style}.{kind}" for style in STYLES for kind in EDITIONS]


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    return {
        f"{style}.{kind}": make_workbook(snapshot, find_design(style))
        for style in STYLES
        for kind, snapshot in EDITIONS.items()
    }


@pytest.fixture(scope="module")
def made(books: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = {f"{name}.xlsx": content for name, content in books.items()}
    return converted(named, EVERY_SHEET, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_the_rules_of_publication(books: dict[str, bytes], name: str) -> None:
    assert list(faults(books[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_two_other_programmes_read_the_same_in_it(books: dict[str, bytes], made: Path, name: str) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(books[name]))
    office = sheets_of(made, name)
    assert sorted(office) == sorted(book.sheet_names)
    for sheet, rows in office.items():
        calamine = book.get_sheet_by_name(sheet).to_python()
        assert [[plain(text) for text in row] for row in rows] == [
            [plain(cell) for cell in row] for row in calamine
        ], sheet


def plain(value: object) -> str:
    """A cell without the way a programme writes numbers."""
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    return text.replace(",", "").replace("\n", " ")
