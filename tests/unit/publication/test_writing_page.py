import re
from pathlib import Path

import pytest

from inspect_app.publication.links import LinkKind, read_link

PAGE = (Path(__file__).parents[3] / "docs/report-writer/writing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(LinkKind))
def test_every_kind_of_link_is_described(kind: LinkKind) -> None:
    assert f"| `{kind}` |" in PAGE


@pytest.mark.parametrize("typed", sorted(set(re.findall(r"\{\{([^{}]+)\}\}", PAGE))))
def test_every_link_of_the_page_can_be_read(typed: str) -> None:
    assert read_link(typed)
