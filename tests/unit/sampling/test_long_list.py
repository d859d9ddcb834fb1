from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sampling.exclusions import BY_HAND
from inspect_app.sampling.frame import ListRow
from inspect_app.sampling.long_list import CheckedList, check_list
from tests.unit.sampling.lists import DEFINITION, row

AS_AT = date(2016, 3, 1)
NOISE = (row(100, gender="Female"), row(101), row(102, gender="F", rosh="Medium"))


def check(*rows: ListRow, by_hand: Sequence[int] = ()) -> CheckedList:
    """The rows checked among others that are fine."""
    checked = check_list(renumbered([*rows, *NOISE]), DEFINITION, AS_AT, by_hand)
    assert {case.row_number for case in checked.frame} >= set(range(3 + len(rows), 6 + len(rows)))
    return checked


def renumbered(rows: Sequence[ListRow]) -> list[ListRow]:
    """Rows as they stand below a heading row, with no gap."""
    return [ListRow(number, each.cells) for number, each in enumerate(rows, 3)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"family_name": "*****"}, "restricted record"),
        ({"first_names": "V**"}, "restricted record"),
        ({"start_date": "02/03/2016"}, "start date in the future"),
        ({"start_date": "01/03/2016"}, None),
        ({"gender": ""}, "gender missing or not stated"),
        ({"gender": "Not specified"}, "gender missing or not stated"),
        ({"gender": "Other"}, "gender missing or not stated"),
        ({"gender": " FEMALE "}, None),
        ({"gender": "f"}, None),
        ({"family_name": "***", "gender": "", "start_date": "TBC", "rosh": ""}, "restricted record"),
    ],
)
def test_rules_leave_rows_out(cells: dict[str, str], reason: str | None) -> None:
    checked = check(row(3, **cells))
    assert checked.excluded.get(3) == reason
    assert checked.problems == {}


@pytest.mark.parametrize(
    ("first", "second", "left_out"),
    [
        ({"pnc": "1999/1A"}, {"pnc": "1999/1a ", "start_date": "02/06/2015"}, 4),
        ({"pnc": "1999/1A", "start_date": "02/06/2015"}, {"pnc": "1999/1A"}, 3),
        ({"first_names": "Vik"}, {"first_names": " VIK", "start_date": "02/06/2015"}, 4),
        ({"first_names": "Vik"}, {"first_names": "Vik", "date_of_birth": "05/03/1980"}, None),
        ({"first_names": "Vik", "date_of_birth": ""}, {"first_names": "Vik", "date_of_birth": ""}, None),
        ({"pnc": ""}, {"pnc": ""}, None),
        # an excluded row is nobody's duplicate
        ({"pnc": "1999/1A", "gender": ""}, {"pnc": "1999/1A", "start_date": "02/06/2015"}, None),
    ],
)
def test_the_same_person_is_kept_once_with_the_earliest_start(
    first: dict[str, str], second: dict[str, str], left_out: int | None
) -> None:
    checked = check(row(3, **first), row(4, **second))
    assert {n for n, reason in checked.excluded.items() if reason == "duplicate"} == {left_out} - {None}


def test_sameness_reaches_over_a_third_row() -> None:
    checked = check(
        row(3, pnc="1999/1A", start_date="03/06/2015"),
        row(4, pnc="1999/1A", first_names="Vik", start_date="02/06/2015"),
        row(5, first_names="Vik", start_date="04/06/2015"),
    )
    assert checked.excluded == {3: "duplicate", 5: "duplicate"}


def test_a_row_without_a_start_date_is_not_compared_but_reported() -> None:
    checked = check(row(3, pnc="1999/1A", start_date="TBC"), row(4, pnc="1999/1A"))
    assert checked.excluded == {}
    assert list(checked.problems) == [3]


@pytest.mark.parametrize(
    ("cells", "column", "value", "expected"),
    [
        ({"family_name": ""}, "Family name", "", "a family name"),
        ({"start_date": "31/02/2015"}, "Date of sentence or release on licence", "31/02/2015", "a real date"),
        ({"start_date": ""}, "Date of sentence or release on licence", "", "a real date"),
        ({"date_of_birth": "1980"}, "DoB", "1980", "a real date"),
        ({"crn": "", "pnc": "", "date_of_birth": ""}, "CRN", "", "a CRN or a PNC"),
        ({"rosh": ""}, "Risk of Serious Harm classification", "", "one of: RLRH, Medium"),
        ({"rosh": "RXRH"}, "Risk of Serious Harm classification", "RXRH", "one of: RLRH, Medium"),
        ({"cluster": ""}, "Cluster", "", "something in this column"),
        ({"rosh": "Medium"}, "Stratum", "male, medium, North", "one of the strata: Men, low; Women"),
    ],
)
def test_problems_say_where_what_and_what_is_expected(
    cells: dict[str, str], column: str, value: str, expected: str
) -> None:
    checked = check(row(3, **cells))
    (problem,) = checked.open_problems()
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert expected in problem.expected
    assert 3 not in {case.row_number for case in checked.frame}


def test_two_rows_with_one_crn_that_nothing_says_are_one_person_are_both_problems() -> None:
    checked = check(row(3, crn="X1"), row(4, crn="x 1"), row(5, crn="X1"))
    assert [(p.row, p.column, p.expected) for p in checked.open_problems()] == [
        (3, "CRN", "one that no other row has (also in rows 4, 5)"),
        (4, "CRN", "one that no other row has (also in rows 3, 5)"),
        (5, "CRN", "one that no other row has (also in rows 3, 4)"),
    ]
    assert check(row(3, crn="X1"), row(4, crn="X1"), by_hand=[4]).problems == {}


def test_a_row_with_two_faults_has_two_problems_until_somebody_excludes_it() -> None:
    faulty = row(3, rosh="", start_date="TBC")
    assert [p.column for p in check(faulty).problems[3]] == [
        "Date of sentence or release on licence",
        "Risk of Serious Harm classification",
    ]
    assert check(faulty, by_hand=[3]).excluded_by_reason() == {"excluded by hand": 1}


def test_a_single_empty_row_ends_the_list() -> None:
    checked = check_list([row(3), row(4), row(6)], DEFINITION, AS_AT)
    assert [case.row_number for case in checked.frame] == [3, 4]
    ((problem,),) = checked.problems.values()
    assert (problem.row, "below row 5" in problem.expected) == (6, True)


def test_rows_below_the_end_are_problems_and_take_no_part() -> None:
    rows = [
        *renumbered(NOISE),
        ListRow(9, {**row(9).cells, "pnc": NOISE[1].cells["pnc"], "start_date": "01/01/2015"}),
    ]
    checked = check_list(rows, DEFINITION, AS_AT)
    assert {case.row_number for case in checked.frame} == {3, 4, 5}
    (problem,) = checked.open_problems()
    assert problem.row == 9
    assert "below row 6" in problem.expected
    assert check_list(rows, DEFINITION, AS_AT, [9]).excluded == {9: BY_HAND}


def test_a_definition_without_strata_finds_no_fault_with_strata() -> None:
    plain = DEFINITION.model_copy(update={"strata": ()})
    assert check_list([row(3, rosh="Medium")], plain, AS_AT).problems == {}


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "family_name": st.sampled_from(["Ash", "", "***", "Bell"]),
        "first_names": st.sampled_from(["Vik", "Una"]),
        "pnc": st.sampled_from(["", "1", "2"]),
        "crn": st.sampled_from(["", "A", "B", "C"]),
        "start_date": st.sampled_from(["", "01/01/2015", "02/01/2015", "02/03/2016"]),
        "gender": st.sampled_from(["", "Male", "Female"]),
        "rosh": st.sampled_from(["", "RLRH", "Medium"]),
    },
)


@given(st.lists(CELLS, max_size=8), st.randoms(use_true_random=False))
def test_every_row_is_in_one_group_and_the_order_of_rows_plays_no_part(
    cells: list[dict[str, str]], random: "object"
) -> None:
    rows = [row(number, **each) for number, each in enumerate(cells, 3)]
    checked = check_list(rows, DEFINITION, AS_AT)
    groups = [*(case.row_number for case in checked.frame), *checked.excluded, *checked.problems]
    assert sorted(groups) == [each.number for each in rows]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis hands out a Random
    renumber = [ListRow(number, each.cells) for number, each in enumerate(shuffled, 3)]
    again = check_list(renumber, DEFINITION, AS_AT)
    assert sorted(case.key for case in again.frame) == sorted(case.key for case in checked.frame)
    assert again.excluded_by_reason() == checked.excluded_by_reason()
