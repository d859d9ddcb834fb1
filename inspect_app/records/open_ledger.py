"""The one door by which saves come into the ledger: an assessment's, locked while it is open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from inspect_app.ledger import assessment
from inspect_app.ledger.advance import advance
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import link
from inspect_app.ledger.entries import (
    MalformedSave,
    Save,
    same_author,
    text_digest,
    text_of,
)
from inspect_app.ledger.replay import began_with, replay
from inspect_app.ledger.wellformed import check_well_formed
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import definitions
from inspect_app.records.base import Attributes, Base
from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    CaseRow,
    DefinitionRow,
    InspectionRow,
)
from inspect_app.records.saves import of_assessment
from inspect_app.records.scope import BUILT_ONCE
from inspect_app.records.states import derive

Texts = Mapping[str, tuple[str, str]]
"""Salt and words by entry id, for every entry that holds a digest."""


@dataclass(frozen=True)
class Known:
    """A save that is stored: its content's hash, whose it is, and the device that it was made on."""

    content_hash: str
    author: str
    device: str


class OpenLedger:
    """The ledger of one assessment, nobody else's to change until the transaction ends.

    `take` adds saves, and `close` then brings the state row up to date with all of them; `state` is what they
    amount to from then on.
    """

    def __init__(self, rows: Sequence[Any], definition: Definition) -> None:
        found = rows[0]
        self._known = {
            row.known: Known(row.content_hash, row.author, row.device)
            for row in rows
            if row.known is not None
        }
        self.assessment: str = found.assessment_id
        self.ref: str = found.ref
        self.reference: str = found.reference
        self.attributes: Attributes = found.attributes
        self.definition = definition
        self.state: AssessmentState = assessment.from_json(found.state)
        self.saves: int = found.saves
        self.chain: str = found.chain_head
        self._changed: tuple[datetime | None, str | None] = found.changed_at, found.changed_by
        self._last: tuple[datetime, str] | None = None
        self._received: dict[str, tuple[datetime, str]] = {}
        self._behind = False

    def look_again(self, session: Session, saves: Collection[str]) -> None:
        """Asks anew which of some saves are known."""
        columns = (_SAVE.c.id, _SAVE.c.content_hash, _SAVE.c.author, _SAVE.c.device)
        query = select(*columns).where(_SAVE.c.id.in_(list(saves)))
        self._known = {id_: Known(*rest) for id_, *rest in session.connection().execute(query)}

    def take(self, session: Session, save: Save, texts: Texts, now: datetime) -> bool:
        """Adds a save, one of those it was opened for, unless it is known; whether it was new.

        Raises UserError when it is malformed, made with another definition, or has another save's id.
        """
        check_well_formed(save)
        _check_texts(save, texts)
        if save.definition_hash != self.definition.structure_hash:
            raise UserError(
                "This was saved with another questionnaire than the inspection's. Load the page again."
            )
        if save.id in self._known:
            _check_same(save, self._known[save.id])
            return False
        self._known[save.id] = Known(save.content_hash, save.author, save.device)
        self._insert(session, save, texts, now)
        self._last = self._received[save.id] = now, save.author
        self._tell(save)
        return True

    def close(self, session: Session) -> None:
        """Writes what all saves amount to; nothing when none was new."""
        if self._last is None:
            return
        if self._behind:
            self._replay(session)
        changed_at, changed_by = self._changed
        last_at, last_author = self._last
        row = {
            **derive(self.definition, self.state),
            "saves": self.saves,
            "chain_head": self.chain,
            "changed_at": changed_at,
            "changed_by": changed_by,
            "last_at": last_at,
            "last_author": last_author,
            "of": self.assessment,
        }
        session.connection().execute(_UPDATE, row)
        self._last = None

    def _tell(self, save: Save) -> None:
        # What needs a replay, and what comes after it, is told by one replay when the ledger is closed.
        told = None if self._behind else advance(self.definition, self.attributes, self.state, save)
        if told is None:
            self._behind = True
            return
        if told.status is not self.state.status:
            self._changed = self._received[save.id]
        self.state = told

    def _replay(self, session: Session) -> None:
        before, saves = self.state, of_assessment(session, self.assessment)
        self.state = replay(self.definition, self.attributes, saves)
        self._behind = False
        if (self.state.status, self.state.history) != (before.status, before.history):
            began = began_with(self.definition, self.attributes, saves, self.state)
            if began and began.id in self._received:
                self._changed = self._received[began.id]

    def _insert(self, session: Session, save: Save, texts: Texts, now: datetime) -> None:
        content = save.content_hash
        self.saves += 1
        self.chain = link(self.chain, content, now)
        row = {
            "id": save.id,
            "assessment_id": save.assessment,
            "seq": self.saves,
            "author": save.author,
            "device": save.device,
            "made_at": save.made_at,
            "received_at": now,
            "definition_hash": save.definition_hash,
            "text_revision": save.text_revision,
            "entries": save.entries_text,
            "content_hash": content,
            "chain_hash": self.chain,
        }
        connection = session.connection()
        connection.execute(_INSERT, row)
        words = [
            {"entry_id": id_, "save_id": save.id, "salt": salt, "text": text}
            for id_, (salt, text) in texts.items()
        ]
        if words:
            connection.execute(_INSERT_TEXTS, words)


_STATE, _SAVE, _TEXT = (Base.metadata.tables[name] for name in ("assessment_state", "save", "save_text"))
_ANY = _SAVE.alias()
_INSERT = insert(_SAVE)
_INSERT_TEXTS = insert(_TEXT).returning(_TEXT.c.entry_id)  # asked to return, it stores all rows at once
_WHOSE = {"assessment_id", "inspection_id", "case_id", "reading"}
_UPDATE = (
    update(_STATE)
    .where(_STATE.c.assessment_id == bindparam("of"))
    .values({column.name: bindparam(column.name) for column in _STATE.c if column.name not in _WHOSE})
)


def open_ledger(session: Session, assessment_id: str, saves: Collection[str]) -> OpenLedger | None:
    """The ledger of an assessment, locked, and which of some saves are known, by their ids.

    None when the assessment isn't among what the session can find.
    """
    # on SQLite the transaction holds the write lock from its beginning
    rows = session.execute(_OPEN, {"of": assessment_id, "saves": list(saves)}).all()
    if not rows:
        return None
    name = rows[0][-len(definitions.NAMED_BY) :]
    ledger = OpenLedger(rows, definitions.named(session, name))
    if ledger.saves != (rows[0].last_seq or 0):
        # The lock was waited for: the state is as it is now, what was joined to it as it was before.
        ledger.look_again(session, saves)
    return ledger


# A page saves at every answer: one query, built once. Of saves it asks the table and not its class: an id
# that somebody else's save has is taken, in whoever's scope it is.
_OPEN = (
    select(
        AssessmentStateRow.assessment_id,
        AssessmentStateRow.state,
        AssessmentStateRow.saves,
        AssessmentStateRow.chain_head,
        AssessmentStateRow.changed_at,
        AssessmentStateRow.changed_by,
        CaseRow.reference,
        CaseRow.attributes,
        InspectionRow.ref,
        _SAVE.c.id.label("known"),
        _SAVE.c.content_hash,
        _SAVE.c.author,
        _SAVE.c.device,
        select(func.max(_ANY.c.seq))
        .where(_ANY.c.assessment_id == bindparam("of"))
        .scalar_subquery()
        .label("last_seq"),
        *definitions.NAMED_BY,
    )
    .select_from(AssessmentStateRow)
    .join(AssessmentRow, AssessmentRow.id == AssessmentStateRow.assessment_id)
    .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
    .join(InspectionRow, InspectionRow.id == CaseRow.inspection_id)
    .join(DefinitionRow, DefinitionRow.id == InspectionRow.definition_id)
    .outerjoin(_SAVE, _SAVE.c.id.in_(bindparam("saves", expanding=True)))
    .where(AssessmentStateRow.assessment_id == bindparam("of"))
    .with_for_update(of=AssessmentStateRow)
    .execution_options(**{BUILT_ONCE: True})
)


def _check_same(save: Save, known: Known) -> None:
    # A browser sends again what it got no answer to, perhaps after its owner signed in anew: the words for
    # its device are then others, and for its owner when the account has been given another name.
    author = known.author if same_author(save.author, known.author) else save.author
    if replace(save, author=author, device=known.device).content_hash != known.content_hash:
        raise UserError("Another save has this one's id already. Load the page again and save once more.")


def _check_texts(save: Save, texts: Texts) -> None:
    digests = {id_: text_of(entry) for id_, entry in save.by_id.items() if text_of(entry)}
    if any("\0" in text for _, text in texts.values()):
        raise MalformedSave("This save cannot be read: a text holds a character that cannot be stored.")
    if digests != {id_: text_digest(salt, text) for id_, (salt, text) in texts.items()}:
        raise MalformedSave("This save cannot be read: its texts are not those that its entries name.")
