"""How long all default tables with six breakdowns take, beside DuckDB over the same answers."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from sqlalchemy import Engine

from inspect_app.findings.design_of import SampledStratum, SampleFacts, design_of
from inspect_app.findings.figures import Table
from inspect_app.findings.fill import fill_all
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.findings.matrix import AnswerMatrix, Fact, Whereabouts
from inspect_app.findings.specs.model import Interval
from tests.benchmarks.every_table import every_table
from tests.benchmarks.many_answers import ATTRIBUTES, STRATA, Answers, make, store
from tests.benchmarks.six_breakdowns import Yardstick, our_cells
from tests.benchmarks.stopwatch import compare

EVERY = every_table()
COUNTS = [table.model_copy(update={"interval": Interval.NONE}) for table in EVERY]
SIZES = [500, 10_000, 100_000]


def matrix_of(answers: Answers) -> AnswerMatrix:
    """The answers as the database would give them."""
    facts = {
        id_: Fact(tuple(f"v{value}" for value in range(values)), answers.facts[id_].astype(np.intp))
        for id_, values in ATTRIBUTES.items()
    }
    strata = Fact(tuple(f"t{place}" for place in range(STRATA)), answers.strata.astype(np.intp))
    return AnswerMatrix(
        answers.definition,
        answers.definition.structure_hash,
        tuple(f"{place:06}" for place in range(answers.cases)),
        facts,
        answers.codes,
        answers.numbers,
        Whereabouts(stratum=strata),
    )


def fill(matrix: AnswerMatrix, *, estimates: bool) -> tuple[Table, ...]:
    """All tables, from a matrix that nothing was worked out of yet."""
    new = AnswerMatrix(
        *(matrix.definition, matrix.structure_hash, matrix.references, matrix.attributes),
        *(matrix.codes, matrix.numbers, matrix.where),
    )
    population = 4 * -(-matrix.cases // STRATA)
    strata = {f"t{place}": SampledStratum(2 * population) for place in range(STRATA)}
    sample = design_of(new, SampleFacts(strata))
    assert sample is not None
    with in_one_go():
        return fill_all(new, EVERY if estimates else COUNTS, sample)


@pytest.mark.parametrize("number", SIZES)
def test_tables_from_answers_in_memory(number: int) -> None:
    answers = make(number)
    matrix, yardstick = matrix_of(answers), Yardstick(answers)
    assert our_cells(fill(matrix, estimates=True)) == yardstick.cells()
    for name, estimates in (("with estimates", True), ("counts alone", False)):
        compare(
            f"all tables of {number:,} cases by six attributes, {name}",
            partial(fill, matrix, estimates=estimates),
            "DuckDB counting the same by stratum, and its cells made",
            yardstick.cells,
            rounds=5,
        )


@pytest.mark.parametrize("number", SIZES)
def test_the_whole_way_in_a_process_of_its_own(number: int, make_engine: Callable[[str], Engine]) -> None:
    engine = make_engine(f"many{number}")
    store(engine, make(number))
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.benchmarks.findings_once", url, str(time.time())]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # our own module
    took = json.loads(done.stdout)
    sys.stdout.write(
        f"\n{number:,} cases, {engine.dialect.name}: {took['cold']:.2f} s from a cold process (database open "
        f"{took['ready']:.2f}, figures {took['first']:.2f}, JSON {took['written']:.2f}; processor "
        f"{took['processor']:.2f}), peak {took['megabytes']:.0f} MB; again {took['warm']:.2f} s and "
        f"{took['warm_written']:.2f} s as JSON (processor {took['processor_again']:.2f})\n"
    )
    assert took["json"] > 1_000_000
