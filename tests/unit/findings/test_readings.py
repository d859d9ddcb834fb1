"""A figure changes exactly when a case brings something else to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.compare import FigureChange, compare
from inspect_app.findings.figures import Measure, Table
from inspect_app.findings.readings import FigureOf, Reading, column_of, contribution, figure_of
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.questionnaire.path import walk
from tests.unit.findings.small_instrument import CASES, SMALL, Case, default_set, facts_of, matrix_of

EVERY = (
    *default_set(),
    *(table.model_copy(update={"id": f"{table.id}.high"}) for table in default_set(break_by="rosh")),
    TableDefinition.model_validate(
        {
            "id": "chosen",
            "title": "Of those whose plan did enough",
            "rows": [
                {"questions": ["protection_enough", "help"]},
                {
                    "group": {
                        "id": "on_file",
                        "label": "On file",
                        "parts": [{"question": "screening", "options": ["present", "blank"]}],
                    }
                },
            ],
            "filter": {"question": "plan_enough", "any_of": ["fully", "mostly"]},
            "base": {"attribute": "rosh", "is": "high"},
            "break": {"attribute": "ldu"},
        }
    ),
)
STATISTICS = {Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST, Measure.EARLIEST, Measure.LATEST}


def frozen(cases: Sequence[Case]) -> Snapshot:
    """The snapshot of all those tables about these cases."""
    matrix = matrix_of(cases)
    return build_snapshot(matrix, facts_of(matrix), tables=EVERY)


def reading(case: Case) -> Reading:
    attributes, answers = case
    return Reading(walk(SMALL, attributes, answers, ()).counted, attributes, (), "")


def places(tables: Sequence[Table]) -> Iterator[FigureChange]:
    """Every figure of some tables, as if it had changed."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield FigureChange(
                    *(table.id, row.id, column.id, (), table.title, row.label, row.question),
                    *(row.question_text, column.label, row.options, row.measure, table.break_by, cell, cell),
                )


@settings(max_examples=30)
@given(CASES.filter(bool), CASES.filter(bool), st.integers(0, 29))
def test_a_share_changes_exactly_when_one_case_brings_something_else(
    cases: list[Case], others: list[Case], at: int
) -> None:
    at %= len(cases)
    after = [*cases[:at], others[0], *cases[at + 1 :]]
    old, new = frozen(cases), frozen(after)
    changed = {
        (each.table, each.row, each.column) for each in compare(old, new).figures if not each.only_estimated
    }
    tables = {each.id: each for each in EVERY}
    was, now = reading(cases[at]), reading(after[at])
    for each in (*places(old.tables), *places(new.tables)):
        of = figure_of(SMALL, tables[each.table], each)
        differs = contribution(was, of) != contribution(now, of)
        found = (each.table, each.row, each.column) in changed
        if each.measure in STATISTICS:
            assert differs or not found, each
        else:
            assert differs == found, each


NOBODY = Reading({}, {}, (), "")


@pytest.mark.parametrize(
    ("break_by", "column"),
    [
        ("rosh", "high"),
        ("ldu", ""),
        ("area.inspection", "inspection"),
        ("area.region", "1"),
        ("area.unit", "4"),
        ("area.team", ""),
        ("assessor", "account-7"),
    ],
)
def test_a_case_stands_in_one_column_of_each_break(break_by: str, column: str) -> None:
    case = Reading({}, {"rosh": "high"}, ("1", "4"), "account-7")
    assert column_of(case, break_by) == column
    of = FigureOf((), Measure.SHARE, break_by, column)
    assert contribution(case, of) is not None
    assert (contribution(NOBODY, of) is None) == (column_of(NOBODY, break_by) != column)
    assert contribution(case, replace(of, column="elsewhere")) is None
    assert contribution(case, replace(of, column="total")) is not None


def test_what_is_not_counted_brings_nothing_and_unknown_answers_bring_something() -> None:
    of = FigureOf((("screening", ("present",)),), Measure.SHARE)
    assert contribution(None, of) is None
    assert contribution(replace(NOBODY, counted=None), of) is not None


def test_a_weight_counts_as_part_of_what_a_case_brings() -> None:
    weighed = FigureOf((), Measure.SHARE, weight="ldu")
    heavier = replace(NOBODY, attributes={"ldu": "2"})
    assert contribution(NOBODY, weighed) != contribution(heavier, weighed)
