"""Where the files of jobs lie: a folder for each attempt, which gets its final name when it is whole."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import platformdirs

from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records.base import Detail
from inspect_app.records.engine import Engine
from inspect_app.records.jobs import Lease

OWNER_ALONE = 0o700
PART = ".part"
NAMED = re.compile(r"(?P<job>[0-9a-f-]{36})-(?P<attempt>[0-9]+)(?:\.part)?")
GONE = "The file is no longer there. Ask for it again."
DAMAGED = (
    "The file on the server is no longer as it was made, so it isn’t sent. "
    "Ask for it again on the page of outputs: it is made anew then."
)


def outputs_folder(engine: Engine) -> Path:
    """Where files are kept: INSPECT_OUTPUTS, or a folder beside the database's file, or the user's own."""
    if chosen := os.environ.get("INSPECT_OUTPUTS", "").strip():
        return Path(chosen)
    if engine.dialect.name == "sqlite" and engine.url.database:
        file = Path(engine.url.database.removeprefix("file:").partition("?")[0])
        return file.parent / f"{file.stem}-outputs"
    return platformdirs.user_data_path("inspect-app", appauthor=False) / "outputs"


def begin_folder(folder: Path, lease: Lease) -> Path:
    """A new, empty folder for an attempt to write to; UserError if it can't be made."""
    made = folder / f"{_name(lease.job, lease.attempt)}{PART}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ALONE)
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(mode=OWNER_ALONE)
    except OSError as error:
        raise UserError(
            f"The folder {folder} for outputs can't be written: {error.strerror or error}. "
            "Whoever keeps the server can set INSPECT_OUTPUTS to another."
        ) from None
    return made


def finish_folder(made: Path) -> Detail:
    """Gives an attempt's folder its final name when all in it is on the disk; answers its files.

    Each is told by its name, its bytes and its SHA-256.
    """
    found = {path.name: _measured(path) for path in sorted(made.iterdir())}
    _flush(made)
    made.replace(made.with_name(made.name.removesuffix(PART)))
    _flush(made.parent)
    return found


def remove_folder(made: Path) -> None:
    """Removes an attempt's folder with all that is in it, if it is there."""
    shutil.rmtree(made, ignore_errors=True)


def folder_of(folder: Path, job: str, attempt: int) -> Path:
    """Where the files of a job that is done lie."""
    return folder / _name(job, attempt)


def file_of(folder: Path, job: str, attempt: int, name: str, about: Detail) -> Path:
    """A file of a job that is done, as `about` tells of it.

    Raises NotThere if somebody removed it, UserError if its bytes are others than were made.
    """
    path = folder_of(folder, job, attempt) / name
    if not path.is_file():
        raise NotThere(GONE)
    if _told(path) != about:
        raise UserError(DAMAGED)
    return path


def all_there(folder: Path, job: str, attempt: int, files: Detail) -> bool:
    """Whether all files of a job that is done are there as they were made."""
    try:
        for name, about in files.items():
            file_of(folder, job, attempt, name, about)
    except UserError:
        return False
    return True


def folders(folder: Path) -> Iterator[tuple[Path, str, int]]:
    """Every folder of an attempt that is there, whole or not, with its job and the attempt."""
    with suppress(FileNotFoundError):
        for path in sorted(folder.iterdir()):
            if found := NAMED.fullmatch(path.name):
                yield path, found["job"], int(found["attempt"])


def _name(job: str, attempt: int) -> str:
    return f"{job}-{attempt}"


def _measured(path: Path) -> Detail:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return _told(path)


def _told(path: Path) -> Detail:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def _flush(folder: Path) -> None:
    """Has the names in a folder written to the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
