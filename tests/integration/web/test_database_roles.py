"""The database roles that docs/administrator tells an office to make, on a real PostgreSQL."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import models
from inspect_app.records.engine import Engine, Session, check_at_head, open_engine, upgrade
from tests.integration.postgresql import PostgreSQL
from tests.integration.shelf import Prepared
from tests.integration.web.conftest import Browser
from tests.integration.web.making import make_outputs
from tests.integration.web.people import member

pytestmark = pytest.mark.both_databases  # its engine is its own

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs" / "administrator"


def statements(name: str) -> list[str]:
    """The statements of a documented file."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    return [
        one for one in " ".join(line for line in lines if not line.startswith("--")).split(";") if one.strip()
    ]


@pytest.fixture
def alone(postgresql_server: PostgreSQL) -> Iterator[PostgreSQL]:
    """The server, for one test at a time: roles are the whole server's, which all workers share."""
    everywhere = create_engine(postgresql_server.url("postgres"))
    with everywhere.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(1)"))
        yield postgresql_server
    everywhere.dispose()


@pytest.fixture
def prepared() -> Prepared:
    """Does each set-up anew, by the role that serves pages."""
    return lambda _name, make: make()


@pytest.fixture
def engine(alone: PostgreSQL) -> Iterator[Engine]:
    """An engine of the role that serves pages, on a database made as the documentation says."""
    alone.execute(*statements("roles.sql"))
    address = make_url(alone.url("inspect"))
    owner, web = (
        open_engine(address.set(username=role).render_as_string(hide_password=False))
        for role in ("inspect_owner", "inspect_web")
    )
    upgrade(owner)
    with owner.begin() as connection:
        for statement in statements("grants.sql"):
            connection.execute(text(statement))
    owner.dispose()
    yield web
    web.dispose()
    alone.execute("DROP DATABASE inspect WITH (FORCE)", "DROP ROLE inspect_owner, inspect_web")


def test_the_serving_role_does_all_that_pages_do(browser: Browser, signed_off: str, engine: Engine) -> None:
    check_at_head(engine)
    assert "findings.xlsx" in make_outputs(browser, "/inspections/north/")
    browser.send(f"{signed_off}reopen", {"reason": "One answer is wrong."})
    with Session(engine) as session:
        assert session.scalar(text("SELECT session_user")) == "inspect_web"
        for table in (*KEPT, "snapshot"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")), table  # noqa: S608 - fixed names
        session.execute(text("SELECT id FROM report FOR UPDATE"))  # as every save of a text does


KEPT = ("save", "save_text", "access_log")
ATTACKS = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER {table}_append_only",
    "DROP TRIGGER {table}_append_only ON {table}",
    "DROP TABLE {table} CASCADE",
    "DROP FUNCTION refuse_change_of_{table}() CASCADE",
    "ALTER TABLE {table} OWNER TO inspect_web",
    "SET session_replication_role = replica",
    "SET ROLE inspect_owner",
    "UPDATE alembic_version SET version_num = version_num",
    "UPDATE snapshot SET id = id",
    "UPDATE rating_decision SET id = id",
    "DELETE FROM rating_decision",
    "UPDATE report SET style = style",
    "UPDATE report_save SET id = id",
    "DELETE FROM report_save",
    "UPDATE report_edition SET id = id",
    "DELETE FROM report_edition",
    "DELETE FROM inspection",
    "CREATE TABLE of_its_own (id integer)",
)


def test_the_serving_role_cannot_get_past_what_the_database_refuses(engine: Engine) -> None:
    for table, column in zip(KEPT, ("author", "text", "author"), strict=True):
        for attack in ATTACKS:
            with (
                pytest.raises(ProgrammingError, match=r"InsufficientPrivilege"),
                engine.begin() as connection,
            ):
                connection.execute(text(attack.format(table=table, column=column)))


def test_the_serving_role_cannot_remove_a_case_of_which_something_is_saved(
    signed_off: str, engine: Engine
) -> None:
    for table in ("assessment", '"case"'):
        with pytest.raises(IntegrityError, match="foreign key"), engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - fixed names
    assert signed_off


def test_every_table_that_pages_delete_from_may_be_deleted_from() -> None:
    # records/destruction.py is for a command alone, which the owner of the tables runs.
    folder = ROOT / "inspect_app"
    paths = [path for path in folder.rglob("*.py") if path.name != "destruction.py"]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    rows = re.findall(r"\bdelete\([^\n]*?\b(\w+Row)\b", sources)
    granted = next(line for line in statements("grants.sql") if "GRANT DELETE" in line)
    assert {getattr(models, row).__tablename__ for row in rows} <= set(re.findall(r"\w+", granted))


@pytest.mark.usefixtures("inspection")
def test_people_sign_in_by_the_serving_role(app: Flask) -> None:
    browser = member(app, Role.LEAD)
    assert "north" in browser.get("/inspections/north/")
