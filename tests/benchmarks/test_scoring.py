"""How many saves a second an office server takes in, with few and many cases stored, and its pages.

Everything is on the same processors: two workers, PostgreSQL with full durability, and the load.
"""

import sys
from collections.abc import Iterator

import pytest

from inspect_app.fieldwork.permissions import Role
from inspect_app.questionnaire.model import Definition
from tests.benchmarks import bare, case_file
from tests.benchmarks.load import load, request
from tests.benchmarks.office import Office, make_office, postgresql, serving
from tests.benchmarks.stock import store
from tests.benchmarks.trial import Saves, Trial, assessments, begin, measure

SECONDS, WARM_UP = 8, 2
STOCK = 100_000
BARE = (sys.executable, "-m", "tests.benchmarks.bare")
KINDS: dict[str, tuple[Saves, int]] = {
    "60 answers and 20 comments in one save": (case_file.in_one_batch, 14_000),
    "one answer a save": (case_file.one_by_one, 320),
}
"""What is saved, and of how many cases it is prepared."""


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office server on an empty database."""
    with postgresql() as url:
        made = make_office(url)
        with serving(made):
            yield made
        made.engine.dispose()


@pytest.fixture(scope="module")
def trial(office: Office, definition: Definition) -> Trial:
    """The office at work."""
    return begin(office, definition)


@pytest.fixture(scope="module")
def stocked(trial: Trial) -> Trial:
    """The same when it has stored 100,000 complete cases in inspections of 500."""
    store(trial.office.engine, trial.complete("copied"), "stock", STOCK, each=500)
    return trial


@pytest.mark.parametrize("kind", KINDS)
def test_saves_when_nothing_is_stored(trial: Trial, kind: str) -> None:
    ours = _measured(trial, kind, "few")
    theirs = _bare(trial, kind)
    sys.stdout.write(f"the bare prototype: {theirs[1]}; ratio {theirs[0] / ours:.2f}\n")


@pytest.mark.parametrize("kind", KINDS)
def test_saves_when_100_000_cases_are_stored(stocked: Trial, kind: str) -> None:
    _measured(stocked, kind, "many")


def test_pages_of_an_inspection_of_500_cases(trial: Trial) -> None:
    store(trial.office.engine, trial.complete("shown"), "board", 500, each=500)
    headers = trial.office.let_in("lead", Role.LEAD, "board-0")
    section = trial.definition.sections[0].id
    for path in ("board", f"cases/00001/sections/{section}", "cases/", "cases/00001/"):
        prepared = request("GET", f"/inspections/board-0/{path}", trial.office.host, headers)
        load(trial.office.port, [iter([prepared] * 20)], 60, b"Benchmark")
        outcome = load(trial.office.port, [iter([prepared] * 100)], 60, b"Benchmark")
        assert outcome.unwanted == []
        sys.stdout.write(f"\n{path} of 500 cases: {outcome}\n")


def _measured(trial: Trial, kind: str, stored: str) -> float:
    saves, number = KINDS[kind]
    ref = f"{stored}-{saves.__name__.replace('_', '-')}"
    outcome = measure(trial.office.port, trial.prepared(ref, number, saves), SECONDS, WARM_UP)
    sys.stdout.write(f"\n{kind}, {stored} cases stored: {outcome}\n")
    return outcome.rate


def _bare(trial: Trial, kind: str) -> tuple[float, str]:
    saves, number = KINDS[kind]
    ref = f"bare-{saves.__name__.replace('_', '-')}"
    prepared = trial.prepared(ref, number, saves)
    bare.make_tables(trial.office.engine, assessments(trial.office.engine, f"{ref}-0"))
    yardstick = make_office(trial.office.url)
    with serving(yardstick, BARE):
        outcome = measure(yardstick.port, prepared, SECONDS, WARM_UP)
    return outcome.rate, str(outcome)
