"""Files and functions stay short enough to read in one go."""

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inspect_app"


@dataclass(frozen=True)
class Limits:
    """How many lines the middle one, nine in ten and every one may have."""

    median: int
    ninth_tenth: int
    longest: int


FILES = Limits(median=120, ninth_tenth=250, longest=400)
FUNCTIONS = Limits(median=10, ninth_tenth=30, longest=60)

Sizes = dict[str, int]


def file_sizes(package: Path) -> Sizes:
    return {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sorted(package.rglob("*.py"))
    }


def function_sizes(package: Path) -> Sizes:
    return {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": line_count(function)
        for path in sorted(package.rglob("*.py"))
        for function in functions(path.read_text(encoding="utf-8"))
    }


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def line_count(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def ninth_tenth(sizes: Sizes) -> int:
    return sorted(sizes.values())[math.ceil(len(sizes) * 0.9) - 1]


def longer_than(limit: int, sizes: Sizes) -> str:
    """The offenders, longest first, one a line."""
    offenders = sorted((item for item in sizes.items() if item[1] > limit), key=lambda item: -item[1])
    return "\n".join(f"  {size} lines  {name}" for name, size in offenders)


def problems(sizes: Sizes, limits: Limits) -> list[str]:
    found = []
    if median(sizes.values()) > limits.median:
        found.append(f"The median is {median(sizes.values())} lines, above {limits.median}.")
    if ninth_tenth(sizes) > limits.ninth_tenth:
        offenders = longer_than(limits.ninth_tenth, sizes)
        found.append(f"More than one in ten are above {limits.ninth_tenth} lines:\n{offenders}")
    if max(sizes.values()) > limits.longest:
        found.append(f"These are above {limits.longest} lines:\n{longer_than(limits.longest, sizes)}")
    return found


def test_files_are_short() -> None:
    found = problems(file_sizes(PACKAGE), FILES)
    assert not found, "\n".join(found)


def test_functions_are_short() -> None:
    found = problems(function_sizes(PACKAGE), FUNCTIONS)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([10] * 10, []),
        ([11] * 10, ["The median is 11"]),
        ([1] * 8 + [31] * 2, ["More than one in ten are above 30 lines:\n  31 lines"]),
        ([1] * 10 + [61], ["These are above 60 lines:\n  61 lines  f10"]),
    ],
)
def test_each_limit_is_noticed(sizes: list[int], said: list[str]) -> None:
    found = problems({f"f{number}": size for number, size in enumerate(sizes)}, FUNCTIONS)
    assert [message.startswith(start) for message, start in zip(found, said, strict=True)] == [True] * len(
        said
    )
