"""Whoever silences a check says why, on the same line."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("inspect_app", "migrations", "tests", ".ci")

SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s*(?:cover|branch))\b")
WITH_REASON = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\]|pragma:\s*no\s*(?:cover|branch))"
    r"\W+\w+\W+\w+"
)


def gives_its_reason(comment: str) -> bool:
    """Whether at least two words follow whatever the comment silences."""
    return not SILENCED.search(comment) or bool(WITH_REASON.search(comment))


def comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_every_ignore_gives_its_reason() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{line} {comment}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, comment in comments(path)
        if not gives_its_reason(comment)
    ]
    assert not silent, "Say why, after the code:\n" + "\n".join(silent)


@pytest.mark.parametrize(
    ("comment", "fine"),
    [
        ("# an ordinary remark", True),
        ("# noqa: S608  # the table name is ours", True),
        ("# noqa: S608, S105 - a column, no secret", True),
        ("# noqa: S608", False),
        ("# noqa", False),
        ("# type: ignore[no-untyped-call]  # the library has no types", True),
        ("# type: ignore[no-untyped-call]", False),
        ("# pragma: no cover", False),
        ("# pragma: no cover - only on Windows", True),
    ],
)
def test_what_counts_as_a_reason(comment: str, fine: bool) -> None:
    assert gives_its_reason(comment) is fine
