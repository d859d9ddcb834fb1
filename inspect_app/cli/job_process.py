"""Runs the process that makes the files of one job, and hears what it says."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from inspect_app.cli.job_child import Order

CHILD = (sys.executable, "-P", "-m", "inspect_app.cli.job_child")
Said = dict[str, Any]
NOTHING: Said = {}
"""What is heard of a process that says nothing at the moment."""


class JobProcess:
    """A process at work on an order; it is gone when the block ends, whatever it was doing."""

    def __init__(self, order: Order, command: Sequence[str] = CHILD) -> None:
        # A session of its own: Ctrl+C stops the worker, which then decides what becomes of the job.
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self._said = SimpleQueue[Said | None]()
        threading.Thread(target=self._listen, daemon=True).start()
        self._order = order

    def __enter__(self) -> Self:
        stdin = self._process.stdin
        if stdin is not None:
            with suppress(OSError):  # it is gone already, which is heard of next
                stdin.write(self._order.line())
                stdin.flush()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            with suppress(OSError):  # what it has not read is of no use to anybody
                self._process.stdin.close()

    def hear(self, seconds: float) -> Said | None:
        """The next thing it says, NOTHING if it says none within some seconds, None when it has ended."""
        try:
            return self._said.get(timeout=seconds)
        except Empty:
            return NOTHING

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._said.put(json.loads(line))
        self._said.put(None)
