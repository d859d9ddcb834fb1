"""An inspection that uses the Through the Gate questionnaire, and the supplied long list."""

from pathlib import Path

import pytest

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock

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
