"""What every house style has: help in both languages, and a name that no Python knows."""

from pathlib import Path

import pytest

import inspect_app
from inspect_app.fieldwork.find_skeleton import find_styles
from inspect_app.reports.design import find_design


@pytest.mark.parametrize("style", find_styles())
def test_every_chapter_has_help_in_both_languages(style: str) -> None:
    for chapter in find_design(style).skeleton.chapters:
        assert chapter.help is not None
        assert chapter.help.into("en") != chapter.help.into("cy")


def test_no_python_names_a_house_style_beside_the_one_a_report_has_unless_told() -> None:
    first = find_design().folder.name
    rest = [style for style in find_styles() if style != first]
    assert rest
    for path in Path(inspect_app.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not any(style in text or style.replace("-", "_") in text for style in rest), path.name
