"""Recomputes everything from the saves and names what differs; restores what can be recomputed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import Text, cast, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inspect_app.ledger import assessment
from inspect_app.ledger.chain import beginning, link
from inspect_app.ledger.entries import Save, text_digest, text_of
from inspect_app.ledger.replay import began_with, replay
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.base import Attributes
from inspect_app.records.inspections import definition_of
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow, SaveTextRow
from inspect_app.records.saves import as_save
from inspect_app.records.states import Derived, derive

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, DBAPIError)
"""What reading something stored can raise once somebody has meddled with it."""
CANNOT_BE_READ = "Something stored about it, or its questionnaire, cannot be read any more."


@dataclass(frozen=True)
class Finding:
    """Something that differs; `save` is None when no one save does, `derived` when `rebuild` mends it."""

    assessment: str
    case: str
    save: str | None
    message: str
    derived: bool = False


@dataclass(frozen=True)
class Verification:
    """How much was checked, and everything that differs."""

    assessments: int
    saves: int
    findings: tuple[Finding, ...]


class Noted(TypedDict):
    """The columns of a state row that tell when saves came and whose they were."""

    changed_at: datetime | None
    changed_by: str | None
    last_at: datetime | None
    last_author: str | None


class Whose(TypedDict):
    """The columns of a state row that say whose it is."""

    inspection_id: int
    case_id: int
    reading: int


@dataclass(frozen=True)
class _Assessment:
    """An assessment with its saves as stored and as read, the latter None where one can no longer be read.

    `readable` is False when not even the rows can be, because a column holds what is not of its type.
    """

    id: str
    case: str
    whose: Whose
    attributes: Attributes
    state: AssessmentStateRow | None
    rows: list[SaveRow]
    saves: list[Save | None]
    readable: bool = True

    def finding(self, message: str, save: str | None = None, *, derived: bool = False) -> Finding:
        return Finding(self.id, self.case, save, message, derived)

    def derive(self, session: Session) -> Derived:
        definition = definition_of(session, self.whose["inspection_id"])
        readable = [save for save in self.saves if save is not None]
        return derive(definition, replay(definition, self.attributes, readable))

    def began(self, session: Session, derived: Derived) -> SaveRow | None:
        """The save by which the status began; None for a case that nobody has begun."""
        saves = [save for save in self.saves if save is not None]
        state = assessment.from_json(derived["state"])
        save = began_with(definition_of(session, self.whose["inspection_id"]), self.attributes, saves, state)
        return next(row for row in self.rows if row.id == save.id) if save else None

    def noted(self, session: Session, derived: Derived) -> Noted:
        """What a state row holds of when the saves came and whose they were."""
        changed = self.began(session, derived)
        last = self.rows[-1] if self.rows else None
        return Noted(
            changed_at=changed.received_at if changed else None,
            changed_by=changed.author if changed else None,
            last_at=last.received_at if last else None,
            last_author=last.author if last else None,
        )


def verify(session: Session, inspection: int | None = None) -> Verification:
    """Checks every save, text and state row of an inspection, or of all."""
    assessments = saves = 0
    findings: list[Finding] = []
    for one in _assessments(session, inspection):
        assessments += 1
        saves += len(one.rows)
        findings += _differences(session, one)
    return Verification(assessments, saves, tuple(findings))


def rebuild(session: Session, inspection: int | None = None) -> int:
    """Restores state rows from the saves and returns how many needed it.

    Raises UserError, and changes nothing, when the saves or texts themselves are not what they were: those
    come back only from a copy of the database.
    """
    damaged = []
    for one in _assessments(session, inspection):
        findings = _differences(session, one)
        if any(not finding.derived for finding in findings):
            raise UserError(
                f"The saves of case {one.case} are not what they were, so its state can't be recomputed. "
                "See inspect-app ledger verify, and restore a copy of the database."
            )
        if findings:
            damaged.append(one)
    for one in damaged:
        _restore(session, one)
    return len(damaged)


def _restore(session: Session, one: _Assessment) -> None:
    derived = one.derive(session)
    noted = one.noted(session, derived)
    if one.state is None:
        head = one.rows[-1].chain_hash if one.rows else beginning(one.id)
        session.add(
            AssessmentStateRow(
                assessment_id=one.id, saves=len(one.rows), chain_head=head, **one.whose, **derived, **noted
            )
        )
    else:
        for column, value in {**one.whose, **derived, **noted}.items():
            setattr(one.state, column, value)
    session.flush()


def _assessments(session: Session, inspection: int | None) -> Iterator[_Assessment]:
    """One at a time, so that memory doesn't grow with the ledger."""
    attributes = cast(CaseRow.attributes, Text)  # read by `_load`, so that one bad cell doesn't hide the rest
    query = (
        select(
            *(AssessmentRow.id, CaseRow.reference, attributes),
            *(CaseRow.inspection_id, CaseRow.id, AssessmentRow.reading),
        )
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .order_by(CaseRow.inspection_id, CaseRow.reference, AssessmentRow.reading)
    )
    if inspection is not None:
        query = query.where(CaseRow.inspection_id == inspection)
    for id_, case, facts, of_inspection, of_case, reading in session.execute(query).all():
        whose = Whose(inspection_id=of_inspection, case_id=of_case, reading=reading)
        yield _load(session, id_, case, facts, whose)


def _load(session: Session, id_: str, case: str, attributes: str, whose: Whose) -> _Assessment:
    of_assessment = select(SaveRow).where(SaveRow.assessment_id == id_).order_by(SaveRow.seq)
    try:
        state = session.get(AssessmentStateRow, id_, populate_existing=True)
        rows = list(session.scalars(of_assessment.execution_options(populate_existing=True)))
        given = json.loads(attributes)
    except UNREADABLE:
        return _Assessment(id_, case, whose, {}, None, [], [], readable=False)
    return _Assessment(id_, case, whose, given, state, rows, [_read(row) for row in rows])


def _read(row: SaveRow) -> Save | None:
    try:
        save = as_save(row)
        return save if save.entries_text == row.entries else None
    except UNREADABLE:
        return None


def _differences(session: Session, one: _Assessment) -> list[Finding]:
    if not one.readable:
        return [one.finding(CANNOT_BE_READ)]
    found: list[Finding] = []
    try:
        found += _changed_saves(one)
        found += _broken_links(one)
        found += _changed_texts(session, one)
        if not found:  # a state recomputed from changed saves would only repeat what is said already
            found += _changed_state(session, one)
    except UNREADABLE:
        found.append(one.finding(CANNOT_BE_READ))
    return found


def _changed_saves(one: _Assessment) -> Iterator[Finding]:
    for row, save in zip(one.rows, one.saves, strict=True):
        if save is None or save.content_hash != row.content_hash:
            yield one.finding(f"Save {row.seq} has been changed.", row.id)


def _broken_links(one: _Assessment) -> Iterator[Finding]:
    head, last = beginning(one.id), 0
    for row in one.rows:
        if row.seq != last + 1:
            yield one.finding(f"There is a gap in the saves before save {row.seq}.", row.id)
        elif row.chain_hash != link(head, row.content_hash, row.received_at):
            yield one.finding(f"Save {row.seq} does not follow the saves before it.", row.id)
        head, last = row.chain_hash, row.seq
    if one.state is not None and (one.state.saves, one.state.chain_head) != (last, head):
        yield one.finding(
            f"The saves end at save {last}, but the last one received was save {one.state.saves}."
        )


def _changed_texts(session: Session, one: _Assessment) -> Iterator[Finding]:
    query = (
        select(SaveTextRow.entry_id, SaveTextRow.save_id, SaveTextRow.salt, SaveTextRow.text)
        .join(SaveRow, SaveRow.id == SaveTextRow.save_id)
        .where(SaveRow.assessment_id == one.id)
    )
    texts = {entry: (save, text_digest(salt, text)) for entry, save, salt, text in session.execute(query)}
    for save in filter(None, one.saves):
        for id_, entry in save.by_id.items():
            expected = text_of(entry)
            if expected is None:
                continue
            if id_ not in texts:
                yield one.finding(f"The text of entry {id_} is missing.", save.id)
            elif texts.pop(id_) != (save.id, expected):
                yield one.finding(f"The text of entry {id_} has been changed.", save.id)
    for id_, (save_id, _) in sorted(texts.items()):
        yield one.finding(f"There is a text of entry {id_}, which has none.", save_id)


def _changed_state(session: Session, one: _Assessment) -> Iterator[Finding]:
    if one.state is None:
        yield one.finding("The state row is missing.", derived=True)
        return
    derived = one.derive(session)
    for column, value in {**one.whose, **derived, **one.noted(session, derived)}.items():
        if getattr(one.state, column) != value:
            yield one.finding(f"The state row differs from what the saves amount to: {column}.", derived=True)
