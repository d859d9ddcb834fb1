"""What a worker does with a job beside making its files: takes it, says how far it is, and ends it."""

from dataclasses import dataclass
from datetime import timedelta

from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.ledger.entries import Clock
from inspect_app.records import jobs
from inspect_app.records.base import Detail
from inspect_app.records.engine import Engine, Session, reading, transaction
from inspect_app.records.jobs import JobStatus, Lease, Progress, Standing
from inspect_app.records.models import JobRow

LEASE = timedelta(seconds=60)
"""How long a job stays a worker's without a word from it; a worker says one much more often."""
MOST_ATTEMPTS = 3
TOO_OFTEN = (
    "The programme that was making this was stopped three times before the end, each time with the work not "
    "done. The server may be short of memory. Tell whoever looks after it."
)


@dataclass(frozen=True)
class Taken:
    """A job that is now a worker's."""

    lease: Lease
    kind: JobKind


def take_job(engine: Engine, clock: Clock, worker: str) -> Taken | None:
    """The job that has waited longest, or whose worker is gone; None when there is nothing to do."""
    with reading(engine) as session:
        if not jobs.any_to_take(session, clock()):
            return None
    with transaction(engine) as session:
        while (row := jobs.next_to_take(session, clock())) is not None:
            if not _ended_instead(session, row, clock):
                now = clock()
                lease = jobs.lease(session, row, worker, now, now + LEASE)
                return Taken(lease, JobKind(row.kind))
    return None


def keep_job(engine: Engine, clock: Clock, lease: Lease, progress: Progress) -> Standing:
    """Say how far a job has come; answers whether it is the worker's still, and whether to go on."""
    with transaction(engine) as session:
        return jobs.renew(session, lease, clock() + LEASE, progress)


def finish_job(engine: Engine, clock: Clock, lease: Lease, files: Detail) -> bool:
    """End a job with its files; False when it is cancelled or another worker's, and they are to go."""
    with transaction(engine) as session:
        row = jobs.held(session, lease)
        if row is None:
            return False
        if row.cancelled_by is not None:
            jobs.end(session, row, JobStatus.CANCELLED, clock())
            return False
        row.files, row.per_cent = files, 100
        jobs.end(session, row, JobStatus.DONE, clock())
        return True


def fail_job(engine: Engine, clock: Clock, lease: Lease, reason: str) -> None:
    """End a job that can't be done, with the reason in words for its asker."""
    with transaction(engine) as session:
        row = jobs.held(session, lease)
        if row is not None:
            row.reason = reason
            jobs.end(session, row, JobStatus.FAILED, clock())


def stop_job(engine: Engine, clock: Clock, lease: Lease) -> None:
    """End a job that was cancelled while it ran, or give it back if its worker has to stop."""
    with transaction(engine) as session:
        row = jobs.held(session, lease)
        if row is None:
            return
        if row.cancelled_by is not None:
            jobs.end(session, row, JobStatus.CANCELLED, clock())
        else:
            jobs.give_back(session, row)


def _ended_instead(session: Session, row: JobRow, clock: Clock) -> bool:
    """Whether there is nothing to be done any more for a job whose worker is gone."""
    if row.cancelled_by is not None:
        jobs.end(session, row, JobStatus.CANCELLED, clock())
    elif row.attempts >= MOST_ATTEMPTS:
        row.reason = TOO_OFTEN
        jobs.end(session, row, JobStatus.FAILED, clock())
    else:
        return False
    return True
