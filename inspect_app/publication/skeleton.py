"""The chapters of a report, as the skeleton.yaml of a house style plans them and as they are in the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.rating import Standard
from inspect_app.questionnaire.text import Text

FIRST_LANGUAGE = "en"
STANDARD = "standard"
_STANDARD_HERE = "{standard}"


class PlannedChapter(Part):
    """A chapter of skeleton.yaml; with `each`, one for every standard, whose title stands for {standard}."""

    id: str
    title: Text
    help: Text | None = None
    part: str | None = None
    each: Literal["standard"] | None = None
    annex: bool = False


class SkeletonFile(Part):
    """What stands in skeleton.yaml."""

    title: Text
    chapters: tuple[PlannedChapter, ...]


@dataclass(frozen=True)
class SkeletonChapter:
    """A chapter of a report: its title and help in the report's language, and what its text begins with."""

    id: str
    title: str
    help: str = ""
    part: str | None = None
    standard: str | None = None
    annex: bool = False
    starter: str = ""


@dataclass(frozen=True)
class Skeleton:
    """All chapters of a report in the order of the house style."""

    style: str
    language: str
    title: str
    chapters: tuple[SkeletonChapter, ...]

    def chapter(self, id_: str) -> SkeletonChapter | None:
        """The chapter with an id."""
        return next((each for each in self.chapters if each.id == id_), None)


def chapters_of(
    file: SkeletonFile, standards: Sequence[Standard], language: str
) -> Iterator[SkeletonChapter]:
    """The chapters that a plan makes for an inspection with these standards."""
    return named_chapters(file, [(each.id, each.title.into(language)) for each in standards], language)


def named_chapters(
    file: SkeletonFile, standards: Sequence[tuple[str, str]], language: str
) -> Iterator[SkeletonChapter]:
    """The same for standards of which no more is known than their ids and titles."""
    for planned in file.chapters:
        if planned.each != STANDARD:
            yield _chapter(planned, None, "", language)
            continue
        for id_, title in standards:
            yield _chapter(planned, id_, title, language)


def _chapter(planned: PlannedChapter, standard: str | None, title: str, language: str) -> SkeletonChapter:
    def words(text: Text | None) -> str:
        return text.into(language).replace(_STANDARD_HERE, title) if text else ""

    return SkeletonChapter(
        id=f"{planned.id}-{standard}" if standard else planned.id,
        title=words(planned.title),
        help=words(planned.help),
        part=planned.part,
        standard=standard,
        annex=planned.annex,
    )
