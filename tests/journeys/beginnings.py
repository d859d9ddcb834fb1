"""Databases that journeys begin with, each made once by a worker; making them by hand has its own journey."""

from pathlib import Path

import pytest

from inspect_app.cli import main
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import open_engine, transaction, upgrade
from tests.integration.two_areas import two_regions
from tests.integration.web.instrument import DEFINITION


def empty(path: Path) -> Path:
    """A database without an inspection."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def drawn(path: Path, owner: Actor, clock: Clock, long_list: Path) -> Path:
    """An inspection whose long list is imported, with five cases drawn and none begun."""
    engine = open_engine(f"sqlite:///{empty(path)}")
    with transaction(engine) as session:
        create_inspection(
            session,
            owner,
            clock,
            ref="ttg-2016",
            questionnaire="through-the-gate",
            title="Through the Gate, 2016",
            synthetic=True,
        )
    engine.dispose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECT_DATABASE_URL", f"sqlite:///{path}")
        _run("cases", "import", "ttg-2016", long_list, "--as-at", "2016-06-06")
        _run("sample", "draw", "ttg-2016", "--size", 5, "--buffer", 20, "--seed", "an agreed seed")
    return path


def _run(*arguments: object) -> None:
    main([str(argument) for argument in arguments])  # ends the run where it fails


def regions(path: Path, owner: Actor, clock: Clock) -> Path:
    """Two regions with their cases, and nobody who has an account."""
    engine = open_engine(f"sqlite:///{empty(path)}")
    with transaction(engine) as session:
        add_definition(session, owner, clock, DEFINITION)
    two_regions(engine, owner, clock)
    engine.dispose()
    return path
