"""Ends a job that nobody needs any more."""

from inspect_app.fieldwork.list_jobs import find_row
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, jobs
from inspect_app.records.engine import Session
from inspect_app.records.jobs import JobStatus


def cancel_job(session: Session, visitor: Visitor, clock: Clock, *, ref: str, job: str) -> None:
    """Cancel a job: at once while it waits, and within a moment while a worker is at it.

    Raises UserError when it has ended already, or there is none that may be seen.
    """
    row = find_row(session, visitor, ref, job)
    jobs.lock(session, row)
    status = JobStatus(row.status)
    if not status.open:
        raise UserError("This has ended already, so there is nothing to cancel.")
    now = clock()
    row.cancelled_by = visitor.actor.name
    if status is JobStatus.WAITING:
        jobs.end(session, row, JobStatus.CANCELLED, now)
    access_log.record(session, now, visitor.actor, "outputs.cancel", ref, f"job {row.id}", {})
