"""A report frozen at one stage: the texts as they were, beside the hash of the figures they rest on."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from inspect_app.findings.written import written
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex

FORMAT = 1


class Stage(StrEnum):
    """How far a report has come; a report never goes back to a stage before."""

    DRAFT = "draft"
    FACTUAL_ACCURACY = "factual_accuracy"
    FINAL = "final"


class ExampleKind(StrEnum):
    """Whether a practice example is told to be followed or to be avoided."""

    GOOD = "good"
    POOR = "poor"


@dataclass(frozen=True)
class Chapter:
    """A chapter: its Markdown with links to figures, and the part of the house style that follows it.

    `part` names a template of the house style (None: the text alone), `standard` the standard that the
    chapter is about, if it is about one. Annexes are lettered, other chapters numbered.
    """

    id: str
    title: str
    body: str
    part: str | None = None
    standard: str | None = None
    annex: bool = False


@dataclass(frozen=True)
class Example:
    """A practice example as it is published: which case it comes from is told nowhere in an output."""

    id: str
    kind: ExampleKind
    chapter: str
    title: str
    body: str


@dataclass(frozen=True)
class Recommendation:
    """What a body is asked to do, and links to the findings that support it, as typed ("rating access")."""

    id: str
    addressee: str
    text: str
    supports: tuple[str, ...]


@dataclass(frozen=True)
class Publication:
    """All that the outputs of a report are made of beside its figures. The same one gives the same bytes.

    `number` counts the frozen editions of a report from 1; `figures` is the hash of the edition of the
    snapshot that its links are filled from; `embargo` is the ISO date until which it is confidential.
    """

    format: int
    inspection: str
    style: str
    language: str
    stage: Stage
    number: int
    embargo: str | None
    figures: str
    chapters: tuple[Chapter, ...]
    examples: tuple[Example, ...]
    recommendations: tuple[Recommendation, ...]


@cache
def _adapter() -> TypeAdapter[Publication]:
    return TypeAdapter(Publication)


def to_json(publication: Publication) -> str:
    """The canonical JSON: sorted keys, no spaces, nothing escaped that need not be."""
    return canonical_json(written(publication))


def from_json(text: str) -> Publication:
    """The publication a canonical JSON text was made from. Raises ValueError when it is none."""
    publication = _adapter().validate_json(text)
    if publication.format != FORMAT:
        raise ValueError(f"This report has format {publication.format}; this version reads format {FORMAT}.")
    return publication


def publication_hash(publication: Publication) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal; it covers the figures by their own hash."""
    return sha256_hex(to_json(publication))
