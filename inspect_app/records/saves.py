"""What is read of the stored ledger."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from inspect_app.ledger.chain import position
from inspect_app.ledger.entries import (
    Entry,
    Save,
    entries_from_json,
)
from inspect_app.records.models import AssessmentRow, CaseRow, SaveRow, SaveTextRow


def of_assessment(session: Session, assessment_id: str) -> list[Save]:
    """An assessment's saves in order of receipt."""
    query = select(SaveRow).where(SaveRow.assessment_id == assessment_id).order_by(SaveRow.seq)
    return [as_save(row) for row in session.scalars(query)]


def with_receipt(session: Session, assessment_id: str) -> list[tuple[Save, datetime]]:
    """An assessment's saves in order of receipt, each with when it was received."""
    query = select(SaveRow).where(SaveRow.assessment_id == assessment_id).order_by(SaveRow.seq)
    return [(as_save(row), row.received_at) for row in session.scalars(query)]


Said = Mapping[str, tuple[Save, Entry]]
"""Entries with the saves that they are of, by entry id."""


def texts(session: Session, entries: Collection[str]) -> dict[str, str]:
    """The words of entries, by entry id."""
    query = select(SaveTextRow.entry_id, SaveTextRow.text).where(SaveTextRow.entry_id.in_(entries))
    return {entry_id: text for entry_id, text in session.execute(query)} if entries else {}  # noqa: C416 - dict() loses the types


def said(session: Session, entries: Collection[str]) -> dict[str, tuple[Save, Entry]]:
    """Entries with the saves that they are of; those that aren't there are left out."""
    if not entries:
        return {}
    ids = {entry.partition("/")[0] for entry in entries}
    found = [as_save(row) for row in session.scalars(select(SaveRow).where(SaveRow.id.in_(ids)))]
    every = {id_: (save, entry) for save in found for id_, entry in save.by_id.items()}
    return {id_: every[id_] for id_ in entries if id_ in every}


def places(session: Session, entries: Collection[str]) -> dict[str, tuple[int, int]]:
    """Where entries stand in the order of receipt: their save's place and their own, by entry id."""
    ids = {entry.partition("/")[0] for entry in entries}
    query = select(SaveRow.id, SaveRow.seq).where(SaveRow.id.in_(ids))
    received = {id_: seq for id_, seq in session.execute(query)} if ids else {}  # noqa: C416 - dict() loses the types
    split = ((entry, *entry.split("/")) for entry in entries)
    return {entry: (received[save], int(place)) for entry, save, place in split if save in received}


def ids(session: Session, assessment_id: str) -> tuple[str, ...]:
    """The ids of an assessment's saves in order of receipt; `position` names them together."""
    query = select(SaveRow.id).where(SaveRow.assessment_id == assessment_id).order_by(SaveRow.seq)
    return tuple(session.scalars(query))


def inspection_position(session: Session, inspection: int, areas: Collection[int] | None = None) -> str:
    """The ledger position of a whole inspection (or of some areas): the digest of the set of all saves."""
    query = (
        select(SaveRow.id)
        .join(AssessmentRow, AssessmentRow.id == SaveRow.assessment_id)
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .where(CaseRow.inspection_id == inspection)
    )
    return position(session.scalars(_within(query, areas)))


def as_save(row: SaveRow) -> Save:
    """The save that a row holds."""
    return Save(
        id=row.id,
        assessment=row.assessment_id,
        author=row.author,
        device=row.device,
        made_at=row.made_at,
        definition_hash=row.definition_hash,
        text_revision=row.text_revision,
        entries=entries_from_json(row.entries),
    )


_Found = TypeVar("_Found")


def _within(query: Select[*tuple[_Found]], areas: Collection[int] | None) -> Select[*tuple[_Found]]:
    return query if areas is None else query.where(CaseRow.area_id.in_(areas))
