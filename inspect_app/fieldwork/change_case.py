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


def change_case(
    session: Session,
    actor: Actor,
    clock: Clock,
    action: Action,
    *,
    ref: str,
    reference: str,
    covers: str,
    reason: str | None = None,
) -> None:
    """Take one step with a case, exactly as its author saw it: `covers` is the position of that page.

    Raises UserError when there is no such case, when its status doesn't allow the step, when a case to be
    submitted is not complete, when the reason is missing or too long, or when something was saved since.
    """
    case = open_case(session, ref, reference)
    given = tidy(reason or "")
    check_can_move(case, action, given)
    if len(given) > LONGEST_REASON:
        raise UserError(f"The reason is too long: {LONGEST_REASON:,} characters are allowed.")
    store_move(session, actor, clock, case, action=action, covers=covers, reason=given or None)
    access_log.record(session, clock(), actor, f"case.{action}", ref, f"case {reference}", {})
