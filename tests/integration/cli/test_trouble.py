"""What people meet when their surroundings are in disorder: always one sentence, never a traceback."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_app.cli import main

INSPECT_APP = [sys.executable, "-c", "from inspect_app.cli import main; main()"]
READERS = [
    ("inspection", "list"),
    ("findings", "north"),
    ("ledger", "verify"),
    ("cases", "problems", "north"),
    ("sample", "show", "north"),
    ("serve",),
]


@dataclass(frozen=True)
class Ended:
    """What a run printed and the status it ended with."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line on the database at an address."""

    def ran(address: str, *arguments: str) -> Ended:
        monkeypatch.setenv("INSPECT_DATABASE_URL", address)
        status: object = 0
        try:
            main(list(arguments))
        except SystemExit as ended:
            status = ended.code
        return Ended(status, *capsys.readouterr())

    return ran


@pytest.fixture
def ready(run: Run, tmp_path: Path) -> str:
    """The address of an upgraded, empty database."""
    address = f"sqlite:///{tmp_path / 'ready.sqlite3'}"
    assert run(address, "db", "upgrade").status == 0
    return address


def assert_one_sentence(ended: Ended, *words: str) -> None:
    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1, ended.err
    assert ended.err.startswith("inspect-app: ")
    assert ended.err.endswith(".\n")
    for one in words:
        assert one in ended.err


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_a_database_without_tables_says_how_to_get_them(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert_one_sentence(run(f"sqlite:///{tmp_path / 'new.sqlite3'}", *command), "Run inspect-app db upgrade.")


@pytest.mark.parametrize("command", [*READERS, ("db", "upgrade")], ids=" ".join)
def test_a_database_of_a_newer_version_is_left_alone(run: Run, ready: str, command: tuple[str, ...]) -> None:
    with sqlite3.connect(ready.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    assert_one_sentence(run(ready, *command), "was made by a newer inspect-app.")


@pytest.mark.parametrize("command", [*READERS, ("db", "upgrade")], ids=" ".join)
def test_a_file_that_is_no_database_is_said_to_be_none(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "letter.sqlite3"
    path.write_text("Dear Sir or Madam, " * 500, encoding="utf-8")
    assert_one_sentence(run(f"sqlite:///{path}", *command), "is not a database of inspect-app.")
    assert path.read_text(encoding="utf-8").startswith("Dear Sir")


def test_the_demonstration_overwrites_no_file_that_is_not_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "inspect-app.sqlite3").write_text("Dear Sir or Madam, " * 500, encoding="utf-8")
    ended = run("", "demo", "--no-serve", "--out", str(tmp_path))
    assert_one_sentence(ended, "is not a database of inspect-app.")
    assert [path.name for path in tmp_path.iterdir()] == ["inspect-app.sqlite3"]


def test_a_damaged_database_says_so(run: Run, ready: str) -> None:
    path = Path(ready.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert_one_sentence(run(ready, "inspection", "list"), "is damaged", "copy")


@pytest.mark.parametrize("command", [*READERS, ("db", "upgrade")], ids=" ".join)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(
    run: Run, command: tuple[str, ...]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ended = run(f"postgresql://me:secret@127.0.0.1:{port}/inspections", *command)
    assert_one_sentence(ended, "cannot be reached", f"127.0.0.1:{port}")
    assert "secret" not in ended.err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:////", "cannot be opened"),
        ("sqlite:////proc/nowhere/inspections.sqlite3", "cannot be made"),
        ("sqlite://", "A database in memory would be lost at once."),
        ("mysql://localhost/inspections", "is not one this programme can use"),
        ("inspections.sqlite3", "is not one this programme can use"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained(run: Run, address: str, words: str) -> None:
    assert_one_sentence(run(address, "inspection", "list"), words)


def test_without_a_database_shipped_questionnaires_are_shown(run: Run, tmp_path: Path) -> None:
    ended = run(f"sqlite:///{tmp_path / 'new.sqlite3'}", "questionnaire", "show", "through-the-gate")
    assert (ended.status, ended.err) == (0, "")
    assert_one_sentence(run("sqlite://", "questionnaire", "show", "huts"), "no questionnaire “huts”")


def test_a_port_in_use_is_said_to_be(run: Run, ready: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_one_sentence(run(ready, "serve", "--port", port), f"Port {port} ", "Choose another")


@pytest.mark.parametrize("out", ["/proc/nowhere", f"{__file__}/out"])
def test_the_demonstration_needs_a_folder_it_can_write_to(run: Run, out: str) -> None:
    assert_one_sentence(run("", "demo", "--no-serve", "--out", out), out)


# What is started in the background, as this run may be, ignores Ctrl+C, and so does all that it starts.
HEEDING_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


@contextmanager
def started(address: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    *python, code = INSPECT_APP
    with subprocess.Popen(
        [*python, f"{HEEDING_CTRL_C}; {code}", *arguments],
        env={**os.environ, "INSPECT_DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()  # nothing to one that has ended; one that hangs would be waited for without end


def test_a_closed_pipe_is_no_fault(ready: str) -> None:
    with started(ready, "questionnaire", "schema") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.wait(60)
        assert running.stderr.read() == ""


def test_ctrl_c_stops_a_command(ready: str, tmp_path: Path) -> None:
    fifo = tmp_path / "answers.csv"
    os.mkfifo(fifo)
    with started(ready, "answers", "import", "north", str(fifo)) as running:
        # The command waits in the named pipe as soon as this end can be opened.
        wait_for_reader(fifo, running)
        press_ctrl_c(running)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err.strip()) == (130, "", "Stopped.")


def press_ctrl_c(running: "subprocess.Popen[str]") -> None:
    """As often as a person would: between opening a file and reading it Python notes it and reads on."""
    for _ in range(12):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(5)
            return


def wait_for_reader(fifo: Path, running: "subprocess.Popen[str]") -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and running.poll() is None:
        try:
            os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("The command never opened its file.")


def test_ctrl_c_stops_serving_quietly(ready: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with started(ready, "serve", "--port", str(port)) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == (
            f"Open http://127.0.0.1:{port}/ in a browser. Stop with Ctrl+C.\n"
        )
        press_ctrl_c(running)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) in ((0, ""), (130, "\nStopped.\n"), (130, "Stopped.\n"))
