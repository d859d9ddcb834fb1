import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from inspect_app.sampling.explain import explain, shortfalls
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method, Plan
from tests.unit.sampling.frames import Planned, allocated, frame, plan, planned

TITLES = {"s": "Men", "t": "Women"}
CASES = frame(
    {
        ("s", "c", "l1", "a"): 12,
        ("s", "c", "l1", "b"): 8,
        ("s", "c", "l2", "d"): 20,
        ("t", "c", "l1", "b"): 20,
    }
)
SYSTEMATIC = plan(CASES, 26, 20, None, Method.SYSTEMATIC)
INSPECTORATE = plan(CASES, 26, 20)


def said(key: str, plan_: Plan = INSPECTORATE) -> list[str]:
    """What is said of a case of the invented frame."""
    return list(explain(key, CASES, plan_, allocated(CASES, plan_), "seed", TITLES))


def test_a_case_that_the_systematic_method_chose() -> None:
    assert said("crn:X00003", SYSTEMATIC) == [
        "The case is in the stratum “Men”, one of 40 cases that could be drawn there.",
        "The stratum gives 17 cases as first choices and 3 cases as reserves.",
        (
            "Its cases are gone through by cluster, LDU and officer, those of one officer in an order that "
            "the seed makes. This case is at place 2 of 40."
        ),
        "Of the starts 0 to 39, 17 to 33 would make it a first choice. The seed gives 32.",
        "It is a first choice, with the reference 016.",
        (
            "Before the seed, its chance to be a first choice was 17 in 40 (42.5 per cent), and to be a "
            "reserve 3 in 40 (7.5 per cent)."
        ),
    ]


def test_a_case_that_the_inspectorates_method_chose_in_spite_of_the_cap() -> None:
    assert said("crn:X00048") == [
        "The case is in the stratum “Women”, one of 20 cases that could be drawn there.",
        "The stratum gives 2 cases as first choices and 0 cases as reserves.",
        "Its cluster has 20 cases of these, and gives 11 in proportion.",
        (
            "Its LDU has 20 cases of these, and gives 11 in proportion, then 2 because nobody there has room "
            "under the cap."
        ),
        "Its officer has 20 cases of these, and gives 11 in proportion, then 2 under the cap.",
        "By lots that the seed makes, it is number 2 of these 20: 2 are drawn.",
        "By other lots, the first choices are then chosen among all that the stratum gives.",
        "It is a first choice, with the reference 016.",
        (
            "Before the seed, its chance to be a first choice was 1 in 10 (10.0 per cent), and to be a "
            "reserve 0."
        ),
    ]


def test_a_case_that_could_not_be_drawn() -> None:
    cases = frame({("s", "c", "l", "a"): 6, ("s", "c", "l", "b"): 1})
    few = plan(cases, 2)
    assert explain("crn:X00009", cases, few, allocated(cases, few), "seed", TITLES)[-4:] == (
        "Its officer has 1 case of these, and gives 0 in proportion.",
        "None of these is drawn, whatever the seed.",
        "It was not drawn.",
        "Before the seed, its chance to be a first choice was 0, and to be a reserve 0.",
    )


def test_a_case_in_line_for_the_day() -> None:
    assert said("crn:X00006", replace(SYSTEMATIC, mode="on_the_day"))[1:] == [
        "The first 17 in line are to be taken during fieldwork.",
        "It is number 11 in line among the stratum's reserves, in an order that the seed makes.",
        "Before the seed, its chance to stand among those was 17 in 40 (42.5 per cent).",
    ]


def test_a_case_of_a_stratum_left_out() -> None:
    narrow = replace(SYSTEMATIC, strata=("s",), size=9)
    assert said("crn:X00048", narrow) == ["The case is in the stratum “Women”, which this plan leaves out."]


def test_a_warning_says_where_a_stratum_falls_short() -> None:
    assert shortfalls(allocated(CASES, INSPECTORATE), 6, TITLES) == [
        f"{part}, every officer gives 6 already or has no more."
        for part in (
            "“Men” falls short by 4 cases: where they would come from (l2)",
            "“Women” falls short by 9 cases: where they would come from (l1)",
        )
    ]
    assert shortfalls(allocated(CASES, SYSTEMATIC), 6, TITLES) == []
    flat = plan(CASES, 26, splits=("officer",))
    assert shortfalls(allocated(CASES, flat), 6, TITLES)[0].startswith(
        "“Women” falls short by 8 cases: where they would come from, every"
    )


@pytest.mark.parametrize("method", Method)
def test_no_officer_and_no_key_is_named(method: Method) -> None:
    cases = frame({("s", "c", "north", "zebedee"): 9, ("s", "c", "north", "zachary"): 1})
    few = plan(cases, 5, cap=6, method=method)
    for case in cases:
        words = " ".join(explain(case.key, cases, few, allocated(cases, few), "seed", TITLES))
        assert not re.search("crn|zebedee|zachary", words)


@settings(max_examples=30)
@given(planned())
def test_what_is_said_of_a_start_or_a_lot_is_what_decides(given_: Planned) -> None:
    """Read the numbers in the sentences: they alone tell whether a case was drawn."""
    cases, plan_ = given_
    allocation = allocated(cases, plan_)
    titles = {case.stratum: case.stratum for case in cases}
    drawn = {each.case.key for each in procedure_of(plan_).draw(cases, allocation, "seed")}
    for case in cases[::5]:
        words = "\n".join(explain(case.key, cases, plan_, allocation, "seed", titles))
        assert ("It was not drawn." in words) == (case.key not in drawn)
        assert decides(words) == (case.key in drawn)


def decides(words: str) -> bool:
    """Whether the sentences before the last two say that a case is drawn."""
    if "Every start" in words:
        return True
    if lot := re.search(r"it is number (\d+) of these \d+: (\d+) are drawn", words):
        return int(lot[1]) <= int(lot[2])
    starts = re.findall(r"starts 0 to \d+, (.*) would make it .*\. The seed gives (\d+)", words)
    return any(
        int(low) <= int(seed) <= int(high or low)
        for spans, seed in starts
        for low, high in re.findall(r"(\d+)(?: to (\d+))?", spans)
    )
