"""Jobs are done by a process of their own, and end well or with a reason, whoever is killed when."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from inspect_app.cli.job_child import DISK_FULL, NO_DATABASE, NO_MEMORY
from inspect_app.cli.job_worker import FAULT, KILLED, Pace, Worker
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.ask_for_job import Wish, ask_for_job
from inspect_app.fieldwork.cancel_job import cancel_job
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.list_jobs import Job, get_job
from inspect_app.fieldwork.output_files import outputs_folder
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.tidy_outputs import KEPT
from inspect_app.fieldwork.work_on_job import (
    LEASE,
    MOST_ATTEMPTS,
    TOO_OFTEN,
    fail_job,
    finish_job,
    keep_job,
    stop_job,
    take_job,
)
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import jobs
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.jobs import JobStatus, Progress, Standing
from tests.integration.web.instrument import DEFINITION

SCRIPT = Path(__file__).with_name("job_makers.py")
COMMAND = (sys.executable, str(SCRIPT))
QUICK = Pace(idle=0.01, tick=0.02, hold=0.05, trouble=0.01)
PATIENCE = 30
OWNER = Visitor(Actor("pat.inspector", "laptop-7"))


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


@pytest.fixture
def worker(engine: Engine, folder: Path) -> Worker:
    return Worker(engine, now, folder, command=COMMAND, pace=QUICK)


Ask = Callable[[str], str]


@pytest.fixture
def ask(engine: Engine, actor: Actor, clock: Clock) -> Ask:
    """Asks for something to be made that does what is said; answers the job's id."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
        create_inspection(
            session, actor, clock, ref="north", questionnaire="small", title="North", synthetic=True
        )

    def asked(do: str) -> str:
        with transaction(engine) as session:
            wish = Wish(JobKind.REPORT, {"do": do}, "edition 1")
            return ask_for_job(session, OWNER, now, ref="north", wish=wish, folder=outputs_folder(engine))

    return asked


def job(engine: Engine, id_: str) -> Job:
    with transaction(engine) as session:
        return get_job(session, OWNER, "north", id_)


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "It did not come to be."
        time.sleep(0.02)


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_files_are_made_and_kept(engine: Engine, worker: Worker, ask: Ask, folder: Path) -> None:
    asked = ask("talk")
    assert worker.work_once()
    assert not worker.work_once()
    found = job(engine, asked)
    assert (found.status, found.per_cent, found.reason, found.ready) == (JobStatus.DONE, 100, None, True)
    assert [(file.name, file.bytes) for file in found.files] == [
        ("report.txt", len("north for pat.inspector"))
    ]
    assert left(folder) == [f"{asked}-1", f"{asked}-1/report.txt"]
    assert (folder / f"{asked}-1").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("full", DISK_FULL),
        ("place", DISK_FULL),
        ("killed", KILLED),
        ("refuse", "The style has no cover."),
        ("database", NO_DATABASE),
        ("memory", NO_MEMORY),
        ("fault", FAULT),
    ],
)
def test_what_goes_wrong_is_told_in_words_and_leaves_no_file(
    engine: Engine, worker: Worker, ask: Ask, folder: Path, do: str, reason: str
) -> None:
    asked = ask(do)
    assert worker.work_once()
    found = job(engine, asked)
    assert (found.status, found.reason, found.files) == (JobStatus.FAILED, reason, ())
    assert left(folder) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_fault_is_logged_without_its_message(
    worker: Worker, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    ask("fault")
    worker.work_once()
    (fault,) = (record.fields for record in caplog.records if record.message == "job_fault")  # type: ignore[attr-defined]  # our own log adds them
    assert fault["raised"][0]["error"] == "builtins.LookupError"
    assert "nobody may read" not in str(fault)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_job_is_stopped_at_its_time_limit(engine: Engine, worker: Worker, ask: Ask, folder: Path) -> None:
    worker.limits[JobKind.REPORT] = timedelta(seconds=0.2)
    asked = ask("wait")
    worker.work_once()
    assert (job(engine, asked).reason or "").startswith("It was stopped because it took longer than 1 minute")
    assert left(folder) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_no_folder_can_be_made_that_is_the_reason(
    engine: Engine, worker: Worker, ask: Ask, folder: Path
) -> None:
    folder.write_text("a file stands in the way")
    asked = ask("nothing else")
    worker.work_once()
    assert "INSPECT_OUTPUTS" in (job(engine, asked).reason or "")


@pytest.fixture
def working(worker: Worker) -> Iterator[Worker]:
    """The worker, at work in a thread."""
    thread = Thread(target=worker.run)
    thread.start()
    yield worker
    worker.stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.mark.usefixtures("working")
def test_progress_is_seen_and_a_job_under_way_can_be_cancelled(
    engine: Engine, ask: Ask, folder: Path
) -> None:
    asked = ask("wait")
    wait_until(lambda: (job(engine, asked).stage, job(engine, asked).per_cent) == ("Waiting", 50))
    with transaction(engine) as session:
        cancel_job(session, OWNER, now, ref="north", job=asked)
    wait_until(lambda: job(engine, asked).status is JobStatus.CANCELLED)
    wait_until(lambda: left(folder) == [])
    second = ask("nothing else")
    wait_until(lambda: job(engine, second).ready)


def test_a_worker_that_stops_gives_its_job_back(engine: Engine, worker: Worker, ask: Ask) -> None:
    asked = ask("wait")
    thread = Thread(target=worker.run)
    thread.start()
    wait_until(lambda: job(engine, asked).stage == "Waiting")
    worker.stop.set()
    thread.join(PATIENCE)
    found = job(engine, asked)
    assert (found.status, found.stage, found.per_cent) == (JobStatus.WAITING, "", 0)


WORKER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from inspect_app.cli.job_worker import Pace, Worker
from inspect_app.records.engine import open_engine
url, folder, script = sys.argv[1:]
settings = {"command": (sys.executable, script), "pace": Pace(0.01, 0.02, 0.05)}
Worker(open_engine(url), lambda: datetime.now(UTC), Path(folder), **settings).run()
"""


def test_a_killed_workers_job_is_taken_up_again_and_its_process_ends(
    engine: Engine, worker: Worker, ask: Ask, folder: Path
) -> None:
    asked = ask("wait once")
    url = engine.url.render_as_string(hide_password=False)
    lost = subprocess.Popen([sys.executable, "-c", WORKER, url, str(folder), str(SCRIPT)])
    wait_until(lambda: job(engine, asked).stage == "Waiting")
    (child,) = children_of(lost.pid)
    lost.send_signal(signal.SIGKILL)
    lost.wait()
    wait_until(lambda: not alive(child))
    assert left(folder) == [f"{asked}-1.part", f"{asked}-1.part/report.txt"]

    assert not worker.work_once(), "The lease is not over yet."
    worker.clock = lambda: now() + LEASE + timedelta(seconds=1)
    assert worker.work_once()
    found = job(engine, asked)
    assert (found.attempt, found.ready) == (2, True)
    worker.tidy()
    assert left(folder) == [f"{asked}-2", f"{asked}-2/report.txt"]
    worker.clock = lambda: now() + KEPT + LEASE * 2
    worker.tidy()
    assert job(engine, asked).removed_at
    assert left(folder) == []


def children_of(pid: int) -> list[int]:
    """The processes that a process began."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether a process is at work still; one that ended and waits to be noted is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_two_workers_never_wait_for_each_other_nor_take_the_same(engine: Engine, ask: Ask) -> None:
    first, second = ask("wait"), ask("talk")
    with transaction(engine) as session:
        row = jobs.next_to_take(session, now())
        assert row
        assert row.id == first
        taken = take_job(engine, now, "another")
    assert taken
    assert taken.lease.job == second


def test_what_was_lost_is_nobodys_to_end(engine: Engine, ask: Ask) -> None:
    asked = ask("wait")
    slow = take_job(engine, now, "a slow worker")
    quick = take_job(engine, lambda: now() + LEASE * 2, "a quick worker")
    assert slow
    assert quick
    assert keep_job(engine, now, slow.lease, Progress("Late", 90)) is Standing.LOST
    assert not finish_job(engine, now, slow.lease, {"report.pdf": {"bytes": 1, "sha256": ""}})
    fail_job(engine, now, slow.lease, "It was slow.")
    stop_job(engine, now, slow.lease)
    assert (job(engine, asked).status, job(engine, asked).attempt) == (JobStatus.RUNNING, 2)


def test_what_is_begun_too_often_is_given_up(engine: Engine, ask: Ask) -> None:
    asked = ask("wait")
    moments = iter(now() + LEASE * 2 * each for each in range(100))
    began = 0
    while take_job(engine, lambda: next(moments), "a worker that is lost"):
        began += 1
    assert began == MOST_ATTEMPTS
    assert (job(engine, asked).status, job(engine, asked).reason) == (JobStatus.FAILED, TOO_OFTEN)


def test_what_was_cancelled_under_a_lost_worker_ends(engine: Engine, ask: Ask) -> None:
    asked = ask("wait")
    assert take_job(engine, now, "a worker that is lost")
    with transaction(engine) as session:
        cancel_job(session, OWNER, now, ref="north", job=asked)
    assert take_job(engine, lambda: now() + LEASE * 2, "another") is None
    assert job(engine, asked).status is JobStatus.CANCELLED


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_trouble_is_waited_out(
    engine: Engine, worker: Worker, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask("nothing else")
    once = worker.work_once
    troubles = iter([OSError("the disk is away for a moment")])

    def work() -> bool:
        for trouble in troubles:
            raise trouble
        return once()

    monkeypatch.setattr(worker, "work_once", work)
    thread = Thread(target=worker.run)
    thread.start()
    wait_until(lambda: job(engine, asked).ready)
    worker.stop.set()
    thread.join(PATIENCE)
