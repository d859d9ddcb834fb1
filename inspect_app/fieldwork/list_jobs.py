"""Lists what was asked to be made in the background, and finds one of it with how far it has come."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.permissions import Visitor, may
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import inspections, jobs
from inspect_app.records.engine import Session
from inspect_app.records.jobs import JobStatus
from inspect_app.records.models import JobRow


@dataclass(frozen=True)
class OutputFile:
    """A file that came of a job."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Job:
    """A job as its asker sees it. `ahead` is how many others are taken before it, while it waits.

    `cancelled_by` is set from when somebody asks it to end, which takes a moment while it is running.
    """

    id: str
    kind: JobKind
    wanted: dict[str, Any]
    status: JobStatus
    stage: str
    per_cent: int
    asked_at: datetime
    author: str
    attempt: int
    ahead: int
    ended_at: datetime | None
    cancelled_by: str | None
    reason: str | None
    files: tuple[OutputFile, ...]
    removed_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it has not ended yet."""
        return self.status.open

    @property
    def ready(self) -> bool:
        """Whether its files can be fetched."""
        return self.status is JobStatus.DONE and self.removed_at is None


def list_jobs(session: Session, visitor: Visitor, ref: str) -> list[Job]:
    """What was asked for last in an inspection and may be seen, newest first."""
    inspection, _ = inspections.find(session, ref)
    rows = jobs.of_inspection(session, inspection.id)
    return [job_of(session, row) for row in rows if _may_see(visitor, ref, row)]


def get_job(session: Session, visitor: Visitor, ref: str, job: str) -> Job:
    """One job by its id; NotThere when there is none that may be seen."""
    return job_of(session, find_row(session, visitor, ref, job))


def find_row(session: Session, visitor: Visitor, ref: str, job: str) -> JobRow:
    """The row of one job; NotThere when there is none that may be seen."""
    inspection, _ = inspections.find(session, ref)
    row = jobs.find(session, inspection.id, job)
    if row is None or not _may_see(visitor, ref, row):
        raise NotThere("There is nothing of this name. It may have been asked for by somebody else.")
    return row


def job_of(session: Session, row: JobRow) -> Job:
    """A job as its asker sees it."""
    status = JobStatus(row.status)
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        wanted=json.loads(row.wanted),
        status=status,
        stage=row.stage,
        per_cent=row.per_cent,
        asked_at=row.asked_at,
        author=row.author,
        attempt=row.attempts,
        ahead=jobs.count_ahead(session, row) if status is JobStatus.WAITING else 0,
        ended_at=row.ended_at,
        cancelled_by=row.cancelled_by,
        reason=row.reason,
        files=tuple(OutputFile(name, **about) for name, about in sorted(row.files.items())),
        removed_at=row.removed_at,
    )


def _may_see(visitor: Visitor, ref: str, row: JobRow) -> bool:
    kind = JobKind(row.kind)
    # Raw data is made as its asker may see it, for the recipient that was named: it is nobody else's.
    theirs = kind is not JobKind.DATA or row.account_id == visitor.account
    return theirs and all(may(visitor, right, ref) for right in kind.needs(json.loads(row.wanted)))
