"""The log of an edition lists everything that is hidden and nothing else, with the reason and no number."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from inspect_app.findings.background import background_of
from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.design_of import SampledStratum, SampleFacts
from inspect_app.findings.disclosure import STATUSES, WORDS, Disclosure, Part, SuppressedCell, Why
from inspect_app.findings.disclosure_log import suppressed_cells
from inspect_app.findings.matrix import AnswerMatrix, fact_of
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from tests.unit.findings.small_instrument import facts_of, matrix_of
from tests.unit.findings.test_disclosure import TABLES, by_risk, scored, whole

SETTINGS = [Disclosure(3), Disclosure(5), Disclosure(5, secondary=False), Disclosure(4, rounding=5)]


def drawn(matrix: AnswerMatrix) -> Snapshot:
    """The same cases as a stratified sample, so that figures have estimates by the design."""
    strata = ["odd" if place % 2 else "even" for place in range(matrix.cases)]
    placed = replace(matrix, where=replace(matrix.where, stratum=fact_of(strata)))
    sample = SampleFacts({"odd": SampledStratum(matrix.cases), "even": SampledStratum(3 * matrix.cases)})
    return build_snapshot(placed, replace(facts_of(placed), sample=sample), tables=TABLES)


def missing(internal: Snapshot, public: Snapshot) -> Iterator[tuple[str, str, str, Part]]:
    """What an edition does not show, found by laying it beside the snapshot."""
    for table, shown in zip(internal.tables, public.tables, strict=True):
        for column, left in zip(table.columns, shown.columns, strict=True):
            if left.cases is None:
                yield table.id, "", column.id, Part.GROUP
        for row, shown_row in zip(table.rows, shown.rows, strict=True):
            for column, cell, left_cell in zip(table.columns, row.cells, shown_row.cells, strict=True):
                place = (table.id, row.id, column.id)
                if left_cell.numerator is None and cell.numerator is not None:
                    yield *place, Part.FIGURE
                    continue
                if left_cell.not_asked is None:
                    yield *place, Part.STATUSES
                if cell.estimate and not left_cell.estimate:
                    yield *place, Part.ESTIMATE


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("seed", [1, 15, 31, 200, 203, 206])
def test_it_lists_everything_that_is_hidden_and_nothing_else(seed: int, settings: Disclosure) -> None:
    matrix = matrix_of(scored(seed))
    snapshot, background = drawn(matrix), background_of(matrix, TABLES)
    # Rounding takes every estimate away, which hides no cell; what is suppressed is the same without.
    public = edition(snapshot, replace(settings, rounding=0), "public", background)
    log = suppressed_cells(snapshot, settings, background)
    found = list(missing(snapshot, public))
    assert found
    assert [(cell.table, cell.row, cell.column, cell.part) for cell in log] == found


def test_rounding_suppresses_nothing_more() -> None:
    matrix = matrix_of(scored(200))
    snapshot, background = drawn(matrix), background_of(matrix, TABLES)
    assert suppressed_cells(snapshot, Disclosure(0, rounding=5), background) == ()
    rounded = edition(snapshot, Disclosure(4, rounding=5), "public", background)
    plain = edition(snapshot, Disclosure(4), "public", background)
    for one, other in zip(rounded.tables, plain.tables, strict=True):
        hidden = [[cell.suppressed for cell in row.cells] for row in one.rows]
        assert hidden == [[cell.suppressed for cell in row.cells] for row in other.rows]


def log_of(matrix: AnswerMatrix, settings: Disclosure) -> dict[tuple[str, str, str, Part], SuppressedCell]:
    found = suppressed_cells(whole(matrix), settings, background_of(matrix, TABLES))
    return {(cell.table, cell.row, cell.column, cell.part): cell for cell in found}


@pytest.mark.parametrize("seed", [1, 15, 200, 206])
def test_without_the_second_step_the_only_reason_is_that_numbers_are_small(seed: int) -> None:
    matrix = matrix_of(scored(seed))
    first, both = (log_of(matrix, Disclosure(5, secondary=each)) for each in (False, True))
    assert {cell.why for cell in first.values()} <= {Why.SMALL, Why.GROUP, Why.ESTIMATE}
    assert not any(cell.sum for cell in first.values())
    figures = [{place for place in log if place[-1] is Part.FIGURE} for log in (first, both)]
    assert figures[0] < figures[1]
    assert {Why.SUM, Why.DIFFERENCE} & {cell.why for cell in both.values()}


def test_it_names_the_sum_that_would_have_given_a_number_back() -> None:
    log = log_of(matrix_of(by_risk(low=(30, 30), medium=(10, 10), high=(3, 20))), Disclosure(5))
    place = ("key_questions.by.rosh", "protection_enough.yes")
    small, tied = log[(*place, "high", Part.FIGURE)], log[(*place, "medium", Part.FIGURE)]
    assert (small.why, small.sum, small.words) == (Why.SMALL, (), WORDS[Why.SMALL])
    assert (tied.why, tied.words) == (Why.SUM, WORDS[Why.SUM])
    assert set(tied.sum) == {
        f"judged sufficient, {column}" for column in ("All cases", "Low", "Medium", "High")
    }
    assert tied.sum[0] == "judged sufficient, All cases"


def test_a_number_of_another_table_or_question_says_of_which() -> None:
    matrix = matrix_of(scored(202))
    named = {each for cell in log_of(matrix, Disclosure(4)).values() for each in cell.sum}
    assert "“No”, Low (in of_the_north)" in named
    assert "What help was given? not asked, North" in named
    assert "the cases that the one has and the other has not" in named


def test_no_number_is_in_it() -> None:
    for seed in (1, 15, 200, 206):
        for cell in log_of(matrix_of(scored(seed)), Disclosure(5)).values():
            assert not re.search(r"\d", " ".join((cell.words, *cell.sum))), cell


def test_two_snapshots_that_differ_in_what_is_hidden_alone_have_one_log() -> None:
    one, other = (by_risk(low=(30, 30), medium=(10, 10), high=(high, 20)) for high in (3, 2))
    assert log_of(matrix_of(one), Disclosure(5)) == log_of(matrix_of(other), Disclosure(5))


def test_statuses_have_a_reason_of_their_own() -> None:
    matrix = matrix_of(scored(200))
    found = {cell.words for cell in log_of(matrix, Disclosure(5)).values() if cell.part is Part.STATUSES}
    assert STATUSES in found
