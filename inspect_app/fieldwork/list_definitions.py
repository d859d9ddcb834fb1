"""Finds questionnaires: those that ship with the product and those that were added."""

from dataclasses import dataclass

from inspect_app.questionnaire import library
from inspect_app.questionnaire.model import Definition
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
    newest = _newest_texts(session)
    shipped = library.shipped()
    return [
        DefinitionLine(
            *name,
            newest[name].title.into(),
            newest[name].structure_hash,
            "shipped" if name in shipped else "added",
        )
        for name in library.in_order(newest)
    ]


def find_definition(session: Session, spec: str) -> Definition:
    """The questionnaire named "id@version", or "id" for its newest version; UserError when there is none."""
    newest = _newest_texts(session)
    return newest[library.choose(spec, newest)]


def every_instrument(session: Session | None) -> list[Definition]:
    """The newest version of every questionnaire by id; of those that ship alone without a session."""
    newest = _newest_texts(session)
    return list({name[0]: newest[name] for name in library.in_order(newest)}.values())


def _newest_texts(session: Session | None) -> dict[tuple[str, str], Definition]:
    """Each questionnaire by id and version in its newest text revision, whether that ships or was added."""
    shipped = [library.find(f"{instrument}@{version}") for instrument, version in library.shipped()]
    newest: dict[tuple[str, str], Definition] = {}
    added = [parsed(row.body) for row in definitions.every(session)] if session is not None else []
    for definition in [*shipped, *added]:
        name = definition.id, definition.version
        if name not in newest or newest[name].text_revision < definition.text_revision:
            newest[name] = definition
    return newest
