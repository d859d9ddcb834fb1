"""What was stored before a migration is after it what this programme would have stored."""

import json
from importlib.resources import files

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from inspect_app.ledger.entries import Entry
from inspect_app.ledger.states import Action
from inspect_app.records import inspections
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.verification import verify
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
