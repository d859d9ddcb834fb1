"""Every test that docs/SECURITY.md names exists, and every requirement names one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def requirements(page: str) -> dict[str, list[str]]:
    """The tests that each requirement in the table names, by its number."""
    rows = [line.strip().strip("|").split("|") for line in page.splitlines() if re.match(r"\| \d", line)]
    return {row[0].strip(): [test.strip(" `") for test in row[3].split(",")] for row in rows}


def missing(named: str) -> bool:
    """Whether there is no such test."""
    file, _, name = named.partition("::")
    path = ROOT / "tests" / file
    if not name.startswith("test_") or not path.is_file():
        return True
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_named_test_exists() -> None:
    table = requirements((ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(table) > 60
    gone = {number: [test for test in tests if missing(test)] for number, tests in table.items()}
    assert {number: tests for number, tests in gone.items() if tests} == {}


@pytest.mark.parametrize(
    ("cell", "gone"),
    [
        ("`unit/test_security_page.py::test_every_named_test_exists`", False),
        ("`unit/test_security_page.py::test_none`", True),
        ("`unit/none.py::test_every_named_test_exists`", True),
        ("`unit/test_security_page.py`", True),
        ("by looking at it", True),
        ("", True),
    ],
)
def test_what_is_no_test_is_noticed(cell: str, gone: bool) -> None:
    ((named,),) = requirements(f"| 1.1 | a | b | {cell} |").values()
    assert missing(named) is gone
