"""The process that makes the files of one job, told what to do on its standard input by its worker.

It tells its worker how far it is by lines of JSON, and ends when the worker does: whatever it had written by
then is in a folder that nobody takes for whole.
"""

import errno
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspect_app.cli.context import utc_now
from inspect_app.cli.job_kinds import MAKERS, Makers, Making
from inspect_app.fieldwork.whose_job import whose_job
from inspect_app.questionnaire.problems import Unavailable, UserError
from inspect_app.records.engine import open_engine, transaction
from inspect_app.records.jobs import Lease

NICE = 5
"""How far pages go before it where processors are short."""
DISK_FULL = (
    "The disk on which outputs are kept is full, and nothing of this was kept. Tell whoever looks after the "
    "server; then ask again."
)
NO_MEMORY = "The server has not enough memory to make this. Tell whoever looks after it."
NO_DATABASE = "The database could not be reached while this was being made. Ask again in a moment."
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Order:
    """What a worker has one process do."""

    url: str
    lease: Lease
    out: str

    def line(self) -> str:
        """The order as it is sent."""
        return json.dumps({"url": self.url, "lease": vars(self.lease), "out": self.out}) + "\n"


def read_order(line: str) -> Order:
    """The order that was sent."""
    sent = json.loads(line)
    return Order(sent["url"], Lease(**sent["lease"]), sent["out"])


def main(makers: Makers = MAKERS) -> None:
    """Do what the first line of standard input says."""
    order = read_order(sys.stdin.readline())
    own = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no word to the worker
    threading.Thread(target=_end_with_worker, daemon=True).start()
    with suppress(OSError, AttributeError):  # where the system has no such thing, or doesn't allow it
        os.nice(NICE)

    def say(**words: Any) -> None:
        os.write(own, (json.dumps(words) + "\n").encode())

    say(**outcome(order, makers, lambda stage, share: say(stage=stage, share=share)))


def outcome(order: Order, makers: Makers, progress: Any) -> dict[str, Any]:
    """Make the files of a job; answers what to tell the worker of how it ended."""
    try:
        _make(order, makers, progress)
    except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits to be told
        reason = reason_of(error)
        return {"failed": reason} if reason else {"fault": _told(error)}
    return {"done": True}


def _make(order: Order, makers: Makers, progress: Any) -> None:
    engine = open_engine(order.url)
    try:
        with transaction(engine) as session:
            errand = whose_job(session, utc_now, order.lease)
        makers[errand.kind](Making(engine, utc_now, errand, Path(order.out), progress))
    finally:
        engine.dispose()


def reason_of(error: BaseException) -> str | None:
    """Why a job can't be done, in words for its asker; None when it is a fault of the programme."""
    if any(isinstance(each, OSError) and each.errno in FULL for each in _behind(error)):
        return DISK_FULL
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, Unavailable):
        return NO_DATABASE  # its own words name the database
    return str(error) if isinstance(error, UserError) else None


def _behind(error: BaseException) -> Iterator[BaseException]:
    followed: BaseException | None = error
    while followed is not None:
        yield followed
        followed = followed.__cause__ or followed.__context__


def _told(error: BaseException) -> list[dict[str, object]]:
    from inspect_app.web.logs import raised  # only a fault needs what serves pages

    return list(raised(error))


def _end_with_worker() -> None:
    # The worker never writes more, so this returns when it closes its end, or when there is none any more.
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
