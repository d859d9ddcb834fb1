"""Queries on the definitions in use."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, select
from sqlalchemy.orm import Session

from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.structure import from_json
from inspect_app.records.models import DefinitionRow


def add(
    session: Session,
    *,
    structure_hash: str,
    instrument: str,
    version: str,
    text_revision: int,
    body: str,
    added_at: datetime,
) -> DefinitionRow:
    """Stores a definition or a revision of its texts; that its structure is the same is the caller's care."""
    row = DefinitionRow(
        structure_hash=structure_hash,
        instrument=instrument,
        version=version,
        text_revision=text_revision,
        body=body,
        added_at=added_at,
    )
    session.add(row)
    session.flush()
    return row


def every(session: Session) -> list[DefinitionRow]:
    """All definitions, by instrument and version, revisions of their texts in order."""
    order = DefinitionRow.instrument, DefinitionRow.version, DefinitionRow.text_revision
    return list(session.scalars(select(DefinitionRow).order_by(*order)))


def revisions(session: Session, instrument: str, version: str) -> list[DefinitionRow]:
    """The revisions of one version's texts, oldest first; empty when it isn't stored."""
    query = (
        select(DefinitionRow)
        .where(DefinitionRow.instrument == instrument, DefinitionRow.version == version)
        .order_by(DefinitionRow.text_revision)
    )
    return list(session.scalars(query))


NAMED_BY = (
    DefinitionRow.id,
    DefinitionRow.structure_hash,
    DefinitionRow.text_revision,
    DefinitionRow.added_at,
)
"""What names a stored definition for good: rows are never changed, and an id alone may be given anew."""


def named(session: Session, name: Sequence[Any]) -> Definition:
    """The definition of a name (see NAMED_BY); its body is read and parsed once for each database."""
    of_database = _READ.setdefault(session.get_bind().dialect, {})
    key = tuple(name)
    if key not in of_database:
        query = select(DefinitionRow.body).where(DefinitionRow.id == key[0])
        of_database[key] = parsed(session.scalars(query).one())
    return of_database[key]


def worded(session: Session, structure_hash: str, text_revision: int) -> Definition | None:
    """The definition of a structure with the texts of a revision; None when that is not stored."""
    of_revision = (
        DefinitionRow.structure_hash == structure_hash,
        DefinitionRow.text_revision == text_revision,
    )
    name = session.execute(select(*NAMED_BY).where(*of_revision)).one_or_none()
    return None if name is None else named(session, name)


# A database's dialect is one object however the engine is used, and goes with it.
_READ: WeakKeyDictionary[Dialect, dict[tuple[Any, ...], Definition]] = WeakKeyDictionary()


@lru_cache(maxsize=32)
def parsed(body: str) -> Definition:
    """The definition in a stored body; definitions are immutable, so one is read once."""
    return from_json(body)
