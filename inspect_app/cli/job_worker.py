"""Does one job after another: takes it, has a process make its files, and keeps them or says why not."""

import logging
import os
import platform
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

from inspect_app.cli.job_child import DISK_FULL, Order, reason_of
from inspect_app.cli.job_process import CHILD, NOTHING, JobProcess, Said
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.output_files import begin_folder, finish_folder, folder_of, remove_folder
from inspect_app.fieldwork.tidy_outputs import tidy_outputs
from inspect_app.fieldwork.work_on_job import (
    Taken,
    fail_job,
    finish_job,
    keep_job,
    stop_job,
    take_job,
)
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.jobs import Progress, Standing
from inspect_app.web.logs import log

TIDY_EVERY = 3600.0
KILLED = (
    "The programme that was making this was ended from outside, perhaps because the server is short of "
    "memory. Ask again; if it happens again, tell whoever looks after the server."
)
FAULT = (
    "This is a fault of the programme, not of what you did. Tell whoever looks after the server: its log has "
    "the details, under the number of this job."
)


@dataclass(frozen=True)
class Pace:
    """Seconds: between looks for work, between news of a job, and until the database hears of it anyway.

    A lease lasts many times as long as `hold`; `trouble` is waited out.
    """

    idle: float = 1.0
    tick: float = 0.5
    hold: float = 2.0
    trouble: float = 5.0


@dataclass
class Worker:
    """Works on the jobs of a database, whose files go to `folder`, until told to `stop`."""

    engine: Engine
    clock: Clock
    folder: Path
    stop: Event = field(default_factory=Event)
    command: Sequence[str] = CHILD
    pace: Pace = Pace()
    limits: dict[JobKind, timedelta] = field(default_factory=lambda: {kind: kind.limit for kind in JobKind})
    name: str = field(default_factory=lambda: f"{platform.node()} {os.getpid()} {secrets.token_hex(4)}")

    def run(self) -> None:
        """Work until told to stop; trouble with the database or the disk is waited out."""
        tidied = float("-inf")
        while not self.stop.is_set():
            try:
                busy = self.work_once()
                if not busy and monotonic() - tidied > TIDY_EVERY:
                    tidied = monotonic()
                    self.tidy()
            except Exception:  # nobody would start a worker again before they miss it
                logging.getLogger(__name__).exception("work in the background is interrupted")
                self.stop.wait(self.pace.trouble)
                continue
            if not busy:
                self.stop.wait(self.pace.idle)

    def tidy(self) -> None:
        """Remove what is no longer of use."""
        with transaction(self.engine) as session:
            tidy_outputs(session, self.clock, self.folder)

    def work_once(self) -> bool:
        """Do one job, if one waits; answers whether one did."""
        taken = take_job(self.engine, self.clock, self.name)
        if taken is None:
            return False
        began = monotonic()
        ended = self._work(taken)
        seconds = round(monotonic() - began, 1)
        log("job", job=taken.lease.job, kind=taken.kind, ended=ended, seconds=seconds)
        return True

    def _work(self, taken: Taken) -> str:
        """Do a job; answers how it ended, in a word for the log."""
        try:
            made = begin_folder(self.folder, taken.lease)
        except UserError as error:
            return self._fail(taken, str(error))
        try:
            address = self.engine.url.render_as_string(hide_password=False)
            with JobProcess(Order(address, taken.lease, str(made)), self.command) as process:
                said = self._watch(process, taken)
            return self._end(taken, said, made)
        finally:
            remove_folder(made)  # files that are kept lie under another name by now

    def _watch(self, process: JobProcess, taken: Taken) -> Said:
        """What a process says last; what it says before is passed on, and a wish to end it is heard."""
        limit = self.limits[taken.kind]
        last, told, progress = monotonic() + limit.total_seconds(), monotonic(), Progress("", 0)
        while True:
            said = process.hear(self.pace.tick)
            if said is None:
                return {"failed": KILLED}
            if said is not NOTHING and "stage" not in said:
                return said
            if monotonic() > last:
                return {"failed": too_long(limit)}
            if self.stop.is_set():
                return {"stopped": "given back"}
            before, progress = progress, progress_of(said, progress)
            rested = monotonic() - told
            news = progress.stage != before.stage or (progress != before and rested > self.pace.tick)
            if news or rested > self.pace.hold:
                told = monotonic()
                if self._keep(taken, progress) is not Standing.HELD:
                    return {"stopped": "cancelled"}

    def _keep(self, taken: Taken, progress: Progress) -> Standing:
        try:
            return keep_job(self.engine, self.clock, taken.lease, progress)
        except UserError:  # the database is away for a moment; if for longer, somebody else takes the job
            return Standing.HELD

    def _end(self, taken: Taken, said: Said, made: Path) -> str:
        if "failed" in said:
            return self._fail(taken, said["failed"])
        if "fault" in said:
            log("job_fault", logging.ERROR, job=taken.lease.job, raised=said["fault"])
            return self._fail(taken, FAULT)
        if "stopped" in said:
            stop_job(self.engine, self.clock, taken.lease)
            return str(said["stopped"])
        try:
            files = finish_folder(made)
        except OSError as error:
            return self._fail(taken, reason_of(error) or DISK_FULL)
        if not finish_job(self.engine, self.clock, taken.lease, files):
            remove_folder(folder_of(self.folder, taken.lease.job, taken.lease.attempt))
            return "cancelled"
        return "done"

    def _fail(self, taken: Taken, reason: str) -> str:
        fail_job(self.engine, self.clock, taken.lease, reason)
        return "failed"


def progress_of(said: Said, before: Progress) -> Progress:
    """How far a job is after what was said; never less than before."""
    if said is NOTHING:
        return before
    per_cent = min(max(round(100 * said["share"]), before.per_cent), 100)
    return Progress(said["stage"], per_cent)


def too_long(limit: timedelta) -> str:
    """That a job was stopped at its time limit."""
    minutes = max(round(limit.total_seconds() / 60), 1)
    return (
        f"It was stopped because it took longer than {minutes} minutes. Ask again when the server is less "
        "busy; if it happens again, tell whoever looks after the server."
    )
