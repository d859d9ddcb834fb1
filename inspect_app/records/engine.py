"""Opens the database, whichever it is, and runs transactions on it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.errors import in_plain_words
from inspect_app.records.schema import check_at_head, upgrade
from inspect_app.records.scope import Scope, apply, scope_of

__all__ = [
    "Engine",
    "Session",
    "check_at_head",
    "confine",
    "database_url",
    "holding_key",
    "one_moment",
    "open_engine",
    "reading",
    "transaction",
    "upgrade",
]

PRAGMAS = (
    "busy_timeout = 10000",  # milliseconds
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it INSERT OR REPLACE goes round the triggers that refuse deletion
)

HIDDEN = True
"""An error's message must not repeat what was being stored: a traceback in a log would then name people."""
OWNER_ALONE = 0o600


def database_url() -> str:
    """The database to use: INSPECT_DATABASE_URL, or a SQLite file in the user's data directory."""
    if chosen := os.environ.get("INSPECT_DATABASE_URL"):
        return chosen
    folder = platformdirs.user_data_path("inspect-app", appauthor=False)
    return f"sqlite:///{folder / 'inspect-app.sqlite'}"


def open_engine(url: str | None = None) -> Engine:
    """An engine for an address (by default `database_url()`); UserError if nothing can be opened there."""
    address = _parsed(url or database_url())
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    engine = create_engine(address, hide_parameters=HIDDEN)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _check_alive)
    return engine


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = monotonic()


def _check_alive(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Asks a connection that has rested whether it still works: its server may have been restarted.

    Asking at each use, as SQLAlchemy's own check does, was a tenth of what an autosave takes.
    """
    import psycopg  # who works on SQLite need not wait for it

    if monotonic() - record.info.get(_USED, monotonic()) < RESTED:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError("The connection is lost.") from error


_USED = "inspect_app_used"
RESTED = 5.0
"""Seconds."""


@contextmanager
def transaction(engine: Engine, scope: Scope | None = None) -> Iterator[Session]:
    """A session whose changes are all kept at the end, or none of them; on SQLite it holds the write lock.

    It finds what is in `scope`; without one, everything: that is for whoever owns the computer.
    """
    with in_plain_words(engine), _session(engine, scope) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine, scope: Scope | None = None) -> Iterator[Session]:
    """The same for looking only: it waits for no writer, and nothing done in it is kept.

    All of it sees the database as it was at one moment, so that numbers of several queries go together.
    """
    options: dict[str, Any] = {"reads_only": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with in_plain_words(engine), _session(engine.execution_options(**options), scope) as session:
        yield session


@contextmanager
def one_moment(session: Session) -> Iterator[Session]:
    """A session for reading what a transaction is about to keep, all of it as it is at one moment.

    A transaction that writes waits for others on PostgreSQL and sees what they committed, so each of its
    queries is of another moment. This finds what others committed until now, with the same scope, but nothing
    that the transaction itself wrote before. On SQLite nobody else can write meanwhile.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "postgresql":
        yield session
        return
    with reading(engine, scope_of(session)) as seen:
        yield seen


def confine(session: Session, scope: Scope | None) -> None:
    """Lets a session find what is in a scope, from now on; None leaves it as it is."""
    if scope is not None:
        apply(session, scope)


def holding_key(session: Session) -> tuple[object, ...] | None:
    """What tells apart the database and the scope of a session, for what is held in memory between sessions.

    None where what the session finds changes without a save, because a case is moved to another area.
    """
    found = scope_of(session)
    if found is not None and (found.areas or found.kept_from):
        return None
    return session.get_bind().engine.pool, found


def _session(engine: Engine, scope: Scope | None) -> Session:
    session = Session(engine)
    confine(session, scope)
    return session


def _parsed(url: str) -> URL:
    try:
        url.encode()
        address = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number, or bytes no text has
        raise UserError(_NOT_AN_ADDRESS) from error
    if address.drivername not in _DRIVERS:
        raise UserError(_NOT_AN_ADDRESS)
    return address


_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")


_NOT_AN_ADDRESS = (
    "The database address is not one this programme can use. Set INSPECT_DATABASE_URL to something like "
    "sqlite:////home/me/inspections.sqlite3 or postgresql://user@server/database."
)


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise UserError(
            "A database in memory would be lost at once. Give INSPECT_DATABASE_URL the path of a file."
        )
    if not address.database.startswith("file:"):  # a URI says itself whether its file may be made
        _make_private(Path(address.database))
    engine = create_engine(address, hide_parameters=HIDDEN)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Makes the file that SQLite would make, but for its owner alone; the files beside it follow its mode."""
    folder = path.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} for the database cannot be made: {error.strerror}.") from error
    # One that is there keeps its mode, which is its owner's affair; what can't be opened SQLite reports.
    # It is not even opened: to close it would end every lock that this process holds on it by another
    # connection, and the last other process to leave would take away the log that this one writes to.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ALONE))


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions: _begin does
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    # IMMEDIATE, because a transaction that reads first and writes later fails when another wrote in between
    connection.exec_driver_sql("BEGIN" if options.get("reads_only") else "BEGIN IMMEDIATE")
