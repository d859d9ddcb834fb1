"""An inspection with a few cases, and another whose cases must never be touched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from inspect_app.questionnaire.structure import to_json
from inspect_app.records import cases, definitions, inspections
from inspect_app.records.engine import Session
from tests.unit.ledger.samples import DEFINITION, HASH

Meddle = Callable[[str], None]

MIDSUMMER = datetime(2016, 6, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """The inspection's id and the assessments of its cases, by reference."""

    id: int
    assessments: dict[str, str]


def make_inspection(session: Session, ref: str, definition_id: int, references: tuple[str, ...]) -> Made:
    """An inspection with some cases."""
    inspections.add(
        session,
        ref=ref,
        title=f"Inspection {ref}",
        definition_id=definition_id,
        threshold=5,
        synthetic=True,
        created_at=MIDSUMMER,
    )
    inspection, _ = inspections.find(session, ref)
    return Made(
        inspection.id,
        {
            reference: cases.add_case(session, inspection.id, reference, {"sex": "female"}, stratum="female")
            for reference in references
        },
    )


@pytest.fixture
def definition_id(session: Session) -> int:
    """The stored sample questionnaire."""
    row = definitions.add(
        session,
        structure_hash=HASH,
        instrument="sample",
        version="1.0",
        text_revision=1,
        body=to_json(DEFINITION),
        added_at=MIDSUMMER,
    )
    return row.id


@pytest.fixture
def made(session: Session, definition_id: int) -> Made:
    """An inspection of two cases beside another one."""
    make_inspection(session, "noise", definition_id, ("001", "002", "003"))
    return make_inspection(session, "north", definition_id, ("001", "002"))


@pytest.fixture
def meddle(session: Session) -> Meddle:
    """Runs SQL that the database would refuse, as somebody can who owns it."""

    def run(statement: str) -> None:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET session_replication_role = replica"))
        else:
            triggers = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for (name,) in triggers.all():
                session.execute(text(f"DROP TRIGGER {name}"))
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text(statement))

    return run
