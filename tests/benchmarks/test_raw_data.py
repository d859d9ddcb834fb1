"""How long raw data take from the database to finished files, beside libraries given the same rows."""

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from tests.benchmarks.many_cases import store

FORMS = ("csv", "xlsx", "sav")
MOST_SECONDS = {
    (10_000, "csv"): 0.6,
    (10_000, "xlsx"): 4,
    (10_000, "sav"): 2,
    (100_000, "csv"): 6,
    (100_000, "xlsx"): 40,
}
"""The goals on a quiet machine; what was measured is printed beside them."""
MOST_MEGABYTES = 300

Rows = Sequence[Sequence[str]]


@pytest.fixture(params=[10_000, 100_000])
def cases(request: pytest.FixtureRequest) -> int:
    """How many cases of 60 answers and ten comments."""
    found: int = request.param
    return found


def with_csv(rows: Rows, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def with_openpyxl(rows: Rows, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_from_the_database_to_files(cases: int, make_engine: Callable[[str], Engine], tmp_path: Path) -> None:
    engine = make_engine(f"raw{cases}")
    store(engine, cases)
    url = engine.url.render_as_string(hide_password=False)

    @cache
    def rows() -> Rows:
        with (tmp_path / "csv" / "data.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))

    yardsticks = {"csv": ("csv module", with_csv), "xlsx": ("openpyxl, write only", with_openpyxl)}
    for form in FORMS:
        command = [sys.executable, "-m", "tests.benchmarks.data_once", url, form, str(tmp_path / form)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # our own module
        took = json.loads(done.stdout)
        assert took["cases"] == cases
        said = f"{cases:,} cases as {form}, {engine.dialect.name}: {took['seconds']:.2f} s"
        if goal := MOST_SECONDS.get((cases, form)):
            said += f" (goal {goal} s)"
        said += f", processor {took['processor']:.2f} s, peak {took['megabytes']:.0f} MB"
        if form in yardsticks and cases == 10_000:
            name, write = yardsticks[form]
            rows()
            start = time.perf_counter()
            write(rows(), tmp_path / f"yardstick.{form}")
            taken = time.perf_counter() - start
            said += f"; {name}, given the rows: {taken:.2f} s, ratio {took['seconds'] / taken:.1f}"
        sys.stdout.write(f"\n{said}\n")
        if form != "sav":
            assert took["megabytes"] < MOST_MEGABYTES
