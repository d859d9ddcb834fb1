"""Repeats samples in plain code that shares nothing with the product's, as the guide describes them."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from inspect_app.fieldwork.read_long_list import read_long_list
from inspect_app.questionnaire.library import find
from inspect_app.sampling.draw import DrawnCase
from inspect_app.sampling.frame import FrameCase, frame_hash
from inspect_app.sampling.long_list import check_list
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method, Plan
from tests.unit.sampling import by_hand
from tests.unit.sampling.frames import NESTED, Planned, allocated, planned

LONG_LIST = Path(__file__).parents[2] / "data" / "long-list-2016.xlsx"
AS_AT = date(2016, 3, 1)


def lines(drawn: list[DrawnCase]) -> list[by_hand.Line]:
    """A draw as the plain code has it."""
    return [
        (
            each.case.key,
            each.case.stratum,
            "primary" if each.reference else "reserve",
            int(each.reference or each.reserve or 0),
            str(each.probability),
        )
        for each in drawn
    ]


def repeated(cases: list[by_hand.Case], plan: Plan, seed: str) -> list[by_hand.Line]:
    """What the plain code draws by a plan."""
    names = list(plan.strata)
    if plan.method is Method.SYSTEMATIC:
        return by_hand.systematic(cases, names, plan.size, plan.buffer, seed)
    return by_hand.inspectorate(cases, names, plan.size, plan.buffer, plan.cap, seed)


def told(case: FrameCase) -> by_hand.Case:
    """What a stranger knows of a case."""
    return {name: getattr(case, name) for name in ("key", "stratum", "cluster", "ldu", "officer")}


def test_the_plain_code_uses_nothing_of_the_product() -> None:
    tree = ast.parse(Path(by_hand.__file__).read_text(encoding="utf-8"))
    names = [each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
    names += [name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names]
    assert [name for name in names if "inspect_app" in str(name) or "tests" in str(name)] == []


@pytest.mark.parametrize("method", Method)
def test_a_stranger_repeats_a_whole_sample_from_the_spreadsheet(method: Method) -> None:
    definition = find("through-the-gate@1.0")
    frame = check_list(read_long_list(LONG_LIST.read_bytes()), definition, AS_AT).frame
    cap = 6 if method is Method.INSPECTORATE else None
    strata = tuple(each.id for each in definition.strata)
    plan = Plan(method, 148, None, 20, cap, "shortlist", strata, NESTED)
    seed = "St David’s 2016"
    drawn = procedure_of(plan).draw(frame, allocated(frame, plan), seed)
    assert len(drawn) == 178

    cases, hashed = by_hand.frame_of(by_hand.read(LONG_LIST), AS_AT)
    assert (len(cases), hashed) == (1_217, frame_hash(frame))
    assert repeated(cases, plan, seed) == lines(drawn)


@settings(max_examples=60)
@given(planned())
def test_a_stranger_repeats_any_plan(given_: Planned) -> None:
    frame, plan = given_
    drawn = procedure_of(plan).draw(frame, allocated(frame, plan), "seed")
    assert repeated([told(case) for case in frame], plan, "seed") == lines(drawn)
