from dataclasses import replace
from fractions import Fraction

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method
from tests.unit.sampling.frames import allocated, frame, plan

CASES = frame({("s", "c", "l", "a"): 6, ("t", "c", "l", "b"): 3})
PLAN = replace(plan(CASES, 3, 0, None, Method.SYSTEMATIC), mode="on_the_day")


def test_every_case_stands_in_line_in_its_stratum_and_has_no_reference() -> None:
    drawn = procedure_of(PLAN).draw(CASES, allocated(CASES, PLAN), "seed")
    assert [(each.case.stratum, each.reserve) for each in drawn] == [
        *(("s", place) for place in range(1, 7)),
        *(("t", place) for place in range(1, 4)),
    ]
    assert {each.reference for each in drawn} == {None}
    assert {each.probability for each in drawn} == {Fraction(1, 3)}
    keys = [each.case.key for each in drawn]
    assert sorted(keys) == [case.key for case in CASES]
    assert keys != sorted(keys)


def test_the_line_does_not_depend_on_the_order_of_the_list_or_the_size() -> None:
    line = [each.case.key for each in procedure_of(PLAN).draw(CASES, allocated(CASES, PLAN), "seed")]
    other = replace(PLAN, size=6)
    again = procedure_of(other).draw(CASES[::-1], allocated(CASES, other), "seed")
    assert [each.case.key for each in again] == line


def test_the_inspectorates_method_is_refused() -> None:
    with pytest.raises(UserError, match="no splits and no cap"):
        procedure_of(replace(PLAN, method=Method.INSPECTORATE))
