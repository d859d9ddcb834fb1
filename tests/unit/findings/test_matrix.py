"""Cases stack in order of reference, and a case packed for another definition is refused."""

import numpy as np
import pytest

from inspect_app.findings.matrix import stack
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.path import walk
from tests.unit.findings.small_instrument import SMALL, matrix_of

PACKED = pack(SMALL, walk(SMALL, {}, {"contacts": 3, "released": "1970-01-02"}, ()))


def test_cases_stand_in_order_of_reference() -> None:
    rows = [(reference, {"rosh": reference}, PACKED.codes, PACKED.numbers) for reference in ("b", "a")]
    matrix = stack(SMALL, rows)
    assert matrix.references == ("a", "b")
    assert matrix.attribute("rosh").of_each() == ["a", "b"]
    assert matrix.structure_hash == SMALL.structure_hash


def test_numbers_and_dates_are_floats() -> None:
    matrix = stack(SMALL, [("a", {}, PACKED.codes, PACKED.numbers)])
    assert matrix.number("contacts").tolist() == [3.0]
    assert matrix.number("released").tolist() == [1.0]
    assert np.isnan(matrix.number("miles")).all()


def test_no_case_makes_an_empty_matrix() -> None:
    matrix = matrix_of([])
    assert (matrix.cases, matrix.column("screening").size) == (0, 0)


@pytest.mark.parametrize(
    ("codes", "numbers"), [(PACKED.codes[1:], PACKED.numbers), (PACKED.codes, PACKED.numbers + b"\0" * 8)]
)
def test_codes_of_another_definition_are_refused(codes: bytes, numbers: bytes) -> None:
    with pytest.raises(ValueError, match="packed in"):
        stack(SMALL, [("a", {}, codes, numbers)])


def test_a_case_counts_once() -> None:
    row = ("a", dict[str, str](), PACKED.codes, PACKED.numbers)
    with pytest.raises(ValueError, match="twice"):
        stack(SMALL, [row, row])
