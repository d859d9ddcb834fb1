"""Moves a case through its states: submit, return, sign off, re-open."""

from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.policies import check_can_move
from inspect_app.fieldwork.store_save import store_move
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log
from inspect_app.records.engine import Session

LONGEST_REASON = 2_000


def submit(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    covers: str,
    reason: str | None = None,
) -> None:
    """Submit a complete case for review; `covers` is the position its author saw."""
    _move(session, actor, clock, Action.SUBMIT, ref, reference, covers, reason)


def return_case(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reference: str, covers: str, reason: str | None
) -> None:
    """Give a submitted case back to its inspector, with a reason."""
    _move(session, actor, clock, Action.RETURN, ref, reference, covers, reason)


def sign_off(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    covers: str,
    reason: str | None = None,
) -> None:
    """Sign a submitted case off exactly as its reviewer saw it."""
    _move(session, actor, clock, Action.SIGN_OFF, ref, reference, covers, reason)


def reopen(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reference: str, covers: str, reason: str | None
) -> None:
    """Open a signed-off case again, with a reason."""
    _move(session, actor, clock, Action.REOPEN, ref, reference, covers, reason)


def _move(
    session: Session,
    actor: Actor,
    clock: Clock,
    action: Action,
    ref: str,
    reference: str,
    covers: str,
    reason: str | None,
) -> None:
    case = open_case(session, ref, reference)
    given = tidy(reason or "")
    check_can_move(case, action, given)
    if len(given) > LONGEST_REASON:
        raise UserError(f"The reason is too long: {LONGEST_REASON:,} characters are allowed.")
    store_move(session, actor, clock, case, action=action, covers=covers, reason=given or None)
    access_log.record(session, clock(), actor, f"case.{action}", ref, f"case {reference}", {})
