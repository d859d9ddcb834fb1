import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from inspect_app.questionnaire.problems import UserError
from inspect_app.records import schema
from inspect_app.records.engine import Engine, Session, check_at_head, open_engine, transaction, upgrade
from inspect_app.records.models import Base
from tests.integration.records.conftest import Made
from tests.integration.records.test_saves import append
from tests.unit.ledger.samples import comment, entry_id


def test_the_migrations_lead_to_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_migrated_database_is_ready_and_migrating_again_does_nothing(engine: Engine) -> None:
    check_at_head(engine)
    upgrade(engine)
    check_at_head(engine)


def test_the_names_of_the_migrations_tell_their_order() -> None:
    script = ScriptDirectory(str(files("inspect_app.migrations")))
    assert schema.revisions() == tuple(each.revision for each in script.walk_revisions())[::-1]


@pytest.mark.parametrize("left_out", ["alembic", "psycopg", "scipy", "xlsxwriter"])
def test_who_only_reads_a_sqlite_file_need_not_wait_for(left_out: str) -> None:
    code = (
        "import sys; import inspect_app.records.engine, inspect_app.fieldwork.find_figures; "
        f"sys.exit({left_out!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # our own code


def test_an_empty_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"is not ready for this version\. Run inspect-app db upgrade"):
        check_at_head(open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}"))


def test_a_database_of_a_newer_programme_is_refused(engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))

    for use in (check_at_head, upgrade):
        with pytest.raises(UserError, match="was made by a newer inspect-app"):
            use(engine)
    assert schema.revision(engine) == "f00d"


COLUMNS = {
    "save": (
        "id, assessment_id, seq, author, device, made_at, received_at, definition_hash, text_revision,"
        " entries, content_hash, chain_hash"
    ),
    "save_text": "entry_id, save_id, salt, text",
    "rating_decision": "id, inspection_id, number, subject, band, computed, reason, author, device, at",
    "report_save": (
        "number, id, report_id, thing, parents, author, device, made_at, received_at, content_hash,"
        " seen, value"
    ),
    "report_edition": (
        "id, report_id, number, stage, note, publication_hash, figures_hash, author, device, embargo,"
        " made_at, publication, figures"
    ),
    "access_log": "id, at, author, device, action, inspection, subject, seq, chain_hash, detail",
}


@pytest.fixture
def kept(session: Session, made: Made) -> Session:
    """A session on a database with a row in each table that only grows."""
    append(session, made.assessments["001"], 1, comment("needs", "Housing"), texts={entry_id(1): "Housing"})
    session.execute(
        text(
            "INSERT INTO access_log"
            " (at, author, device, action, inspection, subject, seq, chain_hash, detail)"
            " VALUES ('2016-06-24 12:00:00', 'pat', 'laptop-7', 'look', 'north', 'case 001', 1, 'a', '{}')"
        )
    )
    session.execute(
        text(
            "INSERT INTO rating_decision"
            " (id, inspection_id, number, subject, band, reason, author, device, at)"
            " SELECT 1, min(id), 1, 'planning', 'good', 'Seen.', 'pat', 'laptop-7', '2016-06-24 12:00:00'"
            " FROM inspection"
        )
    )
    session.execute(
        text(
            "INSERT INTO report (id, inspection_id, language, style, started_at, started_by)"
            " SELECT 1, min(id), 'en', 'plain', '2016-06-24 12:00:00', 'pat' FROM inspection"
        )
    )
    session.execute(
        text(
            "INSERT INTO report_save (number, id, report_id, thing, parents, author, device, made_at,"
            " received_at, content_hash, seen, value) VALUES (1, 'first', 1, 'chapter:foreword', '[]', 'pat',"
            " 'laptop-7', '2016-06-24T12:00:00+00:00', '2016-06-24 12:00:00', 'a', '{}', '{}')"
        )
    )
    session.execute(
        text(
            "INSERT INTO report_edition (id, report_id, number, stage, note, publication_hash, figures_hash,"
            " author, device, made_at, publication, figures) VALUES (1, 1, 1, 'draft', '', 'a', 'b', 'pat',"
            " 'laptop-7', '2016-06-24 12:00:00', '{}', '{}')"
        )
    )
    session.commit()
    return session


def refused(session: Session, statement: str) -> None:
    """Runs a statement, which the database must refuse."""
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))
    session.rollback()


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_neither_changed_nor_removed(kept: Session, table: str) -> None:
    column = COLUMNS[table].rpartition(" ")[2]
    refused(kept, f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - the names are the test's own
    refused(kept, f"DELETE FROM {table}")  # noqa: S608 - the names are the test's own
    if kept.get_bind().dialect.name == "postgresql":
        refused(kept, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_not_replaced(kept: Session, table: str, recursive: str) -> None:
    columns = COLUMNS[table]
    copy = f"SELECT {columns} FROM {table}"  # noqa: S608 - the names are the test's own
    key = columns.partition(",")[0]
    if kept.get_bind().dialect.name == "postgresql":
        rest = columns.rpartition(" ")[2]
        update = f"ON CONFLICT ({key}) DO UPDATE SET {rest} = excluded.{rest}"
        refused(kept, f"INSERT INTO {table} ({columns}) {copy} {update}")
        return
    kept.execute(text(f"PRAGMA recursive_triggers = {recursive}"))
    refused(kept, f"INSERT OR REPLACE INTO {table} ({columns}) {copy}")
    refused(kept, f"REPLACE INTO {table} ({columns}) {copy}")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("save", "'other'"),
        ("access_log", "99"),
        ("rating_decision", "99"),
        ("report_save", "99"),
        ("report_edition", "99"),
    ],
)
def test_a_row_is_not_replaced_by_another_at_its_place(kept: Session, table: str, key: str) -> None:
    others = COLUMNS[table].partition(" ")[2]
    columns = f"({COLUMNS[table]})"
    refused(kept, f"INSERT OR REPLACE INTO {table} {columns} SELECT {key}, {others} FROM {table}")  # noqa: S608 - fixed names


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_connection_guards_and_waits(engine: Engine) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "recursive_triggers": 1,
    }
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            if connection is second:
                first.rollback()  # each transaction holds the write lock
            settings = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in expected}
            assert settings == expected
