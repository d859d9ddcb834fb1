"""Saves what somebody answered about a case."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.fieldwork.draft_answers import Raw, draft_answers
from inspect_app.fieldwork.open_case import open_case, what_was_seen
from inspect_app.fieldwork.policies import check_can_edit
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class SaveResult:
    """How many answers and comments were saved, and per question what is wrong with those that weren't."""

    saved: int
    problems: dict[str, str]


def save_answers(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    answers: Mapping[str, Raw],
    comments: Mapping[str, str],
    seen: Mapping[str, tuple[str, ...]],
) -> SaveResult:
    """Save what differs from what the author saw; a bad answer to one question keeps none of the others back.

    `answers` and `comments` are as typed, by question id; `seen` are the entries the page was made from, so a
    page that has gone stale makes a conflict and never overwrites. Raises UserError when the case is unknown
    or closed.
    """
    case = open_case(session, ref, reference)
    check_can_edit(case.status)
    draft = draft_answers(case.inspection.definition, what_was_seen(session, case, seen), answers, comments)
    store_changes(session, actor, clock, case, draft.changes)
    return SaveResult(len(draft.changes), draft.problems)
