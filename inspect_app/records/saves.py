"""The stored ledger: saves are added here, and read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import link, position
from inspect_app.ledger.entries import (
    MalformedSave,
    Save,
    content_hash,
    entries_from_json,
    entries_json,
    text_digest,
    text_of,
)
from inspect_app.ledger.heads import Verdict
from inspect_app.ledger.replay import replay
from inspect_app.ledger.states import CaseStatus
from inspect_app.ledger.wellformed import check_well_formed
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow, SaveTextRow
from inspect_app.records.states import derive


@dataclass(frozen=True)
class Receipt:
    """What became of a save: False when it was there already, the verdict on each entry, the state now."""

    saved: bool
    verdicts: dict[str, Verdict]
    state: AssessmentState


def append(
    session: Session,
    definition: Definition,
    attributes: Mapping[str, str],
    save: Save,
    texts: Mapping[str, tuple[str, str]],
    received_at: datetime,
) -> Receipt:
    """Adds a save to its assessment and brings the state row up to date; the same save again changes nothing.

    `texts` gives salt and words by entry id, for every entry that holds a digest. Raises UserError when the
    save is malformed, made with another definition, about an unknown assessment, or takes another save's id.
    """
    check_well_formed(save)
    _check_texts(save, texts)
    if save.definition_hash != definition.structure_hash:
        raise UserError(
            "This was saved with another questionnaire than the inspection's. Load the page again."
        )
    row = _lock(session, save.assessment)
    known = session.execute(select(SaveRow.content_hash).where(SaveRow.id == save.id)).scalar_one_or_none()
    if known not in (None, content_hash(save)):
        raise UserError("Another save has this one's id already. Load the page again and save once more.")
    if known is None:
        _insert(session, save, texts, row, received_at)
    state = replay(definition, attributes, of_assessment(session, save.assessment))
    if known is None:
        for column, value in derive(definition, state).items():
            setattr(row, column, value)
        session.flush()
    return Receipt(known is None, {id_: state.verdict(id_) for id_ in save.by_id()}, state)


def of_assessment(session: Session, assessment: str) -> list[Save]:
    """An assessment's saves in order of receipt."""
    query = select(SaveRow).where(SaveRow.assessment_id == assessment).order_by(SaveRow.seq)
    return [as_save(row) for row in session.scalars(query)]


def texts(session: Session, assessment: str) -> dict[str, str]:
    """The words of an assessment's entries, by entry id."""
    query = (
        select(SaveTextRow.entry_id, SaveTextRow.text)
        .join(SaveRow, SaveRow.id == SaveTextRow.save_id)
        .where(SaveRow.assessment_id == assessment)
    )
    return {entry_id: text for entry_id, text in session.execute(query)}  # noqa: C416 - dict() loses the types


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


def _check_texts(save: Save, texts: Mapping[str, tuple[str, str]]) -> None:
    digests = {id_: text_of(entry) for id_, entry in save.by_id().items() if text_of(entry)}
    if any("\0" in text for _, text in texts.values()):
        raise MalformedSave("This save cannot be read: a text holds a character that cannot be stored.")
    if digests != {id_: text_digest(salt, text) for id_, (salt, text) in texts.items()}:
        raise MalformedSave("This save cannot be read: its texts are not those that its entries name.")


def _lock(session: Session, assessment: str) -> AssessmentStateRow:
    # on SQLite the transaction holds the write lock from its beginning
    query = select(AssessmentStateRow).where(AssessmentStateRow.assessment_id == assessment).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise UserError("This save is about a case that is not in this database.")
    return row


def _insert(
    session: Session,
    save: Save,
    texts: Mapping[str, tuple[str, str]],
    row: AssessmentStateRow,
    received_at: datetime,
) -> None:
    content = content_hash(save)
    row.saves += 1
    row.chain_head = link(row.chain_head, content, received_at)
    session.add(
        SaveRow(
            id=save.id,
            assessment_id=save.assessment,
            seq=row.saves,
            author=save.author,
            device=save.device,
            made_at=save.made_at,
            received_at=received_at,
            definition_hash=save.definition_hash,
            text_revision=save.text_revision,
            entries=entries_json(save.entries),
            content_hash=content,
            chain_hash=row.chain_head,
        )
    )
    session.flush()
    session.add_all(
        SaveTextRow(entry_id=id_, save_id=save.id, salt=salt, text=text)
        for id_, (salt, text) in texts.items()
    )
    session.flush()


def last_received(
    session: Session, inspection: int, status: CaseStatus, areas: Collection[int] | None = None
) -> datetime | None:
    """When the last save came about cases that are in a state (and of some areas), or None."""
    query = (
        select(func.max(SaveRow.received_at))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == SaveRow.assessment_id)
        .join(AssessmentRow, AssessmentRow.id == SaveRow.assessment_id)
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .where(CaseRow.inspection_id == inspection, AssessmentStateRow.status == status)
    )
    return session.scalar(_within(query, areas))


_Found = TypeVar("_Found")


def _within(query: Select[*tuple[_Found]], areas: Collection[int] | None) -> Select[*tuple[_Found]]:
    return query if areas is None else query.where(CaseRow.area_id.in_(areas))
