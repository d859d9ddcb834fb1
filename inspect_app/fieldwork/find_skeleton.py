"""Reads the skeleton of a report from the folder of its house style."""

from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from inspect_app.publication.skeleton import Skeleton, SkeletonChapter, SkeletonFile, chapters_of
from inspect_app.questionnaire.explain import explain
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import Broken, NotThere, Problem
from inspect_app.questionnaire.source import read

SKELETON = "skeleton.yaml"
LANGUAGES = {"en": "English", "cy": "Welsh"}
"""What a report can be written in."""


def find_styles() -> dict[str, str]:
    """The house styles that a report can be written in: what each calls a report, by its name."""
    return {
        folder.name: _read(folder).title.into()
        for folder in sorted(files("inspect_app.exports").iterdir(), key=lambda each: each.name)
        if folder.joinpath(SKELETON).is_file()
    }


def find_skeleton(style: str, definition: Definition, language: str) -> Skeleton:
    """The chapters of a report about cases scored with a questionnaire.

    Raises NotThere when there is no such house style or language, Broken when its skeleton makes no sense.
    """
    if language not in LANGUAGES:
        raise NotThere(f"Reports are written in {' or '.join(LANGUAGES.values())}, not in “{language}”.")
    if style not in find_styles():
        raise NotThere(
            f"There is no house style “{style}”. Those there are: {', '.join(sorted(find_styles()))}."
        )
    folder = files("inspect_app.exports").joinpath(style)
    file = _read(folder)
    chapters = tuple(
        _started(folder, chapter, language) for chapter in chapters_of(file, definition.standards, language)
    )
    return Skeleton(style, language, file.title.into(language), chapters)


def _started(folder: Traversable, chapter: SkeletonChapter, language: str) -> SkeletonChapter:
    """A chapter with what its text begins with, if the house style says so."""
    starter = folder.joinpath("starters", language, f"{chapter.id}.md")
    text = starter.read_text("utf-8").strip() if starter.is_file() else ""
    return replace(chapter, starter=text)


def _read(folder: Traversable) -> SkeletonFile:
    document = read(SKELETON, folder.joinpath(SKELETON).read_bytes())
    problems: list[Problem] = document.problems
    if not problems:
        try:
            return SkeletonFile.model_validate(document.data)
        except ValidationError as error:
            problems = explain(error, document)
    raise Broken(f"The skeleton of the house style {folder.name} cannot be used: {problems[0]}.")
