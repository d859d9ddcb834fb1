"""Adds one save to the ledger."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import Save
from inspect_app.ledger.heads import Verdict
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.open_ledger import Texts, open_ledger


@dataclass(frozen=True)
class Receipt:
    """What became of a save: False when it was there already, the verdict on each entry, the state now."""

    saved: bool
    verdicts: dict[str, Verdict]
    state: AssessmentState


def append(session: Session, save: Save, texts: Texts, received_at: datetime) -> Receipt:
    """Adds a save to its assessment and brings the state row up to date; the same save again changes nothing.

    Raises UserError when the save is malformed, made with another definition, about an unknown assessment, or
    takes another save's id.
    """
    ledger = open_ledger(session, save.assessment, [save.id])
    if ledger is None:
        raise UserError("This save is about a case that is not in this database.")
    new = ledger.take(session, save, texts, received_at)
    ledger.close(session)
    return Receipt(new, {id_: ledger.state.verdict(id_) for id_ in save.by_id}, ledger.state)
