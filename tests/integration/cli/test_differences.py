"""The command that prints how far groups and inspections lie apart."""

import json

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, reading, transaction
from inspect_app.reports.wording import points, points_apart
from tests.integration.cli.conftest import Run
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import CANARY, KESTREL, REF, kept_regions
from tests.integration.web.instrument import DEFINITION

ROW = "well_run.yes"


@pytest.fixture
def shares(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> dict[str, float]:
    """Two regions; the estimated share of cases that are well run in each."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    kept_regions(prepared, engine, actor, clock)
    with reading(engine) as session:
        table = find_figures(session, REF, "area.region").table("key_questions.by.area.region")
    row = next(row for row in table.rows if row.id == ROW)
    estimates = (cell.estimate for cell in row.cells)
    found = zip(table.columns, estimates, strict=True)
    return {column.label: each.value for column, each in found if each and each.value is not None}


def test_regions_are_compared_by_their_estimates(run: Run, shares: dict[str, float]) -> None:
    kestrel, osprey = f"{KESTREL}Cluster", f"{CANARY}Cluster"
    found = json.loads(run("differences", REF, "--by", "area.region", "--format", "json").out)["differences"]
    (one,) = (each for each in found if each["row"] == ROW)
    assert (one["first"], one["second"]) == (kestrel, osprey)
    assert one["estimate"] == pytest.approx(shares[osprey] - shares[kestrel], abs=1e-11)
    low, high = one["interval"]
    assert low < one["estimate"] < high
    told = run("differences", REF, "--by", "area.region").out
    assert f"{osprey} less {kestrel}" in told
    assert f"  {points(one['estimate'])}  " in told
    assert points_apart(one["interval"]) in told
    assert "-  " not in told
    for each in found:
        if each["estimate"] is None:
            assert f"“{each['question']}” (" in told.splitlines()[-1]
    marked = [line for line in told.splitlines() if line.endswith("*")]
    apart = [each for each in found if each["interval"] and each["interval"][0] * each["interval"][1] > 0]
    assert len(marked) == len(apart)


@pytest.mark.usefixtures("shares")
def test_what_cannot_be_compared_is_said(run: Run) -> None:
    for arguments, words in (
        ((), "Say what to compare"),
        (("--earlier", REF), "no difference from itself"),
        (("--earlier", "nowhere"), "nowhere"),
        (("--by", "weather"), "They can be by: sex"),
        (("--by", "point"), "“point” does not tell cases apart"),
        (("--by", "area.inspection"), "They can be compared by: sex"),
    ):
        ended = run("differences", REF, *arguments)
        assert (ended.status, ended.out) == (2, "")
        assert words in ended.err
    assert "There is nothing to compare" in run("differences", REF, "--by", "assessor").out
