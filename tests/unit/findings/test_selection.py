"""A condition selects exactly the cases of which it holds one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from inspect_app.findings.matrix import stack
from inspect_app.findings.selection import select, truths
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.conditions import Answer, Blank, evaluate
from inspect_app.questionnaire.path import Asked, Path, walk
from inspect_app.questionnaire.routing import Condition
from tests.unit.findings.small_instrument import CASES, SMALL, Case, matrix_of
from tests.unit.questionnaire.test_conformance import FILE, ROUTES

TESTS: list[dict[str, Any]] = [
    {"question": "screening", "is": "present"},
    {"question": "screening", "any_of": ["blank", "absent"]},
    {"question": "help", "is": "debt"},
    {"question": "help", "any_of": ["housing", "none_needed"]},
    {"question": "contacts", "at_least": 4},
    {"question": "miles", "at_most": "0.2"},
    {"question": "released", "at_least": "2016-02-01"},
    {"question": "story", "answered": True},
    {"question": "help", "answered": True},
    {"attribute": "rosh", "is": "low"},
    {"attribute": "rosh", "any_of": ["high", "unheard_of"]},
]
CONDITIONS = st.recursive(
    st.sampled_from(TESTS),
    lambda parts: st.one_of(
        st.builds(lambda part: {"not": part}, parts),
        st.builds(lambda several: {"all": several}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda several: {"any": several}, st.lists(parts, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)
READ: TypeAdapter[Any] = TypeAdapter(Condition)


def seen(path: Path) -> dict[str, Answer]:
    """The answers of a case as a condition after its last question sees them."""
    found: dict[str, Answer] = {}
    for question in SMALL.questions:
        value, asked = path.counted[question.id].value, path.asked[question.id]
        awaited = asked is Asked.CANNOT_TELL_YET or (asked is Asked.ASKED and question.required)
        found[question.id] = value if value is not None else Blank.AWAITED if awaited else Blank.NONE
    return found


@given(CONDITIONS, CASES)
def test_it_is_what_each_case_says(written: dict[str, Any], cases: list[Case]) -> None:
    condition = READ.validate_python(written)
    one_by_one = [
        evaluate(condition, seen(walk(SMALL, attributes, answers, ())), attributes)
        for attributes, answers in cases
    ]
    matrix = matrix_of(cases)
    found = truths(condition, matrix)
    assert found.holds.tolist() == [truth is True for truth in one_by_one]
    assert found.untold.tolist() == [truth is None for truth in one_by_one]
    assert select(condition, matrix).tolist() == found.holds.tolist()


@pytest.mark.parametrize("case", FILE["paths"], ids=[case["name"] for case in FILE["paths"]])
def test_what_is_asked_is_what_the_path_says(case: dict[str, Any]) -> None:
    attributes = case.get("attributes", {})
    path = walk(ROUTES, attributes, case["answers"], ())
    packed = pack(ROUTES, path)
    matrix = stack(ROUTES, [("001", attributes, packed.codes, packed.numbers)])
    for question, asked in zip(ROUTES.questions, case["asked"].split(), strict=True):
        if question.ask_when is not None:
            holds, untold = (bool(flags[0]) for flags in truths(question.ask_when, matrix))
            expected = {"asked": (True, False), "not_asked": (False, False)}.get(asked, (False, True))
            assert (holds, untold) == expected
