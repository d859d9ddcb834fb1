"""A server in a process of its own, forked from one that has imported everything: it is up in 35 ms."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import open_engine
from inspect_app.web.server import bind

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["__main__", __name__])
PATIENCE = 60


@contextmanager
def killable_server(url: str) -> Iterator[int]:
    """The port of a server on a database; it is killed (SIGKILL) when the block ends."""
    ours, theirs = FORKS.Pipe()
    process: BaseProcess = FORKS.Process(target=_serve, args=(url, theirs), daemon=True)
    process.start()
    try:
        assert ours.poll(PATIENCE), "The server did not start."
        port: int = ours.recv()
        yield port
    finally:
        process.kill()
        process.join(PATIENCE)


def _serve(url: str, port: Connection) -> None:
    engine = open_engine(url)  # opened after the fork: no connection may be shared over one
    actor = Actor("pat.inspector", "laptop-7")
    server = bind(engine, actor, lambda: datetime.now(UTC), host="127.0.0.1", port=0)
    port.send(server.effective_port)
    server.run()
