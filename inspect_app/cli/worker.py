"""The command that makes reports and data files in the background."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click

from inspect_app.cli.context import open_engine_at_head, utc_now
from inspect_app.cli.job_worker import Worker
from inspect_app.fieldwork.output_files import outputs_folder
from inspect_app.records.engine import Engine

PATIENCE = 10.0
"""Seconds that a worker has to give its job back."""


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, and end.")
def worker(once: bool) -> None:
    """Make the reports and data files that were asked for in the pages, until Ctrl+C.

    `inspect-app serve` on one's own computer works by itself; an office server needs one of these, or more.
    The files go to the folder that INSPECT_OUTPUTS names, which the pages must find there too.

    \b
    Example:
      inspect-app worker
      inspect-app worker --once
    """
    from inspect_app.web.logs import write_json_lines

    write_json_lines()
    with open_engine_at_head() as engine:
        working = worker_on(engine)
        signal.signal(signal.SIGTERM, lambda *_: working.stop.set())
        signal.signal(signal.SIGINT, lambda *_: working.stop.set())
        if once:
            working.tidy()
            while not working.stop.is_set() and working.work_once():
                pass
            return
        click.echo(f"Making what is asked for, in {working.folder}. Stop with Ctrl+C.", err=True)
        working.run()


def worker_on(engine: Engine) -> Worker:
    """A worker on a database, whose files go where the pages look for them."""
    return Worker(engine, utc_now, outputs_folder(engine), Event())


@contextmanager
def working_beside(engine: Engine) -> Iterator[Worker]:
    """A worker in a thread of this process, for as long as the block lasts."""
    beside = worker_on(engine)
    thread = Thread(target=beside.run, name="worker", daemon=True)
    thread.start()
    try:
        yield beside
    finally:
        beside.stop.set()
        thread.join(PATIENCE)
