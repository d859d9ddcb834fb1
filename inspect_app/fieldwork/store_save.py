"""Puts what a person says about a case into the ledger as one save."""

import secrets
from collections.abc import Sequence

from uuid6 import uuid7

from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.ledger.entries import Actor, Clock, Entry, EntryKind, Save, text_digest, with_text
from inspect_app.ledger.heads import Verdict, VerdictKind
from inspect_app.ledger.moves import move_value
from inspect_app.ledger.replay import STATE
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.append import append
from inspect_app.records.engine import Session

Sealed = tuple[str, str]
"""The salt of a text's digest, and the text."""


def store_changes(
    session: Session, actor: Actor, clock: Clock, case: CaseView, changes: Sequence[Change]
) -> None:
    """One save with an entry for each change, in order; no changes make no save."""
    if not changes:
        return
    entries = []
    texts: dict[int, Sealed] = {}
    for place, change in enumerate(changes):
        value = change.value
        if change.text:
            texts[place] = _seal(change.text)
            value = with_text(change.kind, value, text_digest(*texts[place]))
        entries.append(Entry(change.kind, change.subject, value, change.parents))
    _append(session, actor, clock, case, entries, texts)


def store_move(
    session: Session,
    actor: Actor,
    clock: Clock,
    case: CaseView,
    *,
    action: Action,
    covers: str,
    reason: str | None,
) -> None:
    """One save that changes the case's state, which the policies have allowed.

    Raises UserError when the case is no longer as its author saw it (`covers`).
    """
    sealed = _seal(reason) if reason else None
    value = move_value(action, covers, text_digest(*sealed) if sealed else None)
    entry = Entry(EntryKind.STATE, "", value, case.heads.get(STATE, ()))
    verdict = _append(session, actor, clock, case, [entry], {0: sealed} if sealed else {})[0]
    if verdict.kind is not VerdictKind.APPLIED:
        raise UserError(
            "Something was saved in the meantime that you had not seen. Look at the case again, then decide."
        )


def _append(
    session: Session,
    actor: Actor,
    clock: Clock,
    case: CaseView,
    entries: Sequence[Entry],
    texts: dict[int, Sealed],
) -> list[Verdict]:
    now = clock()
    save = Save(
        id=str(uuid7()),
        assessment=case.assessment,
        author=actor.name,
        device=actor.device,
        made_at=now.isoformat(timespec="milliseconds"),
        definition_hash=case.inspection.structure_hash,
        text_revision=case.inspection.text_revision,
        entries=tuple(entries),
    )
    sealed = {f"{save.id}/{place}": text for place, text in texts.items()}
    receipt = append(session, save, sealed, now)
    return [receipt.verdicts[id_] for id_ in save.by_id]


def _seal(text: str) -> Sealed:
    return secrets.token_hex(16), text
