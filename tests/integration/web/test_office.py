"""An office server as it runs: two processes of gunicorn on PostgreSQL, asked as its proxy asks."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from inspect_app.cli.context import utc_now
from inspect_app.records.engine import Engine
from inspect_app.web.app import create_app
from inspect_app.web.office import make_application
from inspect_app.web.office_settings import read_settings
from tests.integration.postgresql import PostgreSQL
from tests.integration.web.people import make_account

PUBLIC = "inspect.example.org"
AS_PROXY = {
    "Host": "127.0.0.1",
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": PUBLIC,
}
KEY = "GpVZ3-2xkq8fYw7nTdLr0sBmJcXh5aEu"
COMMAND = (str(Path(sys.executable).with_name("inspect-app")), "serve", "--office")


def settings(engine: Engine, port: int) -> dict[str, str]:
    return {
        "INSPECT_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "INSPECT_SECRET_KEY": KEY,
        "INSPECT_PUBLIC_URL": f"https://{PUBLIC}",
        "INSPECT_OUTPUTS": "/var/lib/inspect-app",
        "INSPECT_BIND": f"127.0.0.1:{port}",
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@dataclass
class Office:
    """A running office server, and what it logged."""

    process: subprocess.Popen[str]
    port: int
    engine: Engine
    lines: list[dict[str, object]] = field(default_factory=list)

    def get(self, path: str, **changes: str) -> http.client.HTTPResponse:
        """What is answered to a request as the proxy sends it, with some headers changed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={**AS_PROXY, **changes})
        return connection.getresponse()

    def wait_for(self, event: str) -> dict[str, object]:
        """Reads the log as far as an event."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(json.loads(line))
            if self.lines[-1]["event"] == event:
                return self.lines[-1]
        raise AssertionError(f"the log ended without {event}: {self.lines}")


@contextmanager
def started(engine: Engine) -> Iterator[Office]:
    """A server on a database, until the block ends."""
    port = free_port()
    environment = {**os.environ, **settings(engine, port)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(COMMAND, env=environment, stdout=pipe, stderr=pipe, text=True)
    try:
        running = Office(process, port, engine)
        running.wait_for("serving")
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def office(postgresql_server: PostgreSQL) -> Iterator[Office]:
    """A server with one account in its database."""
    with postgresql_server.copy() as engine:
        make_account(create_app(engine, clock=utc_now, owner=None), "somebody")
        with started(engine) as running:
            yield running


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_while_there_is_no_account_the_console_shows_a_link_once(engine: Engine) -> None:
    with started(engine) as office:
        assert office.process.stdout
        said = [office.process.stdout.readline() for _ in range(3)]
        assert "Nobody can sign in yet" in said[1]
        link = said[2].strip()
        assert link.startswith(f"https://{PUBLIC}/welcome/")
        assert office.get(link.removeprefix(f"https://{PUBLIC}")).status == 200
        office.process.send_signal(signal.SIGTERM)
        office.wait_for("stopped")
        assert office.process.stdout.read() == ""
        assert link.rpartition("/")[2] not in json.dumps(office.lines)


def test_it_says_where_it_serves(office: Office) -> None:
    assert office.process.stdout
    expected = f"Serving https://{PUBLIC}/ through the proxy at 127.0.0.1:{office.port}. Stop with Ctrl+C.\n"
    assert office.process.stdout.readline() == expected


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_load_balancers_ask_by_address_and_leave_no_trace(office: Office, path: str) -> None:
    response = office.get(path, **{"X-Forwarded-Host": "10.0.0.3", "X-Forwarded-Proto": "http"})
    assert (response.status, response.read()) == (200, b"ok\n")
    assert response.headers["Set-Cookie"] is None


def test_no_version_is_told(office: Office) -> None:
    assert office.get("/health").headers["Server"] == "gunicorn"


def test_whoever_is_not_signed_in_is_led_to_the_page_where_they_can(office: Office) -> None:
    response = office.get("/inspections/north/?by=gender")
    assert response.status == 302
    assert response.headers["Location"] == "/sign-in?next=/inspections/north/?by%3Dgender"


def test_the_cookie_is_for_this_host_over_tls_alone(office: Office) -> None:
    cookie = office.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-inspect-app=")
    parts = set(cookie.split("; ")[1:])
    assert parts >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert not any(part.startswith("Domain") for part in parts)


def test_browsers_are_told_to_come_by_tls_alone(office: Office) -> None:
    assert office.get("/sign-in").headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "changes",
    [
        {"X-Forwarded-Host": "example.org"},
        {"X-Forwarded-Host": f"{PUBLIC}, example.org"},
        {"X-Forwarded-Host": f"{PUBLIC}:8000"},
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Proto": "https, http"},
    ],
)
def test_another_host_and_plain_http_are_refused(office: Office, changes: dict[str, str]) -> None:
    response = office.get("/", **changes)
    assert response.status == 400
    assert response.headers["Location"] is None


def test_without_a_proxy_nothing_but_its_health_is_told(office: Office) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
    connection.request("GET", "/", headers={"Host": PUBLIC})
    assert connection.getresponse().status == 400


def test_both_processes_answer_many_at_once(office: Office) -> None:
    with ThreadPoolExecutor(8) as several:
        answers = list(several.map(lambda _: office.get("/ready").status, range(40)))
    assert answers == [200] * 40


@pytest.mark.parametrize(
    "request_head",
    [b"GET /" + b"a" * 9000 + b" HTTP/1.1", b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 9000],
    ids=["line", "header"],
)
def test_long_request_lines_and_headers_are_refused(office: Office, request_head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", office.port), timeout=20) as connection:
        connection.sendall(request_head + b"\r\nHost: localhost\r\n\r\n")
        assert connection.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 414", b"HTTP/1.1 431")


def test_it_stops_when_told_to_and_leaves_nothing_running(office: Office) -> None:
    children = Path(f"/proc/{office.process.pid}/task/{office.process.pid}/children").read_text().split()
    assert len(children) == 2
    office.process.send_signal(signal.SIGTERM)
    office.wait_for("stopped")
    assert office.process.wait(20) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    requests = [line for line in office.lines if line["event"] == "request"]
    assert {line["route"] for line in requests} >= {"/health", "/ready", "/inspections/<ref>/"}
    assert "192.0.2.7" not in json.dumps(office.lines)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_that_is_not_ready_is_told_in_one_word(engine: Engine) -> None:
    app = make_application(read_settings(settings(engine, 8000)), utc_now)
    client = app.test_client()
    assert client.get("/ready").status_code == 200
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    response = client.get("/ready")
    assert (response.status_code, response.text) == (503, "not ready\n")
    assert client.get("/health").status_code == 200
