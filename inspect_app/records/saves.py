"""The stored ledger: saves are added here, and read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger import assessment
from inspect_app.ledger.advance import advance
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import link, position
from inspect_app.ledger.entries import (
    Entry,
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
    """What became of a save: False when it was there already, the verdict on each entry, the state now.

    `saves` is how many saves the assessment has now, and `chain` where their chain ends.
    """

    saved: bool
    verdicts: dict[str, Verdict]
    state: AssessmentState
    saves: int
    chain: str


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
    state = assessment.from_json(row.state)
    new = not _is_known(session, save)
    if new:
        _insert(session, save, texts, row, received_at)
        state = _after(session, definition, attributes, state, save)
        _note(row, received_at, save, state)
        for column, value in derive(definition, state).items():
            setattr(row, column, value)
        session.flush()
    verdicts = {id_: state.verdict(id_) for id_ in save.by_id()}
    return Receipt(new, verdicts, state, row.saves, row.chain_head)


def _is_known(session: Session, save: Save) -> bool:
    # The table and not its class: an id that somebody else's save has is taken too, in whoever's scope it is.
    table = SaveRow.__table__
    row = session.execute(
        select(table.c.content_hash, table.c.device).where(table.c.id == save.id)
    ).one_or_none()
    if row is None:
        return False
    # A browser sends again what it got no answer to, perhaps after its owner signed in anew: the words for
    # its device are then others.
    if content_hash(replace(save, device=row.device)) != row.content_hash:
        raise UserError("Another save has this one's id already. Load the page again and save once more.")
    return True


def _after(
    session: Session,
    definition: Definition,
    attributes: Mapping[str, str],
    before: AssessmentState,
    save: Save,
) -> AssessmentState:
    told = advance(definition, attributes, before, save)
    return told or replay(definition, attributes, of_assessment(session, save.assessment))


def _note(row: AssessmentStateRow, received_at: datetime, save: Save, state: AssessmentState) -> None:
    moved = bool(state.history) and state.history[-1].entry in save.by_id()
    if moved or row.changed_at is None:
        row.changed_at = received_at
    row.last_at, row.last_author = received_at, save.author


def of_assessment(session: Session, assessment_id: str) -> list[Save]:
    """An assessment's saves in order of receipt."""
    query = select(SaveRow).where(SaveRow.assessment_id == assessment_id).order_by(SaveRow.seq)
    return [as_save(row) for row in session.scalars(query)]


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
    every = {id_: (save, entry) for save in found for id_, entry in save.by_id().items()}
    return {id_: every[id_] for id_ in entries if id_ in every}


def position_of(session: Session, assessment_id: str) -> str:
    """The ledger position of an assessment: the digest of the set of its saves."""
    return position(session.scalars(select(SaveRow.id).where(SaveRow.assessment_id == assessment_id)))


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


def _lock(session: Session, assessment_id: str) -> AssessmentStateRow:
    # on SQLite the transaction holds the write lock from its beginning
    query = (
        select(AssessmentStateRow).where(AssessmentStateRow.assessment_id == assessment_id).with_for_update()
    )
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
