import subprocess
from importlib.resources import files

import pytest
import yaml
from fontTools.ttLib import TTFont

from inspect_app.fieldwork.find_skeleton import find_styles
from inspect_app.publication.typeface import LETTERS, SIGNS
from inspect_app.reports.design import Report

TABLE = {code for low, high in (*LETTERS, *SIGNS) for code in range(low, high + 1)}
OF_A_FONT = range(0xE000, 0xF900)
"""Codes that every font may use for signs of its own: nobody types them."""
FACES = ("", ":bold", ":italic", ":bold:italic")


def coverage(family: str) -> set[int]:
    """The characters that every face of an installed family has."""
    found = []
    for face in FACES:
        where = ["fc-match", "--format", "%{file}", f"{family}{face}"]
        file = subprocess.run(where, capture_output=True, text=True, check=True).stdout
        assert family.replace(" ", "") in file
        found.append(set(TTFont(file).getBestCmap()))
    return set.intersection(*found)


def test_the_table_is_what_both_typefaces_have() -> None:
    both = coverage("Liberation Sans") & coverage("Liberation Serif")

    assert both.difference(OF_A_FONT) == TABLE


@pytest.mark.parametrize("style", sorted(find_styles()))
def test_house_styles_are_set_in_these_typefaces(style: str) -> None:
    text = files("inspect_app.exports").joinpath(style).joinpath("report.yaml").read_text("utf-8")

    fonts = Report.model_validate(yaml.safe_load(text)).fonts
    assert fonts[0] in {"Liberation Sans", "Liberation Serif"}
