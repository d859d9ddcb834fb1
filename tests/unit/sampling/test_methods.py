from datetime import date

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.long_list import check_list
from inspect_app.sampling.methods import METHODS
from inspect_app.sampling.plan import Method, Plan
from tests.unit.sampling.lists import DEFINITION, row

FRAME = check_list([row(3), row(4), row(5, gender="F")], DEFINITION, date(2016, 3, 1)).frame


def plan(method: Method) -> Plan:
    return Plan(method, 2, None, 0, None, "shortlist", ("men_low", "women"), ("cluster", "ldu", "officer"))


def test_every_method_has_its_procedure() -> None:
    assert list(METHODS) == list(Method)
    assert METHODS[Method.SYSTEMATIC].version == "1"


def test_the_systematic_method_shares_out_over_the_plans_strata_and_draws() -> None:
    procedure = METHODS[Method.SYSTEMATIC]
    allocation = procedure.allocate(FRAME, plan(Method.SYSTEMATIC))
    assert allocation.primaries == {"men_low": 1, "women": 1}
    assert [each.reference for each in procedure.draw(FRAME, allocation, "seed")] == ["001", "002"]


def test_the_inspectorates_method_says_that_it_cannot_be_used_yet() -> None:
    with pytest.raises(UserError, match="can't be used yet"):
        METHODS[Method.INSPECTORATE].allocate(FRAME, plan(Method.INSPECTORATE))


def test_a_case_is_the_same_whether_made_of_a_list_or_of_what_is_stored() -> None:
    case = FRAME[0]
    stored = FrameCase.made(
        case.key, case.stratum, {"cluster": " NORTH", "ldu": "North  LDU 1", "officer": "officer n1"},
        dict(case.attributes), case.row_number,
    )  # fmt: skip
    assert stored == case
    assert stored.place() == ("north", "north ldu 1", "officer n1")
