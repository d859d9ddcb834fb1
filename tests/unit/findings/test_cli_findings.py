"""The findings command prints one snapshot as text, as JSON with its own hash, or as CSV."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from inspect_app.cli import findings as command
from inspect_app.cli import group
from inspect_app.findings.cell_rows import HEADER
from inspect_app.findings.snapshot import Snapshot, from_json, snapshot_hash
from tests.samples import sample_snapshot

Run = Callable[..., str]


@pytest.fixture
def asked() -> list[tuple[str, str | None]]:
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, str | None]]) -> Run:
    @contextmanager
    def no_database() -> Iterator[None]:
        yield

    def find(_session: None, ref: str, by: str | None) -> Snapshot:
        asked.append((ref, by))
        return sample_snapshot()

    monkeypatch.setattr(command, "open_session", no_database)
    monkeypatch.setattr(command, "find_figures", find)

    def invoke(*arguments: str) -> str:
        result = CliRunner().invoke(group, ("findings", *arguments), catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout_bytes.decode()

    return invoke


def test_text_is_for_people(run: Run, asked: list[tuple[str, str | None]]) -> None:
    assert "No: 52 of 85, 61 per cent; 1 not applicable" in run("sample-2016")
    assert asked == [("sample-2016", None)]


def test_json_is_the_snapshot_and_hashes_to_its_hash(run: Run) -> None:
    printed = run("sample-2016", "--format", "json").rstrip("\n")
    assert from_json(printed) == sample_snapshot()
    assert hashlib.sha256(printed.encode()).hexdigest() == snapshot_hash(sample_snapshot())


def test_csv_has_one_line_per_cell(run: Run, asked: list[tuple[str, str | None]]) -> None:
    rows = list(csv.reader(io.StringIO(run("sample-2016", "--format", "csv", "--by", "rosh"), newline="")))
    cells = sum(len(row.cells) for table in sample_snapshot().tables for row in table.rows)
    assert tuple(rows[0]) == (*HEADER, "edition", "handling")
    assert rows[1][-2:] == [
        snapshot_hash(sample_snapshot())[:12],
        "OFFICIAL-SENSITIVE; synthetic data; small numbers not suppressed",
    ]
    assert len(rows) == cells + 1
    assert asked == [("sample-2016", "rosh")]


def test_help_has_an_example(run: Run) -> None:
    assert "inspect-app findings north-2026 --by rosh" in run("--help")
