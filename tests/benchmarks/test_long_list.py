"""How long it takes to read, check and draw from a long list."""

from datetime import date
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from inspect_app.fieldwork.read_long_list import read_long_list
from inspect_app.questionnaire.model import Definition
from inspect_app.sampling.allocation import allocate
from inspect_app.sampling.draw import draw
from inspect_app.sampling.long_list import check_list
from tests.benchmarks.stopwatch import compare

LONG_LIST = (Path(__file__).parents[1] / "data" / "long-list-2016.xlsx").read_bytes()


def test_reading_and_checking(definition: Definition) -> None:
    def read() -> object:
        with CalamineWorkbook.from_filelike(BytesIO(LONG_LIST)) as workbook:
            return workbook.get_sheet_by_index(0).to_python()

    compare(
        "read and check a long list of 1,273 rows",
        lambda: check_list(read_long_list(LONG_LIST), definition, date(2016, 3, 1)),
        "python-calamine reading the sheet",
        read,
        rounds=5,
    )
    assert len(check_list(read_long_list(LONG_LIST), definition, date(2016, 3, 1)).frame) == 1_217


def test_drawing(definition: Definition) -> None:
    frame = check_list(read_long_list(LONG_LIST), definition, date(2016, 3, 1)).frame
    populations = {
        stratum.id: sum(case.stratum == stratum.id for case in frame) for stratum in definition.strata
    }
    compare(
        "allocate and draw 148 of 1,217 cases",
        lambda: draw(frame, allocate(populations, 148, 20), "seed"),
        "sorting the frame by key",
        lambda: sorted(frame, key=lambda case: case.key),
        rounds=5,
    )
    assert len(draw(frame, allocate(populations, 148, 20), "seed")) == 178
