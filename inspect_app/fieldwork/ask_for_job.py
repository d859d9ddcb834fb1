"""Asks for files that a worker makes in the background: those of an edition of a report, or raw data."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.output_files import all_there
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, jobs
from inspect_app.records.engine import Session
from inspect_app.records.jobs import JobStatus
from inspect_app.records.models import JobRow

MOST_OPEN = 5
"""How many jobs of one inspection wait or run at once; others wait for theirs meanwhile."""


@dataclass(frozen=True)
class Wish:
    """What is to be made: of which kind, and what that kind needs to know.

    `about` names it in the access log.
    """

    kind: JobKind
    wanted: dict[str, Any]
    about: str


def ask_for_job(
    session: Session, visitor: Visitor, clock: Clock, *, ref: str, wish: Wish, folder: Path | None = None
) -> str:
    """Ask for files to be made, and answer the id of the job.

    A report's files that are being made, or are whole under the outputs' `folder`, are not made again: the
    same edition gives the same files. Raises UserError when too many jobs of the inspection are waiting.
    """
    inspection, _ = inspections.lock(session, ref)  # who asks twice at once finds the first
    wanted = canonical_json(wish.wanted)
    if wish.kind is JobKind.REPORT:
        same = jobs.find_same(session, inspection.id, wish.kind, wanted)
        if same is not None and _of_use(same, folder):
            return same.id
        if same is not None:
            same.removed_at = clock()
    if jobs.count_open(session, inspection.id) >= MOST_OPEN:
        raise UserError(
            f"{MOST_OPEN} outputs of this inspection are being made already. "
            "Wait until one is ready, or cancel one that nobody needs."
        )
    now = clock()
    row = JobRow(
        id=str(uuid4()),
        inspection_id=inspection.id,
        kind=wish.kind,
        wanted=wanted,
        asked_at=now,
        author=visitor.actor.name,
        device=visitor.actor.device,
        account_id=visitor.account,
        status=JobStatus.WAITING,
    )
    jobs.add(session, row)
    detail = {"job": row.id, **wish.wanted}
    access_log.record(session, now, visitor.actor, "outputs.ask", ref, wish.about, detail)
    return row.id


def _of_use(row: JobRow, folder: Path | None) -> bool:
    whole = folder is not None and all_there(folder, row.id, row.attempts, row.files)
    return JobStatus(row.status).open or whole
