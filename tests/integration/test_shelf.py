"""A set-up of tests is done once and put back: as it was, on what it was built on, and on nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, Session, transaction
from inspect_app.records.models import DefinitionRow, InspectionRow
from tests.integration.shelf import Shelf, Ticking, digest
from tests.integration.web.instrument import DEFINITION

NINE = datetime(2016, 6, 6, 9, tzinfo=UTC)
TEN = datetime(2016, 6, 6, 10, tzinfo=UTC)


class Bench:
    """A shelf, and a set-up that counts how often it is done."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self._shelf = Shelf(folder)
        self.done = 0

    def set_up(self, name: str = "north", start: datetime = NINE) -> datetime:
        """Asks for a set-up that makes an inspection; answers what the clock shows afterwards."""
        clock = Ticking(start)

        def make() -> str:
            self.done += 1
            self.add(name, clock())
            return f"made {name}"

        assert self._shelf.put_back(self.engine, clock, (name,), make) == f"made {name}"
        return clock()

    def add(self, ref: str, created_at: datetime = NINE) -> int:
        """Makes an inspection; answers its number."""
        with transaction(self.engine) as session:
            definition = session.scalars(select(DefinitionRow.id)).one()
            made = InspectionRow(ref=ref, title=ref, definition_id=definition, created_at=created_at)
            session.add(made)
            session.flush()
            return made.id

    def refs(self) -> list[str]:
        """The inspections that are there."""
        with Session(self.engine) as session:
            return sorted(session.scalars(select(InspectionRow.ref)))

    def empty(self) -> None:
        """Takes out every inspection, as for the next test."""
        with self.engine.begin() as connection:
            connection.execute(delete(InspectionRow))


@pytest.fixture
def bench(engine: Engine, tmp_path: Path) -> Bench:
    """A shelf with nothing on it."""
    with transaction(engine) as session:
        add_definition(session, Actor("pat.inspector", "laptop-7"), Ticking(NINE), DEFINITION)
    return Bench(engine, tmp_path)


def test_a_set_up_is_done_once_and_put_back_with_its_clock(bench: Bench) -> None:
    left = bench.set_up()
    bench.empty()
    assert bench.set_up() == left > NINE
    assert bench.refs() == ["north"]
    assert bench.done == 1


def test_what_a_test_did_after_a_set_up_is_not_put_back(bench: Bench) -> None:
    bench.set_up()
    first = bench.add("east")
    bench.empty()
    bench.set_up()
    assert bench.refs() == ["north"]
    assert bench.add("west") == first  # new rows are numbered as they are after the set-up itself


def test_each_set_up_is_kept_under_its_name(bench: Bench) -> None:
    bench.set_up()
    bench.empty()
    bench.set_up("south")
    assert bench.refs() == ["south"]
    assert bench.done == 2


def test_a_set_up_is_done_anew_where_the_clock_shows_something_else(bench: Bench) -> None:
    bench.set_up()
    bench.empty()
    assert bench.set_up(start=TEN) > TEN
    assert bench.done == 2


def test_a_set_up_is_done_anew_on_other_rows_though_they_are_as_many(bench: Bench) -> None:
    for base in ("east", "west"):
        bench.empty()
        bench.add(base)
        bench.set_up()
        assert bench.refs() == sorted([base, "north"])
    assert bench.done == 2


def test_databases_with_other_rows_are_told_apart(bench: Bench) -> None:
    before = digest(bench.engine)
    bench.add("north")
    after = digest(bench.engine)
    assert before != after == digest(bench.engine)
    bench.empty()
    bench.add("south")
    assert digest(bench.engine) not in (before, after)
