"""A definition as far as it can be read, each part with its place, so that all of it can be checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from inspect_app.questionnaire import model
from inspect_app.questionnaire.part import Part
from inspect_app.questionnaire.problems import Problem, Severity
from inspect_app.questionnaire.rating import RatingBand, Standard
from inspect_app.questionnaire.scheme import Exclusion, Reason, Stratum
from inspect_app.questionnaire.source import Document, Steps
from inspect_app.questionnaire.text import Text

T = TypeVar("T")
P = TypeVar("P", bound=BaseModel)
NO_TEXT = Text("?")
"""Stands in for a text that could not be read."""
_NEEDED = frozenset({"answers", "options"})
"""What other parts are checked against, so that a part without it is not a part."""


@dataclass(frozen=True)
class Place:
    """A part's place: its file and the steps to it."""

    document: Document
    steps: Steps = ()

    def at(self, *steps: str | int) -> "Place":
        """A place further in."""
        return Place(self.document, (*self.steps, *steps))

    def data(self) -> object:
        """What is written here, as plain data."""
        data = self.document.data
        for step in self.steps:
            data = data[step]  # type: ignore[index]  # steps are made from this very data
        return data

    def problem(self, message: str, severity: Severity = "error") -> Problem:
        """Something wrong here."""
        return Problem(self.document.file, self.document.line(self.steps), message, severity)

    def warning(self, message: str) -> Problem:
        """Something here that is allowed and probably not meant."""
        return self.problem(message, "warning")


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A part that could be read, and where it stands; partial when what is wrong in it was left out."""

    part: T
    place: Place
    partial: bool = False


@dataclass(frozen=True)
class AnswerSet:
    """A named list of options."""

    id: str
    options: tuple[model.Option, ...]


@dataclass(frozen=True)
class Draft:
    """What could be read of a definition; parts that could not are missing here and known by name alone.

    `names` holds by kind ("questions", "attributes", ...) every id that is given anywhere, readable or not.
    `listed` are the questions named in sections, in order, with the section's id and the place of the name.
    `strays` are files in questions/ that are not read; `scheme`, `rating_scheme` are None without their file.
    `further` are conditions on cases that stand elsewhere, such as those of tables.
    """

    manifest: Place
    scheme: Place | None
    rating_scheme: Place | None
    names: Mapping[str, frozenset[str]]
    listed: Sequence[tuple[str, str, Place]]
    strays: Sequence[str]
    files: Sequence[Document]
    attributes: Sequence[Placed[model.Attribute]]
    answer_sets: Sequence[Placed[AnswerSet]]
    systems: Sequence[Placed[model.System]]
    points: Sequence[Placed[model.Point]]
    sections: Sequence[Placed[model.Section]]
    standards: Sequence[Placed[Standard]]
    ratings: Sequence[Placed[RatingBand]]
    strata: Sequence[Placed[Stratum]]
    exclusions: Sequence[Placed[Exclusion]]
    reasons: Sequence[Placed[Reason]]
    questions: Sequence[Placed[model.Question]]
    further: Sequence[tuple[Part, Place]] = ()

    def options(self, question: model.Question) -> tuple[model.Option, ...] | None:
        """A question's options; None when the answer set it names could not be read or found."""
        if not isinstance(question.answers, str):
            return question.answers or ()
        return next(
            (found.part.options for found in self.answer_sets if found.part.id == question.answers), None
        )


def assemble(
    manifest: Document,
    questions: Sequence[Document],
    strays: Sequence[str],
    scheme: Document | None,
    ratings: Document | None,
) -> Draft:
    """Everything that can be read of the files of a definition."""
    top = manifest.data if isinstance(manifest.data, dict) else {}
    place = Place(manifest)
    drawn_by = Place(scheme or manifest)
    listed = list(_listed(place, top.get("sections")))
    rated_by = Place(ratings or manifest)
    rated = rated_by.document.data if isinstance(rated_by.document.data, dict) else {}
    lists = {name: _names(top.get(name)) for name in ("attributes", "points", "sections")}
    sets = top.get("answer_sets")
    ids = [document.data for document in questions]
    stems = frozenset(document.stem for document in questions)
    return Draft(
        manifest=place,
        scheme=Place(scheme) if scheme else None,
        rating_scheme=Place(ratings) if ratings else None,
        names={
            **lists,
            "standards": _names(rated.get("standards")),
            "answer_sets": frozenset(sets if isinstance(sets, dict) else ()),
            "questions": stems | _names(ids),
        },
        listed=listed,
        strays=strays,
        files=questions,
        attributes=_readable(place, "attributes", model.Attribute),
        answer_sets=_answer_sets(place, sets),
        systems=_readable(place, "systems", model.System),
        points=_readable(place, "points", model.Point),
        sections=_readable(place, "sections", model.Section),
        standards=_readable(rated_by, "standards", Standard),
        ratings=_readable(rated_by, "bands" if ratings else "ratings", RatingBand),
        strata=_readable(drawn_by, "strata", Stratum),
        exclusions=_readable(drawn_by, "exclusions", Exclusion),
        reasons=_readable(drawn_by, "replacement_reasons", Reason),
        questions=_in_order(questions, [id_ for id_, _, _ in listed]),
    )


def _names(items: object) -> frozenset[str]:
    given = items if isinstance(items, list) else []
    return frozenset(str(item["id"]) for item in given if isinstance(item, dict) and "id" in item)


def _listed(place: Place, sections: object) -> Iterator[tuple[str, str, Place]]:
    for number, section in enumerate(sections if isinstance(sections, list) else []):
        names = section.get("questions") if isinstance(section, dict) else None
        for row, name in enumerate(names if isinstance(names, list) else []):
            yield str(name), str(section.get("id")), place.at("sections", number, "questions", row)


def _readable(place: Place, field: str, kind: type[P]) -> list[Placed[P]]:
    top = place.document.data
    items = top.get(field) if isinstance(top, dict) else None
    places = [place.at(field, row) for row in range(len(items) if isinstance(items, list) else 0)]
    return [placed for where in places if (placed := read_part(kind, where)) is not None]


def _answer_sets(place: Place, sets: object) -> list[Placed[AnswerSet]]:
    found = []
    adapter = TypeAdapter(tuple[model.Option, ...])
    for name, items in sets.items() if isinstance(sets, dict) else ():
        try:
            options = adapter.validate_python(items)
        except ValidationError:
            continue
        found.append(Placed(AnswerSet(name, options), place.at("answer_sets", name)))
    return found


def _in_order(documents: Sequence[Document], listed: Sequence[str]) -> list[Placed[model.Question]]:
    found = [read_part(model.Question, Place(document)) for document in documents]
    order = {name: row for row, name in reversed(list(enumerate(listed)))}
    readable = [placed for placed in found if placed is not None]
    return sorted(readable, key=lambda placed: order.get(placed.part.id, len(order)))


def read_part(kind: type[P], place: Place) -> Placed[P] | None:
    """A part, if need be without what is wrong in it and can be left out; None when that is too much."""
    data = place.data()
    try:
        return Placed(kind.model_validate(data), place)
    except ValidationError as error:
        wrong = {str(details["loc"][0]) for details in error.errors() if details["loc"]}
    if not isinstance(data, dict) or not wrong:
        return None
    kept = {name: value for name, value in data.items() if name not in wrong - _NEEDED}
    texts = dict.fromkeys(wrong & _required_texts(kind), NO_TEXT)
    try:
        return Placed(kind.model_validate(kept | texts), place, partial=True)
    except ValidationError:
        return None


def _required_texts(kind: type[BaseModel]) -> set[str]:
    return {name for name, field in kind.model_fields.items() if field.annotation is Text}
