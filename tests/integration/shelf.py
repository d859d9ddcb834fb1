"""Databases as a set-up left them: each set-up is done once by a worker and put back for all other tests."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Engine

from inspect_app.records.base import Base
from tests.integration.postgresql import EMPTY

Answer = TypeVar("Answer")
Key = tuple[Any, ...]
Prepared = Callable[[Key, Callable[[], Any]], Any]
TABLES = sorted(Base.metadata.tables)


class Ticking:
    """A clock that goes on by one second each time it is read."""

    def __init__(self, start: datetime) -> None:
        self.next = start

    def __call__(self) -> datetime:
        read = self.next
        self.next += timedelta(seconds=1)
        return read


class Shelf:
    """What one worker has kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[Key, tuple[File | Rows, datetime, Any]] = {}

    def put_back(self, engine: Engine, clock: Ticking, name: Key, make: Callable[[], Answer]) -> Answer:
        """Does a set-up, or leaves the database and the clock as it left them; answers what it answered.

        What a set-up builds upon is part of what names it: every row that is there and what the clock shows.
        """
        key = (*name, engine.dialect.name, clock.next, digest(engine))
        if key not in self._kept:
            answer = make()
            self._kept[key] = self._keep(engine), clock.next, answer
            return answer
        engine.dispose()  # what is held in memory is held by the pool of connections
        stored, clock.next, kept = self._kept[key]
        stored.put_back(engine)
        return cast("Answer", kept)

    def _keep(self, engine: Engine) -> "File | Rows":
        if engine.dialect.name == "sqlite":
            return File(engine, self._folder / f"{len(self._kept)}.sqlite3")
        return Rows(engine)


def digest(engine: Engine) -> str:
    """Tells databases with other rows apart."""
    found = sha256()
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for name in TABLES:
            found.update(name.encode())
            if engine.dialect.name == "postgresql":
                found.update(_read(cursor, name))
            else:
                cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - the names of our own tables
                found.update(repr(cursor.fetchall()).encode())
    return found.hexdigest()


class File:
    """A copy of a SQLite database."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._path = path
        copied(Path(str(engine.url.database)), path)

    def put_back(self, engine: Engine) -> None:
        """Makes it the engine's database."""
        copied(self._path, Path(str(engine.url.database)))


def copied(source: Path, target: Path) -> Path:
    """A copy of a database with all that was written into it, in whichever of its files; answers `target`."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        here.execute("PRAGMA synchronous = OFF")
        there.backup(here)
    return target


class Rows:
    """Every row of a PostgreSQL database."""

    def __init__(self, engine: Engine) -> None:
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            self._rows = {name: _read(cursor, name) for name in TABLES}
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            self._sequences = cursor.fetchall()

    def put_back(self, engine: Engine) -> None:
        """Puts them in the place of those that are there."""
        with engine.begin() as connection:
            cursor = connection.connection.cursor()
            cursor.execute(EMPTY)
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, rows in self._rows.items():
                if rows:
                    with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                        copy.write(rows)
            for sequence, last in self._sequences:
                cursor.execute("SELECT setval(%s::regclass, %s)", (sequence, last))


def _read(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)
