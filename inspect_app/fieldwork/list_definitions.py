"""Finds questionnaires: those that ship with the product and those that were added."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.questionnaire import library
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.structure import to_json
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
    """Each questionnaire in its newest wording: the last stored, unless the shipped one was never stored."""
    stored: dict[tuple[str, str], list[str]] = {}
    for row in definitions.every(session):
        stored.setdefault((row.instrument, row.version), []).append(row.body)
    for instrument, version in library.shipped():
        shipped = library.find(f"{instrument}@{version}")
        bodies = stored.pop((instrument, version), [])
        yield "shipped", parsed(bodies[-1]) if to_json(shipped) in bodies else shipped
    for bodies in stored.values():
        yield "added", parsed(bodies[-1])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
