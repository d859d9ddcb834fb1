"""The worker's command, and the worker beside a server on one's own computer."""

import time
from pathlib import Path

import pytest

from inspect_app.cli import serve, worker
from inspect_app.cli.job_worker import Worker
from inspect_app.fieldwork.output_files import outputs_folder
from inspect_app.records.engine import Engine
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_job_worker import COMMAND, QUICK, Ask, ask, job, now

__all__ = ["ask"]

on_one_database = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PATIENCE = 30


@pytest.fixture(autouse=True)
def of_tests(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever works here makes what the tests say."""
    made = Worker(engine, now, tmp_path / "outputs", command=COMMAND, pace=QUICK)
    monkeypatch.setattr(worker, "worker_on", lambda _engine: made)


@on_one_database
def test_once_does_what_is_waiting_and_ends(run: Run, engine: Engine, ask: Ask) -> None:
    asked = [ask("nothing else"), ask("refuse"), ask("talk")]
    ended = run("worker", "--once")
    assert (ended.status, ended.out) == (0, "")
    assert [(job(engine, each).status, job(engine, each).reason) for each in asked] == [
        ("done", None),
        ("failed", "The style has no cover."),
        ("done", None),
    ]


@on_one_database
def test_a_server_on_ones_own_computer_works_too(
    engine: Engine,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ask("nothing else")

    def serve_until_made(*_: object, **__: object) -> None:
        until = time.monotonic() + PATIENCE
        while not job(engine, asked).ready:
            assert time.monotonic() < until
            time.sleep(0.02)

    monkeypatch.setattr("inspect_app.web.server.serve_pages", serve_until_made)
    serve.serve_until_stopped(engine, host="127.0.0.1", port=0)
    assert job(engine, asked).ready


def test_outputs_lie_where_it_is_said_or_beside_the_database(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INSPECT_OUTPUTS", "")
    if engine.dialect.name == "sqlite":
        beside = Path(str(engine.url.database))
        assert outputs_folder(engine) == beside.with_name("database-outputs")
    monkeypatch.setenv("INSPECT_OUTPUTS", str(tmp_path))
    assert outputs_folder(engine) == tmp_path
