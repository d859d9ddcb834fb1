"""Hands out a file that was made in the background, and notes in the access log who took it."""

from pathlib import Path

from inspect_app.fieldwork.list_jobs import find_row, job_of
from inspect_app.fieldwork.output_files import GONE, file_of
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import access_log
from inspect_app.records.engine import Session


def fetch_output(
    session: Session, visitor: Visitor, clock: Clock, *, ref: str, job: str, name: str, folder: Path
) -> Path:
    """Where a file of a job lies under the outputs' `folder`, to be sent.

    Raises NotThere if there is none, UserError if it is damaged.
    """
    row = find_row(session, visitor, ref, job)
    found = job_of(session, row)
    file = next((each for each in found.files if each.name == name), None)
    if file is None or not found.ready:
        raise NotThere(GONE)
    path = file_of(folder, row.id, row.attempts, name, row.files[name])
    detail = {"job": row.id, "file": name, "sha256": file.sha256}
    access_log.record(session, clock(), visitor.actor, "outputs.fetch", ref, name, detail)
    return path
