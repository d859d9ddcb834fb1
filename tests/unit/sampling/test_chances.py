"""Counts what thousands of draws do to each case, and compares it with the chance that is stated."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import pytest

from inspect_app.sampling.methods import ON_THE_DAY, Procedure, procedure_of
from inspect_app.sampling.plan import Method, Plan
from tests.unit.sampling.frames import allocated, frame, plan

DRAWS = 10_000
FURTHEST = 5
"""Standard errors: of some hundred shares, one in twenty thousand runs would be further off by chance."""

CASES = frame(
    {
        ("s", "c", "l1", "a"): 4,
        ("s", "c", "l1", "b"): 2,
        ("s", "c", "l2", "d"): 1,
        ("s", "d", "l3", "e"): 3,
        ("t", "c", "l1", "a"): 3,
        ("t", "c", "l1", "b"): 1,
    }
)


def stated(procedure: Procedure, plan_: Plan) -> dict[tuple[str, str], Fraction]:
    """The chance of each case in each role, as the product states it."""
    known = procedure.chances(CASES, allocated(CASES, plan_))
    return {
        (key, role): chance
        for key, pair in known.items()
        for role, chance in zip(("first", "spare"), pair, strict=True)
    }


def counted(procedure: Procedure, plan_: Plan) -> Counter[tuple[str, str]]:
    """How often each case had each role in so many draws with different seeds."""
    allocation = allocated(CASES, plan_)
    found: Counter[tuple[str, str]] = Counter()
    for number in range(DRAWS):
        for each in procedure.draw(CASES, allocation, f"seed {number}"):
            found[each.case.key, "first" if each.reference else "spare"] += 1
    return found


@pytest.mark.parametrize(
    "plan_",
    [
        plan(CASES, 6, 50, None, Method.SYSTEMATIC),
        plan(CASES, 6, 50, 3, Method.INSPECTORATE),
        plan(CASES, 6, 50, None, Method.INSPECTORATE),
    ],
    ids=["systematic", "inspectorate, the cap binds", "inspectorate"],
)
def test_every_case_is_as_likely_as_stated(plan_: Plan) -> None:
    procedure = procedure_of(plan_)
    expected, found = stated(procedure, plan_), counted(procedure, plan_)
    assert len(expected) == 2 * len(CASES)
    assert set(found) <= set(expected)
    for role, chance in expected.items():
        error = sqrt(chance * (1 - chance) / DRAWS)
        assert abs(found[role] / DRAWS - chance) <= FURTHEST * error, (role, chance, found[role])
    assert sum(expected.values()) * DRAWS == sum(found.values())


def test_a_case_stands_among_those_to_be_taken_on_the_day_as_often_as_stated() -> None:
    plan_ = replace(plan(CASES, 6, 0, None, Method.SYSTEMATIC), mode="on_the_day")
    allocation, found = allocated(CASES, plan_), Counter[str]()
    for number in range(DRAWS):
        for each in ON_THE_DAY.draw(CASES, allocation, f"seed {number}"):
            found[each.case.key] += (each.reserve or 0) <= allocation.primaries[each.case.stratum]
    for key, (first, chance) in ON_THE_DAY.chances(CASES, allocation).items():
        assert first == 0
        assert abs(found[key] / DRAWS - chance) <= FURTHEST * sqrt(chance * (1 - chance) / DRAWS)


def test_what_a_drawn_case_carries_is_what_is_stated() -> None:
    for method in Method:
        plan_ = plan(CASES, 6, 50, None, method)
        procedure = procedure_of(plan_)
        expected = stated(procedure, plan_)
        for each in procedure.draw(CASES, allocated(CASES, plan_), "seed"):
            assert each.probability == expected[each.case.key, "first" if each.reference else "spare"]
