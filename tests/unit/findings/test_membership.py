"""Behind every number of a table stand exactly as many cases as it says, and the right ones."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.findings.fill import fill_all
from inspect_app.findings.matrix import AnswerMatrix, stack
from inspect_app.findings.membership import Behind, cases_of
from inspect_app.findings.specs.model import Break, RowsOf, TableDefinition
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk
from inspect_app.questionnaire.text import Text
from tests.unit.findings.small_instrument import BODY, CASES, Case, matrix_of
from tests.unit.findings.test_fill import BREAKS, MEASURES, PLACED, placed
from tests.unit.findings.test_selection import CONDITIONS, READ

EVERYTHING = TableDefinition(id="all", title=Text("All"), rows=(RowsOf(questions="all"),))
STATISTICS = st.sampled_from(["mean", "median"])


def every_number_has_its_cases(matrix: AnswerMatrix, table: TableDefinition) -> int:
    """Holds each number of a filled table against its cases; answers how many there are."""
    (made,) = fill_all(matrix, [table])
    numbers = 0
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            for behind in Behind:
                cases = cases_of(matrix, table, row.id, column.id, behind)
                assert len(cases) == (getattr(cell, behind.value) or 0), (row.id, column.id, behind)
                assert set(cases) <= set(matrix.references)
                numbers += 1
    return numbers


@settings(deadline=None, max_examples=60)
@given(CASES, PLACED, MEASURES | STATISTICS, BREAKS, st.none() | CONDITIONS, st.none() | CONDITIONS)
def test_each_number_has_as_many_cases_as_it_says(
    cases: list[Case],
    places: list[tuple[str, str]],
    measure: Any,
    by: Break | None,
    only: dict[str, Any] | None,
    base: dict[str, Any] | None,
) -> None:
    update = {
        "measure": measure,
        "break_": by,
        "filter": only and READ.validate_python(only),
        "base": base and READ.validate_python(base),
    }
    matrix = placed(matrix_of(cases), places)
    assert every_number_has_its_cases(matrix, EVERYTHING.model_copy(update=update))
    sufficient = EVERYTHING.model_copy(update={**update, "rows": (RowsOf(key_questions="all"),)})
    every_number_has_its_cases(matrix, sufficient)


def at_two_points() -> Definition:
    """The small instrument with its second section in the community."""
    body = deepcopy(BODY)
    body["points"].append({"id": "community", "title": "In the community"})
    body["sections"][1]["point"] = "community"
    return Definition.model_validate(body)


GROUP = {
    "group": {
        "id": "enough",
        "label": "Enough",
        "parts": [
            {"question": "plan_enough", "options": ["fully", "mostly"]},
            {"question": "protection_enough", "options": ["yes"]},
        ],
    }
}


@pytest.mark.parametrize("base", [None, {"question": "screening", "is": "present"}])
@pytest.mark.parametrize("by", [None, {"point": True}, {"attribute": "rosh"}])
def test_by_point_each_number_has_as_many_cases_as_it_says(by: Any, base: Any) -> None:
    definition = at_two_points()
    answers: list[dict[str, Any]] = [
        {"screening": "present", "plan_enough": "fully", "protection_enough": "no"},
        {"screening": "absent", "plan_enough": "no", "protection_enough": "yes"},
        {"screening": "present", "protection_enough": "na"},
        {"screening": "present", "plan_enough": "mostly"},
    ]
    rows = []
    for number, given_answers in enumerate(answers):
        packed = pack(definition, walk(definition, {}, given_answers, ()))
        rows.append((f"{number:03}", {"rosh": "low"}, packed.codes, packed.numbers))
    table = TableDefinition.model_validate(
        {"id": "t", "title": "T", "rows": [GROUP, {"key_questions": "all"}], "break": by, "base": base}
    )
    every_number_has_its_cases(stack(definition, rows), table)


def test_the_cases_are_the_ones_that_gave_the_answer() -> None:
    cases: list[Case] = [
        ({"rosh": "low"}, {"screening": "present", "help": ["housing", "debt"], "contacts": 4}),
        ({"rosh": "low"}, {"screening": "absent", "contacts": 1}),
        ({"rosh": "high"}, {"screening": "present", "help": ["none_needed"]}),
    ]
    matrix = matrix_of(cases)
    table = EVERYTHING.model_copy(update={"break_": Break(attribute="rosh")})
    first, second, third = matrix.references
    for row, column, behind, expected in (
        ("screening.present", "total", Behind.NUMERATOR, (first, third)),
        ("screening.present", "low", Behind.NUMERATOR, (first,)),
        ("screening.present", "low", Behind.DENOMINATOR, (first, second)),
        ("help.debt", "total", Behind.NUMERATOR, (first,)),
        ("help.debt", "total", Behind.NOT_ASKED, (second,)),
        ("help.debt", "high", Behind.NOT_APPLICABLE, (third,)),
        ("contacts.mean", "total", Behind.DENOMINATOR, (first, second)),
        ("contacts.mean", "total", Behind.NOT_ANSWERED, (third,)),
    ):
        assert cases_of(matrix, table, row, column, behind) == expected, (row, column, behind)


@pytest.mark.parametrize(
    ("row", "column"), [("nothing.yes", "total"), ("screening.present", "nobody"), ("", "")]
)
def test_what_the_table_has_not_is_not_found(row: str, column: str) -> None:
    with pytest.raises(KeyError):
        cases_of(matrix_of([]), EVERYTHING, row, column, Behind.NUMERATOR)
    by_point = EVERYTHING.model_copy(update={"break_": Break(point=True)})
    with pytest.raises(KeyError):
        cases_of(matrix_of([]), by_point, row, column, Behind.NUMERATOR)
