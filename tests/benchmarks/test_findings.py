"""How long the figures of many cases take."""

import numpy as np
import pytest

from inspect_app.findings.build_snapshot import Facts, build_snapshot
from inspect_app.findings.matrix import stack
from inspect_app.findings.snapshot import CaseCounts, InspectionFacts
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk
from tests.benchmarks.conftest import ATTRIBUTES, Scored
from tests.benchmarks.stopwatch import compare


@pytest.mark.parametrize("number", [500, 10_000])
def test_default_tables_and_ratings(number: int, definition: Definition, scored: Scored) -> None:
    packed = [pack(definition, walk(definition, ATTRIBUTES, *given)) for given in scored.values()]
    rows = [
        (f"{place:05}", ATTRIBUTES, packed[place % len(packed)].codes, packed[place % len(packed)].numbers)
        for place in range(number)
    ]
    facts = Facts(
        InspectionFacts("bench", "Benchmark", True, 0, "OFFICIAL"),
        1,
        CaseCounts(signed_off=number),
        None,
        "",
        None,
    )
    codes = stack(definition, rows).codes

    def count() -> list[object]:
        return [np.bincount(column - column.min()) for column in codes.T]

    compare(
        f"default tables and ratings of {number:,} cases",
        lambda: build_snapshot(stack(definition, rows), facts),
        "numpy counting each column once",
        count,
        rounds=5,
    )
    assert len(build_snapshot(stack(definition, rows), facts).counted) == number
