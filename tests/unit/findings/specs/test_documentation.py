"""The page on table definitions names every key and shows a file that is right."""

import re
from pathlib import Path

import pytest

from inspect_app.findings.specs.load import load
from inspect_app.findings.specs.model import (
    Break,
    Group,
    GroupPart,
    Interval,
    Measure,
    RowsOf,
    TableDefinition,
    TableFile,
)
from inspect_app.findings.specs.words import TableWords
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.part import Part

PAGE = (Path(__file__).parents[4] / "docs/report-writer/tables.md").read_text(encoding="utf-8")
NOT_WRITTEN = {"kind", "break_"}


@pytest.mark.parametrize("kind", [TableFile, TableDefinition, RowsOf, Group, GroupPart, TableWords])
def test_every_key_is_described(kind: type[Part]) -> None:
    names = set(kind.model_fields) - NOT_WRITTEN
    assert [name for name in sorted(names) if f"`{name}`" not in PAGE] == []


def test_every_break_measure_and_interval_is_described() -> None:
    assert [name for name in Break.model_fields if f"`{{{name}: " not in PAGE] == []
    assert [name for name in (*Measure, *Interval) if f"`{name}`" not in PAGE] == []


def test_the_example_is_right(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    (tmp_path / "tables.yaml").write_text(block, encoding="utf-8")
    tables, problems = load(tmp_path, find("through-the-gate"))
    assert problems == []
    assert tables[-1].id == "protection_by_sex"
