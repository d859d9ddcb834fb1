"""The cases behind every figure that changed are those that one would find going through all of them."""

from collections.abc import Sequence
from itertools import zip_longest
from unittest.mock import patch

from hypothesis import given, settings

from inspect_app.fieldwork import find_causes
from inspect_app.fieldwork.find_causes import Causes, merge
from inspect_app.fieldwork.trace_case import CaseThen, Cause, How, TracedCase, trace
from inspect_app.findings.readings import FigureOf, Reading, figure_of
from tests.unit.findings.small_instrument import CASES, SMALL, Case
from tests.unit.findings.test_readings import EVERY, frozen, places, reading


def traced(before: Sequence[Case], after: Sequence[Case]) -> list[TracedCase]:
    """Cases that were like the first and are like the second; some count at one of the moments alone."""
    return [
        TracedCase(f"{place:03}", CaseThen(1, was and reading(was)), CaseThen(2, now and reading(now)))
        for place, (was, now) in enumerate(zip_longest(before, after))
    ]


def every_figure(cases: Sequence[Case]) -> list[FigureOf]:
    """What each figure of every table is made of."""
    tables = {table.id: table for table in EVERY}
    return [figure_of(SMALL, tables[each.table], each) for each in places(frozen(cases).tables)]


@settings(max_examples=30)
@given(CASES.filter(bool), CASES.filter(bool))
def test_the_cases_are_those_that_bring_something_else(before: list[Case], after: list[Case]) -> None:
    cases = traced(before, after)
    causes = Causes(SMALL, cases)
    figures = every_figure([*before, *after])
    for of in figures:
        found = [cause for case in cases if (cause := trace(SMALL, case, of)) is not None]
        assert causes.of([of]) == tuple(found)
    several = {cause.reference for of in figures for cause in causes.of([of])}
    assert [cause.reference for cause in causes.of(figures)] == sorted(several)


def test_cases_that_came_are_looked_through_once_for_all_figures_of_a_column() -> None:
    nobody = {question.id: ("not_asked", None) for question in SMALL.questions}
    came = Reading(nobody, {}, (), "")  # type: ignore[arg-type]  # what it answers is of no interest
    cases = [TracedCase(f"{number:03}", CaseThen(0, None), CaseThen(1, came)) for number in range(50)]
    figures = [of for of in every_figure([]) if of.column == "total" and not of.conditions]
    assert len({of.questions for of in figures}) > 5
    causes = Causes(SMALL, cases)
    with patch.object(find_causes, "standing", wraps=find_causes.standing) as asked:
        found = [causes.of([of]) for of in figures]
    kinds = {(of.measure, of.break_by) for of in figures}
    assert asked.call_count == 2 * len(cases) * len(kinds)
    assert {len(each) for each in found} == {50}
    assert len({id(each) for each in found}) == len(kinds)


def test_what_several_figures_say_of_a_case_is_said_once() -> None:
    one = Cause("001", (How.ANSWER,), ())
    two = Cause("001", (How.ROUTING, How.ANSWER), ())
    other = Cause("000", (How.LEFT,), ())
    assert merge([[one], [one, other], [two]]) == (other, Cause("001", (How.ANSWER, How.ROUTING), ()))
