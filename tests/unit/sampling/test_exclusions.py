from datetime import date
from typing import Any

import pytest

from inspect_app.questionnaire.scheme import EXCLUSIONS, Exclusion
from inspect_app.sampling.exclusions import BY_HAND, RULES, exclude
from inspect_app.sampling.frame import ListRow, typed
from inspect_app.sampling.long_list import check_list
from tests.unit.sampling.lists import DEFINITION, row

AS_AT = date(2016, 3, 1)
TEAM = Exclusion.model_validate(
    {"id": "t", "title": "other team", "rule": "not_one_of", "columns": ["team"], "values": ["team a"]}
)


def left_out(rule: dict[str, Any], *rows: ListRow) -> list[int]:
    """The numbers of the rows that one rule leaves out."""
    exclusion = Exclusion.model_validate({"id": "e", "title": "because", **rule})
    found = exclude(typed(rows, DEFINITION), [exclusion], AS_AT)
    assert set(found.values()) <= {"because"}
    return sorted(found)


def test_every_kind_of_rule_is_in_the_table() -> None:
    assert set(RULES) == {each.rule for each in EXCLUSIONS} | {"attribute"}


@pytest.mark.parametrize(
    ("rule", "cells", "applies"),
    [
        ({"rule": "contains", "columns": ["team"], "values": ["HUB", "x"]}, {"team": "The hub"}, True),
        ({"rule": "contains", "columns": ["team", "office"], "values": ["hub"]}, {"office": "Hub 1"}, True),
        ({"rule": "contains", "columns": ["team"], "values": ["hub"]}, {"team": ""}, False),
        ({"rule": "contains", "columns": ["team"], "values": ["hub"]}, {"team": "H ub"}, False),
        ({"rule": "after_list", "columns": ["date_of_birth"]}, {"date_of_birth": "02/03/2016"}, True),
        ({"rule": "after_list", "columns": ["start_date"]}, {"start_date": "01/03/2016"}, False),
        ({"rule": "after_list", "columns": ["start_date"]}, {"start_date": "TBC"}, False),
        (
            {"rule": "not_one_of", "columns": ["terminated"], "values": ["n", "no"]},
            {"terminated": "N "},
            False,
        ),
        ({"rule": "not_one_of", "columns": ["terminated"], "values": ["n", "no"]}, {"terminated": ""}, True),
        ({"rule": "attribute", "when": {"attribute": "rosh", "is": "low"}}, {"rosh": "rlrh"}, True),
        ({"rule": "attribute", "when": {"attribute": "rosh", "is": "low"}}, {"rosh": "Medium"}, False),
        ({"rule": "attribute", "when": {"attribute": "rosh", "is": "low"}}, {"rosh": "?"}, False),
    ],
)
def test_a_rule_leaves_out_what_it_says(rule: dict[str, Any], cells: dict[str, str], applies: bool) -> None:
    assert left_out(rule, row(3, **cells)) == ([3] if applies else [])


def test_the_first_rule_that_applies_is_the_reason_and_later_rules_do_not_see_the_row() -> None:
    again = Exclusion.model_validate({"id": "again", "title": "again", "rule": "same_person"})
    earlier = row(3, pnc="1/1", team="Team B")
    rows = typed([earlier, row(4, pnc="1/1", start_date="02/06/2015")], DEFINITION)
    assert exclude(rows, [TEAM, again], AS_AT) == {3: "other team"}
    assert exclude(rows, [again, TEAM], AS_AT) == {3: "other team", 4: "again"}


def test_a_scheme_says_which_rows_are_left_out() -> None:
    sampling = DEFINITION.sampling.model_copy(update={"exclusions": (TEAM,)})
    definition = DEFINITION.model_copy(update={"sampling": sampling})
    rows = [row(3, family_name="***"), row(4, team="Team B"), row(5)]
    assert check_list(rows, definition, AS_AT, [5]).excluded == {4: "other team", 5: BY_HAND}
    assert check_list(rows, DEFINITION, AS_AT).excluded == {3: "restricted record"}


def test_a_row_that_a_person_took_back_is_looked_at_by_no_rule() -> None:
    rows = [row(3, pnc="1/1"), row(4, pnc="1/1", start_date="02/06/2015"), row(5, family_name="A*")]
    assert check_list(rows, DEFINITION, AS_AT).excluded == {4: "duplicate", 5: "restricted record"}
    checked = check_list(rows, DEFINITION, AS_AT, restored=[4, 5])
    assert checked.excluded == {}
    assert [case.row_number for case in checked.frame] == [3, 4, 5]


def test_a_row_taken_back_makes_no_other_row_a_duplicate() -> None:
    """The later of two that only a third one joins stays, once the third is not compared."""
    rows = [
        row(3, pnc="1/1", first_names="Ann"),
        row(4, pnc="1/1", first_names="Bea", start_date="02/06/2015"),
        row(5, first_names="Bea", start_date="03/06/2015"),
    ]
    assert check_list(rows, DEFINITION, AS_AT).excluded == {4: "duplicate", 5: "duplicate"}
    assert check_list(rows, DEFINITION, AS_AT, restored=[4]).excluded == {}


def test_exclusions_are_counted_in_the_order_of_the_reasons() -> None:
    rows = [
        row(3, pnc="1/1"),
        row(4, pnc="1/1", start_date="02/06/2015"),
        row(5, gender=""),
        row(6, family_name="*"),
        row(7),
        row(9),
    ]
    counts = check_list(rows, DEFINITION, AS_AT, [7, 9]).excluded_by_reason()
    assert list(counts.items()) == [
        ("excluded by hand", 2),
        ("restricted record", 1),
        ("gender missing or not stated", 1),
        ("duplicate", 1),
    ]
