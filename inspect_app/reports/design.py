"""Reads a house style: the folder of exports/ that says what comes out and how it looks."""

from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, RootModel, ValidationError

from inspect_app.publication.skeleton import SkeletonFile
from inspect_app.questionnaire.problems import UserError


class Part(BaseModel):
    """Base of every part of a house style: immutable, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Report(Part):
    """What report.yaml says: the families of type the PDF may use."""

    fonts: tuple[str, ...]


class Words(RootModel[dict[str, str]]):
    """What a file of words/ says: the words of one language that templates leave open, by their names."""

    model_config = ConfigDict(frozen=True)


class Field(Part):
    """One column of a sheet: its heading, its figure (see sheet_figures) and its width in characters."""

    heading: str
    shows: str
    width: int = 14


class Sheet(Part):
    """A kind of sheet: its source, name and title, its columns and those repeated for each group."""

    source: Literal[
        "ratings",
        "decisions",
        "overall",
        "overall_decided",
        "strata",
        "key_questions",
        "section",
        "breakdown",
        "defined",
        "figures",
    ]
    name: str
    title: str
    fields: tuple[Field, ...]
    column_fields: tuple[Field, ...] = ()


class Note(Part):
    """A shorthand or a word and what it stands for."""

    mark: str
    meaning: str


class Workbook(Part):
    """What workbook.yaml says: the type, the words of the first sheets, and the sheets in order."""

    font: str
    creator: str
    cover_title: str
    cover: tuple[str, ...]
    synthetic: str
    contents_title: str
    contents_headings: tuple[str, str]
    notes_title: str
    notes_headings: tuple[str, str]
    notes: tuple[Note, ...]
    intro: str
    sheets: tuple[Sheet, ...]


class Design(Part):
    """A house style: its folder and what is declared there."""

    folder: Path
    report: Report
    skeleton: SkeletonFile
    workbook: Workbook

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where a template is looked for: the style's own folder, then what all styles share."""
        return self.folder, self.folder.parent / SHARED

    def words(self, language: str) -> dict[str, str]:
        """The words of a language, the style's own before those shared. UserError when there are none."""
        own, shared = (_read(folder / "words" / f"{language}.yaml", Words).root for folder in self.folders)
        return shared | own


SHARED = "shared"
_Kind = TypeVar("_Kind", bound=BaseModel)


def find_design(name: str = "inspection-report") -> Design:
    """The house style with that name. Raises UserError when it is missing or makes no sense."""
    folder = Path(str(files("inspect_app.exports").joinpath(name)))
    return Design(
        folder=folder,
        report=_read(folder / "report.yaml", Report),
        skeleton=_read(folder / "skeleton.yaml", SkeletonFile),
        workbook=_read(folder / "workbook.yaml", Workbook),
    )


def _read(path: Path, kind: type[_Kind]) -> _Kind:
    try:
        return kind.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except OSError as error:
        raise UserError(
            f"The house style file {path.name} can't be read: {error.strerror or error}."
        ) from None
    except yaml.YAMLError as error:
        raise UserError(f"The house style file {path.name} is no YAML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        raise UserError(
            f"The house style file {path.name} is wrong at {place or 'its start'}: {first['msg']}."
        ) from None
