"""How fast a complete case is saved, on SQLite and on PostgreSQL, with full durability."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, text
from uuid6 import uuid7

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.save_answers import Typed, save_answers
from inspect_app.ledger.entries import Actor
from inspect_app.records import cases, inspections, states
from inspect_app.records.engine import transaction
from tests.benchmarks.conftest import ATTRIBUTES, Scored
from tests.benchmarks.stopwatch import compare

ACTOR = Actor("somebody", "benchmark")
CASES = 40


def now() -> datetime:
    return datetime.now(UTC)


def test_saving_a_complete_case(engine: Engine, scored: Scored) -> None:
    with transaction(engine) as session:
        create_inspection(
            session, ACTOR, now, ref="bench", questionnaire="through-the-gate", title="Benchmark"
        )
        inspection = inspections.find(session, "bench")[0].id
        for number in range(CASES):
            cases.add_case(session, inspection, f"{number:03}", ATTRIBUTES)
    answers, comments = scored["001"]
    raw = {id_: value if isinstance(value, list) else str(value) for id_, value in answers.items()}
    references = (f"{number:03}" for number in range(CASES))

    def save() -> None:
        with transaction(engine) as session:
            typed = Typed(raw, comments, seen={})
            save_answers(session, ACTOR, now, typed, ref="bench", reference=next(references))

    compare(
        f"save {len(raw)} answers and {len(comments)} comments ({engine.dialect.name})",
        save,
        "inserting the same as two rows of JSON",
        _bare(engine, json.dumps([raw, comments])),
        rounds=CASES,
    )
    with transaction(engine) as session:
        assert {case.answered for case in states.lines(session, inspection)} == {len(raw)}


def _bare(engine: Engine, body: str) -> Callable[[], None]:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare_save (id VARCHAR PRIMARY KEY, body TEXT)"))
        connection.execute(text("CREATE TABLE bare_state (id VARCHAR PRIMARY KEY, body TEXT)"))

    def insert() -> None:
        with engine.begin() as connection:
            for table in ("bare_save", "bare_state"):
                values = {"id": str(uuid7()), "body": body}
                connection.execute(text(f"INSERT INTO {table} VALUES (:id, :body)"), values)  # noqa: S608  # our tables

    return insert
