"""Queries on jobs: work that is done in the background, leased to one worker at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import InspectionRow, JobRow

MOST_LISTED = 50


class JobStatus(StrEnum):
    """Where a job stands; the last three are its end."""

    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()

    @property
    def open(self) -> bool:
        """Whether it has not ended yet."""
        return self in (JobStatus.WAITING, JobStatus.RUNNING)


OPEN = tuple(each for each in JobStatus if each.open)


class Standing(StrEnum):
    """What a worker learns of the job that it holds."""

    HELD = auto()
    CANCELLED = auto()
    LOST = auto()


@dataclass(frozen=True)
class Lease:
    """A job that a worker holds, in which attempt."""

    job: str
    worker: str
    attempt: int


@dataclass(frozen=True)
class Progress:
    """The stage that a job is in, and how much of the whole is done."""

    stage: str
    per_cent: int


def add(session: Session, row: JobRow) -> None:
    """Stores what somebody asked for."""
    session.add(row)
    session.flush()


def find(session: Session, inspection: int, job: str) -> JobRow | None:
    """A job of an inspection by its id, or None."""
    return session.scalars(
        select(JobRow).where(JobRow.inspection_id == inspection, JobRow.id == job)
    ).one_or_none()


def lock(session: Session, row: JobRow) -> None:
    """Reads a row anew, so that nobody else changes it before this transaction ends."""
    session.refresh(row, with_for_update=True)


def of_inspection(session: Session, inspection: int) -> Sequence[JobRow]:
    """The jobs of an inspection that were asked for last, newest first."""
    query = select(JobRow).where(JobRow.inspection_id == inspection)
    return session.scalars(query.order_by(JobRow.asked_at.desc(), JobRow.id).limit(MOST_LISTED)).all()


def find_same(session: Session, inspection: int, kind: str, wanted: str) -> JobRow | None:
    """The newest job for the same wish that is under way or has its files still; None if there is none."""
    of_use = JobRow.status.in_(OPEN) & JobRow.cancelled_by.is_(None) | (
        (JobRow.status == JobStatus.DONE) & JobRow.removed_at.is_(None)
    )
    same = (JobRow.inspection_id == inspection, JobRow.kind == kind, JobRow.wanted == wanted)
    query = select(JobRow).where(*same, of_use).order_by(JobRow.asked_at.desc()).limit(1)
    return session.scalars(query).one_or_none()


def count_open(session: Session, inspection: int) -> int:
    """How many jobs of an inspection have not ended yet."""
    query = select(func.count()).where(JobRow.inspection_id == inspection, JobRow.status.in_(OPEN))
    return session.scalar(query) or 0


def count_ahead(session: Session, job: JobRow) -> int:
    """How many jobs, of whichever inspection, are taken before one that waits."""
    before = or_(JobRow.asked_at < job.asked_at, and_(JobRow.asked_at == job.asked_at, JobRow.id < job.id))
    query = select(func.count()).where(JobRow.status == JobStatus.WAITING, before)
    return session.scalar(query) or 0


def any_to_take(session: Session, now: datetime) -> bool:
    """Whether a worker would find something to do."""
    return session.scalar(select(JobRow.id).where(_to_take(now)).limit(1)) is not None


def next_to_take(session: Session, now: datetime) -> JobRow | None:
    """The job that waits longest or whose worker is gone; no other transaction gets the same one.

    On SQLite a transaction that writes holds the write lock from its beginning.
    """
    query = select(JobRow).where(_to_take(now)).order_by(JobRow.asked_at, JobRow.id).limit(1)
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def lease(session: Session, row: JobRow, worker: str, now: datetime, until: datetime) -> Lease:
    """Gives a job to a worker until a moment, unless it is renewed."""
    row.status, row.worker, row.leased_until = JobStatus.RUNNING, worker, until
    row.started_at, row.attempts = now, row.attempts + 1
    row.stage, row.per_cent = "", 0
    session.flush()
    return Lease(row.id, worker, row.attempts)


def renew(session: Session, held: Lease, until: datetime, progress: Progress) -> Standing:
    """Keeps a job for its worker, and how far it has come; says when it is the worker's no more."""
    change = update(JobRow).where(*_held(held))
    values = {"leased_until": until, "stage": progress.stage, "per_cent": progress.per_cent}
    found = session.execute(change.values(**values).returning(JobRow.cancelled_by)).one_or_none()
    if found is None:
        return Standing.LOST
    return Standing.HELD if found.cancelled_by is None else Standing.CANCELLED


def held(session: Session, held_by: Lease) -> JobRow | None:
    """The row of a job that a worker holds still, locked; None if it lost it."""
    return session.scalars(select(JobRow).where(*_held(held_by)).with_for_update()).one_or_none()


def end(session: Session, row: JobRow, status: JobStatus, now: datetime) -> None:
    """Ends a job; nobody holds it any more."""
    row.status, row.ended_at, row.worker, row.leased_until = status, now, None, None
    session.flush()


def give_back(session: Session, row: JobRow) -> None:
    """Lets another worker take a job that was begun."""
    row.status, row.worker, row.leased_until = JobStatus.WAITING, None, None
    row.stage, row.per_cent = "", 0
    session.flush()


def with_files_from_before(session: Session, moment: datetime) -> Sequence[JobRow]:
    """The jobs that ended before a moment and whose files are there still."""
    ended = (JobRow.status == JobStatus.DONE, JobRow.ended_at < moment, JobRow.removed_at.is_(None))
    return session.scalars(select(JobRow).where(*ended)).all()


def attempts_of_use(session: Session, jobs: Iterable[str]) -> dict[str, int | None]:
    """Of each job that is known, the attempt whose files may not be removed; None where all may."""
    rows = session.scalars(select(JobRow).where(JobRow.id.in_(jobs)))
    return {row.id: row.attempts if _of_use(row) else None for row in rows}


def inspection_of(session: Session, row: JobRow) -> str:
    """The ref of the inspection that a job is about."""
    return session.scalars(select(InspectionRow.ref).where(InspectionRow.id == row.inspection_id)).one()


def _of_use(row: JobRow) -> bool:
    return row.status == JobStatus.RUNNING or (row.status == JobStatus.DONE and row.removed_at is None)


def _to_take(now: datetime) -> ColumnElement[bool]:
    left = and_(JobRow.status == JobStatus.RUNNING, JobRow.leased_until < now)
    return or_(JobRow.status == JobStatus.WAITING, left)


def _held(held_by: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        JobRow.id == held_by.job,
        JobRow.status == JobStatus.RUNNING,
        JobRow.worker == held_by.worker,
        JobRow.attempts == held_by.attempt,
    )
