"""The server: its key, its address, and what it refuses."""

import http.client
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine
from inspect_app.web import server
from inspect_app.web.secret import NAME, kept_secret
from inspect_app.web.server import bind, secret_of, serve_pages
from tests.integration.conftest import Clock
from tests.serving import serving


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)
    assert len(first) >= 32
    assert kept_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


@pytest.mark.both_databases
def test_the_key_is_kept_beside_a_database_file(engine: Engine) -> None:
    kept = secret_of(engine)
    assert (kept is not None) is (engine.dialect.name == "sqlite")
    assert secret_of(engine) == kept


@pytest.fixture
def running(engine: Engine, actor: Actor, clock: Clock) -> Iterator[Any]:
    """A server on a free port."""
    bound = bind(engine, actor, clock, host="127.0.0.1", port=0)
    with serving(bound):
        yield bound


def answer(running: Any, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.effective_port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    assert "Server" not in response.headers
    return response.status, response.read().decode()


def test_pages_and_their_styles_are_served(running: Any) -> None:
    assert answer(running, "/")[0] == 200
    status, css = answer(running, "/static/govuk/govuk-frontend.min.css")
    assert status == 200
    assert "govuk-button" in css


@pytest.mark.parametrize("host", ["example.org", "localhost"])
def test_the_host_must_be_the_one_that_was_announced(running: Any, host: str) -> None:
    assert answer(running, "/", Host=host)[0] == 400
    assert answer(running, "/", Host=f"localhost:{running.effective_port}")[0] == 200


def test_a_port_in_use_is_one_sentence(engine: Engine, actor: Actor, clock: Clock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"Port {port} can’t be used"):
            serve_pages(engine, actor, clock, port=port, announce=print)


def test_another_address_is_refused(engine: Engine, actor: Actor, clock: Clock) -> None:
    with pytest.raises(UserError, match="not a loopback address"):
        serve_pages(engine, actor, clock, port=0, announce=print, host="192.0.2.1")


def test_the_address_is_announced(
    engine: Engine, actor: Actor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bound:
        effective_port = 8137
        closed = False

        def run(self) -> None:
            raise KeyboardInterrupt

        def close(self) -> None:
            self.closed = True

    bound, told = Bound(), list[str]()
    monkeypatch.setattr(server, "bind", lambda *_, **__: bound)
    with pytest.raises(KeyboardInterrupt):
        serve_pages(engine, actor, clock, port=8137, announce=told.append, host="::1")
    assert told == ["http://[::1]:8137/"]
    assert bound.closed
