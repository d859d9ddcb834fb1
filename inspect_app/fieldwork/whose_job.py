"""Says what a worker is to make for a job, and what its asker may see now, not when they asked."""

import json
from dataclasses import dataclass
from typing import Any

from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.permissions import Visitor, check_may
from inspect_app.fieldwork.web_session import visitor_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import accounts, jobs
from inspect_app.records.engine import Session
from inspect_app.records.jobs import Lease


@dataclass(frozen=True)
class Errand:
    """What is to be made, of which inspection, and for whom."""

    kind: JobKind
    ref: str
    wanted: dict[str, Any]
    visitor: Visitor


def whose_job(session: Session, clock: Clock, lease: Lease) -> Errand:
    """What is to be made for a job; UserError when its asker may not have it any more, or it is lost."""
    row = jobs.held(session, lease)
    if row is None:
        raise UserError("Another worker has taken this over.")
    actor = Actor(row.author, row.device)
    ref, kind = jobs.inspection_of(session, row), JobKind(row.kind)
    visitor = Visitor(actor) if row.account_id is None else _asker(session, clock, row.account_id, actor)
    wanted = json.loads(row.wanted)
    for right in kind.needs(wanted):
        check_may(visitor, right, ref)
    return Errand(kind, ref, wanted, visitor)


def _asker(session: Session, clock: Clock, account: str, actor: Actor) -> Visitor:
    found = accounts.find(session, account)
    if found is None or found.disabled_at is not None:
        raise UserError("The account of whoever asked for this is disabled.")
    return visitor_of(session, found, actor, clock().date())
