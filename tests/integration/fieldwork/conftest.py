"""An inspection that uses the Through the Gate questionnaire, and the supplied long list."""

from pathlib import Path

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer, questionnaire

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def long_list_2016() -> bytes:
    """The supplied long list: 1,273 invented people."""
    return (DATA / "long-list-2016.xlsx").read_bytes()


@pytest.fixture
def ref(session: Session, actor: Actor, clock: Clock) -> str:
    """The ref of an inspection without a long list; another inspection stands beside it."""
    for name in ("noise-2016", "north-2016"):
        create_inspection(session, actor, clock, ref=name, questionnaire="through-the-gate", title=name)
    return "north-2016"


@pytest.fixture
def scorer(session: Session, actor: Actor, clock: Clock) -> Scorer:
    """Somebody at work on cases 001 to 003 of inspection "homes"; "noise" stands beside it."""
    add_definition(session, actor, clock, questionnaire())
    for ref in ("noise", "homes"):
        create_inspection(session, actor, clock, ref=ref, questionnaire="homes", title=ref)
        inspection = get_inspection(session, ref)
        for reference in ("001", "002", "003"):
            add_case(session, inspection.id, reference, {"sex": "female"}, stratum="women")
    Scorer(session, actor, clock, "noise").save({"home": "no"})
    session.commit()
    return Scorer(session, actor, clock, "homes")
