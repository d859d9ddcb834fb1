import shutil
import stat
from pathlib import Path

import platformdirs
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections
from inspect_app.records import engine as engine_module
from inspect_app.records.engine import (
    Engine,
    Session,
    check_at_head,
    database_url,
    open_engine,
    reading,
    transaction,
    upgrade,
)
from tests.integration.conftest import Clock


def test_the_database_is_in_the_users_data_directory_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, **_: tmp_path / name)
    monkeypatch.delenv("INSPECT_DATABASE_URL", raising=False)
    assert database_url() == f"sqlite:///{tmp_path}/inspect-app/inspect-app.sqlite"

    engine = open_engine()
    assert engine.url.database == f"{tmp_path}/inspect-app/inspect-app.sqlite"
    assert (tmp_path / "inspect-app").is_dir()

    monkeypatch.setenv("INSPECT_DATABASE_URL", "postgresql://office/inspections")
    assert database_url() == "postgresql://office/inspections"


@pytest.mark.parametrize(
    "url",
    [
        *("no address", "mysql://office/inspections", "oak://office/x", "sqlite+oak:///x"),
        *("postgresql://office:port/x", "postgresql+asyncpg://office/x", "sqlite+aiosqlite:///x"),
        "sqlite:////tmp/\udcff.sqlite",
    ],
)
def test_an_address_that_cannot_be_used(url: str) -> None:
    with pytest.raises(UserError, match="The database address is not one this programme can use"):
        open_engine(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="in memory would be lost"):
        open_engine(url)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UserError, match="for the database cannot be made"):
        open_engine(f"sqlite:///{tmp_path}/file/inspections.sqlite")


def test_a_new_file_and_those_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    upgrade(engine)
    with transaction(engine) as session:
        session.execute(text("SELECT 1"))
        made = sorted(tmp_path.iterdir())
        assert [path.name for path in made] == ["new.sqlite3", "new.sqlite3-shm", "new.sqlite3-wal"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


def test_a_file_that_is_there_keeps_its_mode(migrated_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    shutil.copy(migrated_file, path)
    path.chmod(0o660)
    check_at_head(open_engine(f"sqlite:///{path}"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_an_error_does_not_repeat_what_was_being_stored(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(DatabaseError) as raised:
        session.execute(text("SELECT :name FROM nowhere"), {"name": "Ramsbottom"})
    assert "Ramsbottom" not in str(raised.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and long enough to be looked at as if they were a database. " * 20)

    with pytest.raises(UserError, match="is not a database of inspect-app"):
        check_at_head(open_engine(f"sqlite:///{path}"))


def test_a_path_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        check_at_head(open_engine(f"sqlite:///{tmp_path}"))


def test_a_file_that_lost_its_end(migrated_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.sqlite"
    path.write_bytes(migrated_file.read_bytes()[:20_000])

    with pytest.raises(UserError, match="is damaged"), reading(open_engine(f"sqlite:///{path}")) as session:
        session.execute(text("SELECT * FROM assessment_state"))


def test_a_file_that_may_only_be_read(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine(f"sqlite:///file:{migrated_file}?mode=ro&uri=true")

    check_at_head(engine)
    with pytest.raises(UserError, match="may only be read"), transaction(engine) as session:
        session.execute(text("DELETE FROM alembic_version"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_disk_that_is_full(engine: Engine, actor: Actor, clock: Clock) -> None:
    def fill(session: Session) -> None:
        session.execute(text(f"PRAGMA max_page_count = {session.scalar(text('PRAGMA page_count'))}"))
        access_log.record(session, clock(), actor, "look", None, "x" * 100_000, {})

    with (
        pytest.raises(UserError, match="is full, and nothing of this step is kept"),
        transaction(engine) as one,
    ):
        fill(one)

    with reading(engine) as session:
        assert access_log.events(session) == []


def test_a_database_of_another_programme(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/other.sqlite")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE inspection (id INTEGER)"))

    with pytest.raises(UserError, match="has tables of another programme"):
        upgrade(engine)


def test_a_server_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://pat:secret@/inspections?host={tmp_path}")

    with pytest.raises(UserError, match="cannot be reached") as error:
        check_at_head(engine)
    assert "secret" not in str(error.value)


def test_tables_that_are_not_there(engine: Engine) -> None:
    with (
        pytest.raises(UserError, match=r"is not ready to use\. Run inspect-app db upgrade"),
        reading(engine) as session,
    ):
        session.execute(text("SELECT * FROM no_such_table"))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_file_that_another_programme_holds(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "PRAGMAS", ("busy_timeout = 10",))
    with transaction(engine) as holder:
        holder.execute(text("DELETE FROM alembic_version"))
        with pytest.raises(UserError, match="is in use by another programme"), transaction(engine) as waiter:
            waiter.connection()


def test_a_reader_waits_for_no_writer(engine: Engine) -> None:
    with transaction(engine) as writer, reading(engine) as reader:
        writer.execute(text("DELETE FROM alembic_version"))
        assert reader.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def fail_after(_done: None) -> None:
    """Fails, whatever was done before."""
    raise ZeroDivisionError


def test_a_transaction_keeps_everything_or_nothing(engine: Engine, actor: Actor, clock: Clock) -> None:
    with transaction(engine) as session:
        access_log.record(session, clock(), actor, "look", None, "list", {})
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        fail_after(access_log.record(session, clock(), actor, "look", None, "list", {}))
    with reading(engine) as session:
        access_log.record(session, clock(), actor, "look", None, "list", {})

    with reading(engine) as session:
        assert len(access_log.events(session)) == 1


def test_a_fault_of_the_programme_is_no_user_error(engine: Engine, clock: Clock) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        inspections.add(
            session,
            ref="north",
            title="North",
            definition_id=99,
            threshold=5,
            synthetic=False,
            created_at=clock(),
        )


def test_a_time_must_say_its_zone(engine: Engine, actor: Actor, clock: Clock) -> None:
    with pytest.raises(Exception, match="a time must say its zone"), transaction(engine) as session:
        access_log.record(session, clock().replace(tzinfo=None), actor, "look", None, "list", {})
