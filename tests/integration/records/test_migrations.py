"""What was stored before a migration is after it what this programme would have stored."""

import json
from importlib.resources import files

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from inspect_app.ledger.entries import Entry
from inspect_app.ledger.states import Action
from inspect_app.records import inspections
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.models import Base
from inspect_app.records.verification import rebuild, verify
from tests.integration.records.conftest import Made, make_inspection
from tests.integration.records.test_saves import append
from tests.unit.ledger.samples import NO, YES, answer, entry_id, move, save_id

ADDED = ("alerts", "changed_at", "changed_by", "last_at", "last_author")


def before_scoring(session: Session) -> None:
    """Takes the state rows back to what they were before they told of alerts and of who saved.

    What later migrations added stays, so that none but that one can be run.
    """
    session.execute(text("ALTER TABLE assessment_state ADD COLUMN position VARCHAR NOT NULL DEFAULT ''"))
    for column in ADDED:
        session.execute(text(f"ALTER TABLE assessment_state DROP COLUMN {column}"))
    for id_, state in session.execute(text("SELECT assessment_id, state FROM assessment_state")).all():
        content = {**json.loads(state), "position": "0" * 64}
        del content["records"]
        given = {"id": id_, "state": json.dumps(content)}
        session.execute(text("UPDATE assessment_state SET state = :state WHERE assessment_id = :id"), given)
    session.execute(text("UPDATE alembic_version SET version_num = '0003'"))


def migrate_to(engine: Engine, revision: str) -> None:
    """Runs the migrations up to one."""
    config = Config()
    config.set_main_option("script_location", str(files("inspect_app.migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


INVALID, VALID, WAITING = answer("contacts", 21), answer("seen", NO), answer("contacts", 3, entry_id(2))


@pytest.mark.parametrize(
    ("contents", "began"),
    [
        ([], None),
        ([VALID, answer("contacts", 3)], 1),
        ([INVALID, VALID], 2),
        ([INVALID], None),
        ([WAITING, answer("contacts", 2), VALID], 2),
        ([answer("contacts", 3, entry_id(9)), INVALID], None),
        ([INVALID, answer("contacts", 3, entry_id(1))], 2),
        ([VALID, answer("seen", YES)], 1),
        ([INVALID, VALID, move(Action.SUBMIT, [1, 2]), answer("contacts", 4)], 3),
    ],
    ids=[
        "none",
        "first",
        "invalid-first",
        "invalid",
        "waiting-first",
        "waiting",
        "follows",
        "conflict",
        "moved",
    ],
)
def test_the_state_rows_are_filled_as_they_are_verified(
    engine: Engine, session: Session, made: Made, contents: list[Entry], began: int | None
) -> None:
    assessment = made.assessments["001"]
    for number, entry in enumerate(contents, 1):
        append(session, assessment, number, entry)
    append(session, made.assessments["002"], 50, VALID)
    before_scoring(session)
    session.commit()

    migrate_to(engine, "0004")

    with transaction(engine) as after:
        assert verify(after).findings == ()
        query = text(
            "SELECT save.id FROM assessment_state"
            " LEFT JOIN save ON save.assessment_id = assessment_state.assessment_id"
            " AND save.received_at = changed_at WHERE assessment_state.assessment_id = :id"
        )
        assert after.scalar(query, {"id": assessment}) == (began and save_id(began))


def test_more_rows_are_filled_than_are_read_at_once(
    engine: Engine, session: Session, definition_id: int
) -> None:
    references = tuple(f"{number:03}" for number in range(205))
    many = make_inspection(session, "many", definition_id, references)
    for number, assessment in enumerate(many.assessments.values(), 1):
        append(session, assessment, number, VALID)
    before_scoring(session)
    session.commit()

    migrate_to(engine, "0004")

    with transaction(engine) as after:
        assert verify(after).findings == ()


@pytest.mark.usefixtures("made")
def test_an_inspection_from_before_goes_on_as_it_was(engine: Engine, session: Session) -> None:
    for column in ("rounding_base", "secondary"):
        session.execute(text(f"ALTER TABLE inspection DROP COLUMN {column}"))
    session.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    session.commit()
    migrate_to(engine, "0007")
    with transaction(engine) as after:
        found, _ = inspections.find(after, "north")
    assert (found.suppression_threshold, found.rounding_base, found.secondary) == (5, 0, True)


MOMENT, BYTES = "{moment}", "{bytes}"
BEFORE_STATE_COLUMNS = f"""
    CREATE TABLE before (
        assessment_id VARCHAR NOT NULL, definition_hash VARCHAR NOT NULL, status VARCHAR NOT NULL,
        answered INTEGER NOT NULL, to_do INTEGER NOT NULL, conflicts INTEGER NOT NULL, late INTEGER NOT NULL,
        state TEXT NOT NULL, codes {BYTES} NOT NULL, numbers {BYTES} NOT NULL, saves INTEGER NOT NULL,
        chain_head VARCHAR NOT NULL, alerts INTEGER NOT NULL DEFAULT 0, changed_at {MOMENT},
        changed_by VARCHAR, last_at {MOMENT}, last_author VARCHAR,
        CONSTRAINT pk_before PRIMARY KEY (assessment_id),
        CONSTRAINT fk_assessment_state_assessment_id_assessment
            FOREIGN KEY (assessment_id) REFERENCES assessment (id))
"""
OLD = (
    "assessment_id, definition_hash, status, answered, to_do, conflicts, late, state, codes, numbers, saves,"
    " chain_head, alerts, changed_at, changed_by, last_at, last_author"
)


def before_state_columns(session: Session) -> None:
    """Makes the table of state rows what it was before they said whose they are, with the same rows."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    types = ("DATETIME", "BLOB") if on_sqlite else ("TIMESTAMP WITH TIME ZONE", "BYTEA")
    session.execute(text(BEFORE_STATE_COLUMNS.format(moment=types[0], bytes=types[1])))
    session.execute(text(f"INSERT INTO before ({OLD}) SELECT {OLD} FROM assessment_state"))  # noqa: S608 - columns are named above
    session.execute(text("DROP TABLE assessment_state"))
    session.execute(text("ALTER TABLE before RENAME TO assessment_state"))
    if not on_sqlite:
        session.execute(text("ALTER INDEX pk_before RENAME TO pk_assessment_state"))
    before = ScriptDirectory(str(files("inspect_app.migrations"))).get_revision("0009").down_revision
    session.execute(text("UPDATE alembic_version SET version_num = :before"), {"before": before})


def test_state_rows_are_kept_and_say_whose_they_are(engine: Engine, session: Session, made: Made) -> None:
    one = made.assessments["001"]
    for number, entry in enumerate((VALID, answer("contacts", 3), move(Action.SUBMIT, [1, 2])), 1):
        append(session, one, number, entry)
    stored = text(f"SELECT {OLD} FROM assessment_state ORDER BY assessment_id")  # noqa: S608 - columns are named above
    before = session.execute(stored).all()
    before_state_columns(session)
    session.commit()

    migrate_to(engine, "0009")

    with transaction(engine) as after:
        assert len(before) == 5
        assert after.execute(stored).all() == before
        whose = text(
            'SELECT "case".inspection_id, "case".reference, reading FROM assessment_state'
            ' JOIN "case" ON "case".id = case_id AND "case".inspection_id = assessment_state.inspection_id'
            " WHERE assessment_id = :id"
        )
        assert after.execute(whose, {"id": one}).all() == [(made.id, "001", 1)]
        assert verify(after).findings == ()
        assert rebuild(after) == 0
        context = MigrationContext.configure(after.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        append(after, one, 4, move(Action.RETURN, [3]))
        assert verify(after).findings == ()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_on_sqlite_the_long_text_comes_last(session: Session) -> None:
    columns = [row.name for row in session.execute(text("PRAGMA table_info(assessment_state)"))]
    assert columns[-1] == "state"
