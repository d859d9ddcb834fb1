"""Every case is counted once for every question, and per cents are rounded half up."""

import random
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.counts import Tally, half_up, share_cell
from inspect_app.findings.figures import Cell, Measure
from inspect_app.findings.populations import population
from inspect_app.findings.snapshot import to_json
from inspect_app.findings.specs.model import Break
from inspect_app.findings.specs.words import ENGLISH
from inspect_app.questionnaire.model import QuestionType
from tests.unit.findings.small_instrument import (
    CASES,
    SMALL,
    Case,
    answered,
    bare,
    matrix_of,
    snapshot_of,
)


def cell_of(cases: list[Case], row_id: str) -> Cell:
    """The cell of all cases in the row, wherever its section table is."""
    tables = snapshot_of(cases).tables
    return bare(next(row.cells[0] for table in tables for row in table.rows if row.id == row_id))


@pytest.mark.parametrize(
    ("sufficient", "judged", "per_cent"),
    [
        *[(52, 85, 61), (33, 85, 39), (29, 86, 34), (1, 86, 1), (0, 86, 0), (22, 86, 26), (86, 86, 100)],
        *[(129, 200, 65), (128, 200, 64), (1, 200, 1), (1, 201, 0), (199, 200, 100), (1, 8, 13)],
    ],
)
def test_per_cents_are_rounded_half_up(sufficient: int, judged: int, per_cent: int) -> None:
    assert half_up(Fraction(sufficient, judged)) == per_cent


@given(st.integers(1, 100_000).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))))
def test_half_up_is_decimal_half_up(score: tuple[int, int]) -> None:
    exact = Decimal(100 * score[0]) / score[1]
    assert half_up(Fraction(*score)) == exact.quantize(Decimal(1), ROUND_HALF_UP)


def test_not_applicable_is_left_out_of_the_denominator() -> None:
    cell = cell_of(answered("protection_enough", yes=33, no=52, na=1), "protection_enough.no")
    assert cell == Cell(52, 85, 1, 0, 0, 0, 61, (52, 85))


def test_the_four_statuses_are_counted_apart() -> None:
    cell = cell_of(
        answered("protection_enough", yes=3, no=1, na=2, dk=4, unanswered=5), "protection_enough.yes"
    )
    assert cell == Cell(3, 4, 2, 4, 0, 5, 75, (3, 4))


def test_not_asked_differs_from_not_answered() -> None:
    cases: list[Case] = [
        ({}, {"screening": "absent", "help": ["debt"]}),
        ({}, {"screening": "present"}),
        ({}, {"screening": "present", "help": ["housing", "debt"]}),
        ({}, {"screening": "present", "help": ["none_needed"]}),
        ({}, {}),
    ]
    assert cell_of(cases, "help.debt") == Cell(1, 1, 1, 0, 1, 2, 100, (1, 1))


@pytest.mark.parametrize(
    ("cases", "row", "reason"),
    [
        ([], "help.debt", "There is no case to count."),
        ([], "contacts.mean", "There is no case to count."),
        (answered("screening", absent=2), "help.debt", "The question was asked in no case."),
        (answered("protection_enough", na=2), "protection_enough.yes", "The question applied in no case."),
        (answered("protection_enough", unanswered=1, na=1), "protection_enough.yes", "No case was judged."),
        (answered("screening", absent=2), "contacts.mean", "No case has an answer."),
    ],
)
def test_no_denominator_has_its_reason(cases: list[Case], row: str, reason: str) -> None:
    cell = cell_of(cases, row)
    assert (cell.denominator, cell.per_cent, cell.exact, cell.value) == (0, None, None, None)
    assert cell.reason == reason


def test_words_are_counted_but_never_shown() -> None:
    snapshot = snapshot_of(answered("story", secret=2, unanswered=2))
    row = next(row for row in snapshot.tables[0].rows if row.id == "story.answered")
    assert row.measure is Measure.ANSWERED
    assert bare(row.cells[0]) == Cell(2, 4, 0, 0, 0, 2, 50, (1, 2))
    assert "secret" not in to_json(snapshot)


@given(CASES)
def test_options_and_statuses_add_up_to_the_cases(cases: list[Case]) -> None:
    matrix = matrix_of(cases)
    tally = Tally(matrix, population(matrix, Break(attribute="rosh"), ENGLISH))
    for question in SMALL.questions:
        counts = tally.question(question)
        for place, column in enumerate(tally.population.columns):
            statuses = (
                counts.answered,
                counts.not_applicable,
                counts.dont_know,
                counts.not_asked,
                counts.not_answered,
            )
            assert sum(int(status[place].sum()) for status in statuses) == column.cases
            if question.type is QuestionType.CHOICE:
                chosen = sum(int(option[place].sum()) for option in counts.options.values())
                assert chosen == counts.answered[place].sum()


@given(CASES)
def test_the_groups_add_up_to_the_total(cases: list[Case]) -> None:
    matrix = matrix_of(cases)
    for attribute in ("rosh", "ldu"):
        broken = Tally(matrix, population(matrix, Break(attribute=attribute), ENGLISH))
        whole = Tally(matrix, population(matrix, None, ENGLISH))
        for question in SMALL.questions:
            answered_by = broken.question(question).answered
            assert answered_by[0, 0] == answered_by[1:].sum() == whole.question(question).answered[0, 0]


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing(cases: list[Case], chance: random.Random) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)
    versionless = [replace(snapshot_of(each), data_version=None) for each in (cases, shuffled)]
    assert versionless[0] == versionless[1]


def test_a_share_of_several_answers_adds_them() -> None:
    matrix = matrix_of(answered("plan_enough", fully=1, mostly=2, no=3))
    counts = Tally(matrix, population(matrix, None, ENGLISH)).question(SMALL.by_id["plan_enough"])
    assert share_cell(counts, (0,), ("fully", "mostly")).exact == (1, 2)
