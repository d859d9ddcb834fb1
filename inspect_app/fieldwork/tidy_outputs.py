"""Removes files that have been kept long enough, and what lost workers left behind."""

from datetime import timedelta
from pathlib import Path

from inspect_app.fieldwork.output_files import folder_of, folders, remove_folder
from inspect_app.ledger.entries import Clock
from inspect_app.records import jobs
from inspect_app.records.engine import Session

KEPT = timedelta(days=7)
"""How long files wait to be fetched; the same can be asked for again after."""


def tidy_outputs(session: Session, clock: Clock, folder: Path) -> int:
    """Remove what is no longer of use under the outputs' `folder`; answers how many jobs' files went.

    A folder of a job that this database doesn't know is left alone: it may be another database's.
    """
    now = clock()
    old = jobs.with_files_from_before(session, now - KEPT)
    for row in old:
        remove_folder(folder_of(folder, row.id, row.attempts))
        row.removed_at = now
    session.flush()
    left = list(folders(folder))
    of_use = jobs.attempts_of_use(session, {job for _, job, _ in left})
    for path, job, attempt in left:
        if job in of_use and of_use[job] != attempt:
            remove_folder(path)
    return len(old)
