"""An integration test runs on SQLite and on a real PostgreSQL; of those of pages (web/), only some do."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from argon2 import PasswordHasher

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import Engine, Session, open_engine, upgrade
from tests import compiled
from tests.integration import postgresql
from tests.integration.shelf import Prepared, Shelf, Ticking


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Templates and routes are compiled once in a run and not for each application."""
    with pytest.MonkeyPatch.context() as patch:
        compiled.share(patch)
        yield


@pytest.fixture(scope="module", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Passwords are hashed at a hundredth of the cost, which a unit test states and a journey pays."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inspect_app.fieldwork.passwords._HASHER", cheap)
        patch.setattr("inspect_app.fieldwork.passwords._NOBODYS", cheap.hash("nobody's"))
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.PostgreSQL]:
    """The PostgreSQL that all workers of a run share."""
    server = postgresql.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file for tests to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()  # the last connection to close folds the write-ahead log into the file
    return path


MEMORY = Path("/dev/shm")  # noqa: S108 - each worker's folder there is its own, and goes with it
"""Where Linux keeps files in memory: a transaction waits for no disk, and is written in the same way."""


@pytest.fixture(scope="session")
def quick_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for databases; in memory where there is such a place."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("databases")
        return
    with tempfile.TemporaryDirectory(prefix="inspect-app-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def file_engine(quick_folder: Path) -> Iterator[Engine]:
    """The engine on the one SQLite file that the tests of a worker use in turn: it knows their statements."""
    opened = open_engine(f"sqlite:///{quick_folder / 'database.sqlite3'}")
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine on a migrated, empty database: on SQLite, then on PostgreSQL."""
    # What is known by a database's dialect is forgotten with the database.
    monkeypatch.setattr("inspect_app.records.definitions._READ", WeakKeyDictionary())
    if request.param == "postgresql":
        server: postgresql.PostgreSQL = request.getfixturevalue("postgresql_server")
        with server.lend() as lent:
            yield lent.execution_options()
        return
    kept: Engine = request.getfixturevalue("file_engine")
    replace_file(kept, request.getfixturevalue("migrated_file"))
    yield kept.execution_options()  # whoever listens to it does so for this test alone
    kept.dispose()


def replace_file(engine: Engine, source: Path) -> None:
    """Puts a copy of a SQLite file where an engine's file is."""
    engine.dispose()
    path = Path(str(engine.url.database))
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(source, path)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on `engine`; nothing is kept unless the test commits."""
    with Session(engine) as opened:
        yield opened


@pytest.fixture
def actor() -> Actor:
    """Somebody who does things."""
    return Actor("pat.inspector", "laptop-7")


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on by one second each time it is read, from nine o'clock on 6 June 2016."""
    return Ticking(datetime(2016, 6, 6, 9, tzinfo=UTC))


@pytest.fixture(scope="session")
def shelf(quick_folder: Path) -> Shelf:
    """Databases as set-ups left them."""
    return Shelf(quick_folder)


@pytest.fixture
def prepared(shelf: Shelf, engine: Engine, clock: Ticking) -> Prepared:
    """Does a set-up of a name on `engine`, or puts back what it left (see Shelf.put_back)."""
    return partial(shelf.put_back, engine, clock)
