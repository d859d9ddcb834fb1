"""What `serve --office` says before it serves; tests/integration/web/test_office.py asks one that does."""

import socket
import sys

import pytest
from sqlalchemy import text

from inspect_app.records.engine import Engine
from tests.integration.cli.conftest import Run

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Good settings in the environment, but for the database."""
    monkeypatch.setenv("INSPECT_SECRET_KEY", "GpVZ3-2xkq8fYw7nTdLr0sBmJcXh5aEu")
    monkeypatch.setenv("INSPECT_PUBLIC_URL", "https://inspect.example.org")
    monkeypatch.setenv("INSPECT_OUTPUTS", "/var/lib/inspect-app")
    return monkeypatch


def test_everything_wrong_with_the_settings_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_WORKERS", "many")
    ended = run("serve", "--office")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("inspect-app: the office server can’t start with these settings:\n  * ")
    for name in ("INSPECT_SECRET_KEY", "INSPECT_PUBLIC_URL", "INSPECT_WORKERS"):
        assert name in ended.err


def test_the_options_of_a_laptop_are_refused(run: Run) -> None:
    ended = run("serve", "--office", "--port", "9000", "--host", "::1")
    assert ended.status == 2
    assert "Leave out --host and --port." in ended.err


def test_where_gunicorn_does_not_run_is_one_sentence(run: Run, settings: pytest.MonkeyPatch) -> None:
    settings.delitem(sys.modules, "inspect_app.web.workers", raising=False)
    settings.setitem(sys.modules, "gunicorn.app.base", None)
    ended = run("serve", "--office")
    assert ended.status == 2
    assert "gunicorn doesn’t run on Windows" in ended.err


def test_a_port_in_use_is_one_sentence(run: Run, settings: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.setenv("INSPECT_BIND", f"127.0.0.1:{taken.getsockname()[1]}")
        ended = run("serve", "--office")
    assert ended.status == 2
    assert "can’t be used (Address already in use). Set INSPECT_BIND" in ended.err


def test_a_database_without_tables_is_one_sentence(
    run: Run, settings: pytest.MonkeyPatch, engine: Engine
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.setenv("INSPECT_BIND", f"127.0.0.1:{taken.getsockname()[1]}")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    ended = run("serve", "--office")
    assert ended.status == 2
    assert "Run inspect-app db upgrade" in ended.err
