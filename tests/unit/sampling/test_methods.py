from dataclasses import replace
from datetime import date

from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.long_list import check_list
from inspect_app.sampling.methods import METHODS, populations
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


def test_the_inspectorates_method_shares_out_over_the_plans_splits_and_draws() -> None:
    procedure = METHODS[Method.INSPECTORATE]
    allocation = procedure.allocate(FRAME, plan(Method.INSPECTORATE))
    assert [(each.stratum, each.population, each.drawn) for each in allocation.buckets] == [
        ("men_low", 2, 1),
        ("women", 1, 1),
    ]
    assert [each.reference for each in procedure.draw(FRAME, allocation, "seed")] == ["001", "002"]


def test_typed_sizes_are_taken_as_they_are() -> None:
    typed = replace(plan(Method.SYSTEMATIC), sizes={"men_low": 2, "women": 0})
    assert METHODS[Method.SYSTEMATIC].allocate(FRAME, typed).primaries == {"men_low": 2, "women": 0}


def test_a_stratum_left_out_of_the_plan_gives_nothing() -> None:
    narrow = replace(plan(Method.SYSTEMATIC), strata=("men_low",))
    assert populations(FRAME, narrow) == {"men_low": 2}
    for method in Method:
        drawn = METHODS[method].draw(FRAME, METHODS[method].allocate(FRAME, narrow), "seed")
        assert {each.case.stratum for each in drawn} == {"men_low"}


def test_a_case_is_the_same_whether_made_of_a_list_or_of_what_is_stored() -> None:
    case = FRAME[0]
    stored = FrameCase.made(
        case.key, case.stratum, {"cluster": " NORTH", "ldu": "North  LDU 1", "officer": "officer n1"},
        dict(case.attributes), case.row_number,
    )  # fmt: skip
    assert stored == case
    assert stored.place() == ("north", "north ldu 1", "officer n1")
