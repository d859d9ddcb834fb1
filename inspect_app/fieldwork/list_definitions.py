"""Finds questionnaires: those that ship with the product and those that were added."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.questionnaire import library
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import definitions
from inspect_app.records.definitions import parsed
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class DefinitionLine:
    """A questionnaire that inspections can be created with."""

    instrument: str
    version: str
    title: str
    structure_hash: str
    source: str

    @property
    def spec(self) -> str:
        """Its name: "id@version"."""
        return f"{self.instrument}@{self.version}"


def list_definitions(session: Session) -> list[DefinitionLine]:
    """Every questionnaire, by name and version, and whether it shipped with the product or was added."""
    lines = [
        DefinitionLine(
            definition.id, definition.version, definition.title.into(), definition.structure_hash, source
        )
        for source, definition in _newest_texts(session)
    ]
    return sorted(lines, key=lambda line: (line.instrument, _numbers(line.version)))


def find_definition(session: Session, spec: str) -> Definition:
    """The questionnaire named "id@version", or "id" for its newest version; UserError when there is none."""
    instrument, _, version = spec.partition("@")
    there = sorted(
        (definition for _, definition in _newest_texts(session)), key=lambda one: _numbers(one.version)
    )
    named = [one for one in there if one.id == instrument and version in ("", one.version)]
    if not named:
        known = ", ".join(sorted(f"{one.id}@{one.version}" for one in there))
        raise UserError(f"There is no questionnaire “{spec}”. Those there are: {known}.")
    return named[-1]


def _newest_texts(session: Session) -> Iterator[tuple[str, Definition]]:
    """Each questionnaire in its newest text revision, whether that ships or was added."""
    shipped = [library.find(f"{instrument}@{version}") for instrument, version in library.shipped()]
    newest: dict[tuple[str, str], Definition] = {}
    for definition in [*shipped, *(parsed(row.body) for row in definitions.every(session))]:
        name = definition.id, definition.version
        if name not in newest or newest[name].text_revision < definition.text_revision:
            newest[name] = definition
    for name, definition in newest.items():
        yield "shipped" if name in library.shipped() else "added", definition


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
