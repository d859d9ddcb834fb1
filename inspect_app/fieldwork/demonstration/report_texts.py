"""The texts of the demonstration's report: chapters as Markdown, examples and recommendations as YAML."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.source import read

_FOLDER = "report"
_TEXTS = "texts.yaml"


class InventedExample(Part):
    """A practice example; `case` counts the cases of the inspection from 1."""

    kind: str
    chapter: str
    case: int
    title: str
    body: str


class InventedRecommendation(Part):
    """A recommendation with the links that support it."""

    addressee: str
    text: str
    supports: tuple[str, ...]


class InventedTexts(Part):
    """What stands in texts.yaml."""

    examples: tuple[InventedExample, ...]
    recommendations: tuple[InventedRecommendation, ...]


def invented_chapters(language: str) -> dict[str, str]:
    """The text of each chapter that has one, by the chapter's id."""
    found = _folder().joinpath(language).iterdir()
    return {
        each.name.removesuffix(".md"): each.read_text("utf-8").strip()
        for each in sorted(found, key=lambda each: each.name)
    }


def invented_texts() -> InventedTexts:
    """The examples and the recommendations."""
    document = read(_TEXTS, _folder().joinpath(_TEXTS).read_bytes())
    return InventedTexts.model_validate(document.data)


def _folder() -> Traversable:
    return files("inspect_app.fieldwork.demonstration").joinpath(_FOLDER)
