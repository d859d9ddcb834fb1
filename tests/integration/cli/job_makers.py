"""The process of a job as it is in tests: what it makes is said in the wish, and goes wrong when told to.

Run as a script it takes the place of inspect_app.cli.job_child.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from inspect_app.cli.job_child import main
from inspect_app.cli.job_kinds import Making
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.questionnaire.problems import Unavailable, UserError


def make(making: Making) -> None:
    """Does what the wish says."""
    making.progress("Writing", 0.25)
    (making.out / "report.txt").write_text(f"{making.errand.ref} for {making.errand.visitor.actor.name}")
    DOINGS[making.errand.wanted["do"]](making)


def _wait(making: Making) -> None:
    making.progress("Waiting", 0.5)
    time.sleep(60)


def _wait_once(making: Making) -> None:
    if making.out.name.endswith("-1.part"):
        _wait(making)


def _fill_the_disk(_making: Making) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        full.write("more than there is room for")


def _place_on_a_full_disk(making: Making) -> None:
    try:
        _fill_the_disk(making)
    except OSError:
        raise UserError("/secret/report.pdf can't be written.") from None


def _be_killed(_making: Making) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse(_making: Making) -> None:
    raise UserError("The style has no cover.")


def _lose_the_database(_making: Making) -> None:
    raise Unavailable("The database postgresql://inspect@secret can't be reached.")


def _go_wrong(_making: Making) -> None:
    raise LookupError("a name that nobody may read")


def _use_up_the_memory(_making: Making) -> None:
    raise MemoryError


def _talk(_making: Making) -> None:
    os.write(1, b"a library prints this\n")


DOINGS: dict[str, Callable[[Making], None]] = {
    "nothing else": lambda _making: None,
    "wait": _wait,
    "wait once": _wait_once,
    "full": _fill_the_disk,
    "place": _place_on_a_full_disk,
    "killed": _be_killed,
    "refuse": _refuse,
    "database": _lose_the_database,
    "fault": _go_wrong,
    "memory": _use_up_the_memory,
    "talk": _talk,
}

if __name__ == "__main__":
    main(dict.fromkeys(JobKind, make))
