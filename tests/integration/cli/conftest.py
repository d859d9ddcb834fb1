"""Runs command lines on a test's database."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from inspect_app.cli import main
from inspect_app.records.engine import Engine


@dataclass(frozen=True)
class Ended:
    """What a run printed and the status it ended with."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line on the database."""
    monkeypatch.setenv("INSPECT_DATABASE_URL", engine.url.render_as_string(hide_password=False))

    def ran(*arguments: object) -> Ended:
        status: object = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        return Ended(status, *capsys.readouterr())

    return ran
