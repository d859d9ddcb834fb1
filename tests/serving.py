"""Runs a bound server in a thread of its own, and ends it without a trace."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def serving(server: Any) -> Iterator[None]:
    """Serves until the block ends."""
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield
    # Closed by the thread that polls it: closed from here, it would poll sockets that are gone.
    server.trigger.pull_trigger(lambda: _close(server))
    thread.join(10)
    assert not thread.is_alive()
    server.task_dispatcher.shutdown()


def _close(server: Any) -> None:
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.close()
