"""Puts a finished file under its name in one step, so that nobody ever meets half of one."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from inspect_app.questionnaire.problems import UserError


def place(content: bytes, path: Path) -> None:
    """Write `content` to `path` by way of a temporary file in the same folder, flushed before it is renamed.

    Raises UserError when the folder can't be made or written, or the disk is full; an older file then stays.
    """
    with placed(path) as part:
        part.write_bytes(content)


def place_all(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder as `place` does; the first takes its place when all of them are written.

    They take their places from the last to the first, raising UserError as `place` does.
    """
    with ExitStack() as stack:
        for name, content in contents.items():
            part = stack.enter_context(placed(folder / name))
            part.write_bytes(content)


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """The temporary file to write instead of `path`, whose place it takes at the end if nothing failed.

    Raises UserError as `place` does.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            f"{path} can't be written: {reason}. Choose another folder, or make room, and try again."
        ) from None
